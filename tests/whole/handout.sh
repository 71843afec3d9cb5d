# handout.sh - sheets for the door: their files, their words, their codes, the size of their type; what nobody can have
set -u
wrong=0
say() { echo "$*"; wrong=1; }
codes() { pdftoppm -r 200 -gray "$1" "$TMPDIR/code" && zbarimg -q --raw "$TMPDIR"/code*.pgm 2> /dev/null | sort; rm -f "$TMPDIR"/code*; }
pages() { pdfinfo "$1" | sed -n 's/^Pages: *//p'; }
TMPDIR=$PWD/tmp
mkdir "$TMPDIR"
python3 "$TOP/tests/whole/handout.py" make site || exit 1

yearbook handout --all -j 2 -o all site > said 2>&1 || { cat said; exit 1; }
for name in corto largo medio titular ultimo; do
	[ -f "all/handout-$name.pdf" ] || { say "there is no handout of $name"; continue; }
	python3 "$TOP/tests/whole/handout.py" lost "site/content/posts/$name.md" "all/handout-$name.pdf" > lost 2>&1 ||
		{ cat lost; wrong=1; }
	codes "all/handout-$name.pdf" | grep -qxF "https://red.example/posts/$name/" || say "$name: its code does not lead to it"
done
[ "$(codes all/handout-index.pdf | wc -l)" -eq 5 ] || say "the index does not have the codes of all posts"
[ "$(pages all/handout-corto.pdf)" -eq 1 ] || say "a short post does not fit a sheet"
pdftotext all/handout-corto.pdf - | grep -q 'far.example/programme' || say "the address of a link is not printed"
pdftotext all/handout-corto.pdf - | grep -q 'red.example/posts/largo' || say "a link to another post does not say where it stands online"
pdftotext -f 2 -l 2 all/handout-largo.pdf - | grep -q '^2/' || say "the pages of a long post are not numbered"

# the same bytes with one thread, and one by one
yearbook handout --all -j 1 -q -o one site 2> /dev/null
for file in all/*; do cmp "$file" "one/${file##*/}" || wrong=1; done
for name in corto medio titular; do
	yearbook handout --post "$name" -o single site > said 2> /dev/null || say "$name: no handout by itself"
	cmp "single/handout-$name.pdf" "all/handout-$name.pdf" || wrong=1
	size=$(sed -n 's/.*type of \([0-9]*\).*/\1/p' said)
	[ "${size:-0}" -ge 9 ] && [ "$size" -le 12 ] || say "$name: type of ${size:-no} pt"
done
yearbook handout --post corto -o single site 2> /dev/null | grep -q 'type of 12' || say "a short post is not set in the largest type"

# selections
yearbook handout --tag feria -q -o some site 2> /dev/null
pdftotext some/handout-selection.pdf - | grep -q '^Medio' || say "a selection lacks a post"
yearbook handout --latest 1 -q -o some site 2> /dev/null
[ -f some/handout-ultimo.pdf ] || say "the newest post is another one"
yearbook handout --post "Larg" --format letter -q -o some site 2> /dev/null
pdfinfo some/handout-largo.pdf | grep -q 'letter' || say "no handout on Letter"

# cards, a booklet, a poster
yearbook handout --format a6-card -q -o some site 2> /dev/null
[ "$(pages some/handout-cards.pdf)" -eq 2 ] || say "five cards are not on two sheets"
[ "$(codes some/handout-cards.pdf | wc -l)" -eq 5 ] || say "cards lack codes"
yearbook handout --format a6-card --post corto -q -o some site 2> /dev/null
[ "$(pdftotext some/handout-cards.pdf - | grep -c '^Corto')" -eq 4 ] || say "one post does not fill a sheet of cards"
yearbook handout --format booklet --post medio -q -o some site 2> /dev/null
pdfinfo -l 1 some/handout-medio-booklet.pdf | grep -qE '841\.[0-9]+ x 595' || say "a booklet does not lie on A4"
yearbook handout --format poster -q -o some site 2> /dev/null
pdfinfo some/handout-poster.pdf | grep -qE '841\.[0-9]+ x 1190' || say "a poster is not A3"
[ "$(codes some/handout-poster.pdf)" = https://red.example ] || say "the poster's code does not lead to the site"
pdftotext some/handout-poster.pdf - | tr -s '\n ' ' ' | grep -q 'Corto.*Medio' || say "the poster lacks posts"

# from right to left, without an address
yearbook handout -o some arabic > said 2>&1
pdftotext some/handout-arabe.pdf - | grep -q 'القرية' || say "an Arabic handout lacks its words"
grep -q 'no-address' said || say "nothing says why there is no code"

# one ink
yearbook handout --gray --post corto -q -o gray site 2> /dev/null
gs -q -o - -sDEVICE=inkcov gray/handout-corto.pdf | grep -q '^ *0.00000  *0.00000  *0.00000  *0.[0-9]*[1-9]' || say "--gray prints colours"

# what cannot be had
refuse() { # STATUS WORDS OPTIONS
	status=$1 words=$2
	shift 2
	yearbook handout "$@" -o no site > said 2>&1
	[ $? -eq "$status" ] && grep -q -e "$words" said || { say "not refused as it should be: $*"; cat said; }
}
refuse 1 'did you mean "corto"' --post cort0
refuse 1 'there is no post' --post nothing-like-it
refuse 1 'posts answer to' --post e
refuse 2 'say which posts'
refuse 2 'knows a4' --format a7 --all
refuse 2 'number of posts' --latest 0
[ -e no ] && say "something was written"
exit $wrong
