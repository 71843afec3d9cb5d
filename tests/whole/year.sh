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

# 2. corrections: what is proposed fits as it stands, and so do the fixes of each post's real flaws
step "fixes --propose" 0
for text in 'in the comment section' 'Registrations are open' 'is happening today' 'This month'; do has said "$text"; done
mkdir -p site/fixes
sed -n '/^# fixes\/004/,/^\.Ed/{/^\.Ed/d;p}' "$TOP/compiler/man/yearbook.7" > site/fixes/004_1c3df0095fcf018d.yaml
yearbook fixes site > said 2>&1 || { bad "the tutorial's own corrections do not fit"; cat said; }
has said 'Adit Modi'
cp "$here"/fixes/*.yaml site/fixes
step "fixes" 0
for text in 'Learn more' 'king people' 'collocated'; do has said "$text"; done
sed -i 's/many interesting and king people/many interesting and bad people/' site/fixes/002*.yaml
yearbook fixes site > said 2>&1 && bad "a fix whose text is not there passed"
has said 'king people' # the nearest text
cp "$here"/fixes/002*.yaml site/fixes

# 3. pictures and people
yearbook plan site > said 2>&1 || { bad "the plan with fixes failed"; cat said; }
python3 "$here/edit.py" site/pictures.csv comma '*' consent='not needed' welcome.png photographer='Lucía Ibarra' licence='CC BY 4.0' people="Destiny O'Connor" consent=pending
mkdir site/originals
step "requests" 0
ls mails/*.txt > list 2> /dev/null
[ "$(wc -l < list)" -ge 2 ] || bad "no mails: $(cat said)"
grep -rqF 'hrVZXqWo5.png' mails || bad "no mail asks for the missing picture"

# 4. the draft and the proofs
step "build --draft" 0
pdftotext draft/yearbook-draft.pdf draft.txt
for text in DRAFT 'To look at' 'hrVZXqWo5.png'; do has draft.txt "$text"; done
lacks draft.txt 'in the comment section'
step "proof --by-author" 0
[ -s proofs/proof-teyza-ponce.pdf ] && [ -s proofs/proof-adit-modi.pdf ] || bad "no proofs: $(ls proofs)"

# 5. the release: refused for the picture and the consent, then settled
step "check --release" 1
for text in hrVZXqWo5.png consent; do has said "$text"; done
yearbook build --release -o print site > said 2>&1 && bad "a release with open questions was not refused"
[ -e print/yearbook.pdf ] && bad "a refused release wrote a book"
[ -e site/printed.csv ] && bad "a refused release wrote the ledger"
python3 "$here/edit.py" site/pictures.csv comma welcome.png consent=yes
sed -n '/^# yearbook.yaml/,/^\.Ed/{/^#\|^\.Ed/d;p}' "$TOP/compiler/man/yearbook.7" >> site/yearbook.yaml
step "build --release" 0
for text in hrVZXqWo5.png 'its author lost it'; do has print/working-notes.txt "$text"; done
pdftotext print/yearbook.pdf print.txt
for text in 'Lucía Ibarra' 'Volume 1'; do has print.txt "$text"; done
for text in DRAFT 'in the comment section' 'Registrations are open' 'is happening today' 'king people' hrVZXqWo5.png; do lacks print.txt "$text"; done
mkdir epub && unzip -qo print/yearbook.epub -d epub
cat epub/OPS/*.xhtml > epub.txt
for text in 'in the comment section' 'Registrations are open' hrVZXqWo5.png; do lacks epub.txt "$text"; done
has epub.txt 'A doctor is able to treat one patient at a time' # a talk's abstract: whole there,
lacks print.txt 'A doctor is able to treat one patient at a time' # and a line in print
[ "$(wc -l < site/printed.csv)" -eq 6 ] || bad "the ledger: $(cat site/printed.csv)"
cp -r print first
yearbook build --release -o print site > said 2>&1 || bad "the second release"
for name in yearbook.pdf yearbook.epub working-notes.txt; do cmp -s first/$name print/$name || bad "$name differs in a second release"; done

# 6. somebody wants to be left out
python3 "$here/edit.py" site/people.csv comma 2> /dev/null
step "build --without" 0
pdftotext without/yearbook.pdf without.txt
lacks without.txt 'Lucía Ibarra' # whose picture showed her

# 7. next year: the old posts are still on the site and are not printed twice
step "new --from" 0
for text in 'volume: 2' 'series: Our year in the open' 'contact: yearbook@example.org'; do has next/yearbook.yaml "$text"; done
lacks next/yearbook.yaml 'its author lost it'
mkdir -p site/content
printf -- '---\ntitle: What came next\ndate: 2026-03-01\nauthor: Teyza Ponce\n---\n\nA new year begins with a new text about the community.\n' > site/content/what-came-next.md
yearbook build -v -o second next > said 2>&1 || { bad "the next volume failed"; cat said; }
pdftotext second/yearbook.pdf second.txt
has second.txt 'What came next'
lacks second.txt 'The fifth edition of CCOSS'
has second.txt 'Volume 2'
grep -q 'belongs-to-collection' <(unzip -p second/yearbook.epub OPS/package.opf) || bad "the second volume is not of the series"

# the site is as it was
rm site/content/what-came-next.md
step "check --a11y" 0
has said 'What there is to do:'
(cd site && find content static remote -type f -exec sha256sum {} +) | sort | cmp -s - posts.sums || bad "the posts were touched"
[ $next -eq ${#lines[@]} ] || bad "the tutorial has ${#lines[@]} commands, of which $next were run"
exit $wrong
