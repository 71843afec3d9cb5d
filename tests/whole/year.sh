# year.sh - the seeds' site through a whole year, as the tutorial (yearbook.7) tells it: its commands, in its order, with what a person does between them
set -u
seeds=$TOP/../shared/seeds here=$TOP/tests/whole/year
[ -d "$seeds" ] || { echo "the real posts are not here"; exit 77; }
wrong=0
bad() { echo "$*"; wrong=1; }
has() { grep -qF -- "$2" "$1" || bad "$1 lacks: $2"; }
lacks() { grep -qF -- "$2" "$1" && bad "$1 has: $2"; }

# the commands of the tutorial, by the word behind "yearbook" and their options
mapfile -t lines < <(sed -n 's/^\.Dl yearbook //p' "$TOP/compiler/man/yearbook.7" | sed 's/\\(dq/"/g')
next=0
step() { # how the tutorial's next command begins; it is run, what it says goes to said, its status is expected
	local line=${lines[$next]:-}
	next=$((next + 1))
	case $line in "$1"*) ;; *) bad "the tutorial's command $next is \"$line\", not \"$1…\"" ;; esac
	bash -c "yearbook $line" > said 2>&1
	local status=$?
	[ $status -eq "$2" ] || { bad "yearbook $line: exit $status, not $2"; cat said; }
}

mkdir site
cp -R "$seeds/content" "$seeds/static" "$seeds/remote" site
chmod -R u+w site
cp "$here/yearbook.yaml" site
(cd site && find content static remote -type f -exec sha256sum {} +) | sort > posts.sums

# 1. the plan, twice: what a spreadsheet wrote between them stays
step "plan" 0
for name in posts pictures people; do [ -s site/$name.csv ] || bad "no $name.csv"; done
python3 "$here/edit.py" site/posts.csv semicolon 004_1c3df0095fcf018d 'place=València'
cp site/posts.csv edited.csv
yearbook plan site > said 2>&1 || { bad "the second plan failed"; cat said; }
has site/posts.csv 'València'

# 2. corrections
step "fixes --propose" 0
has said 'in the comment section'
mkdir -p site/fixes
cp "$here"/fixes/*.yaml site/fixes
step "fixes" 0
exit $wrong
