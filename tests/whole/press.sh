# press.sh - the folder for a print shop: what is in it, whole or not at all, the same bytes each time
set -u
wrong=0
say() { echo "$1"; wrong=1; }
mkdir -p book/posts
printf 'title: Our Year\npublisher: The Club\nsite: https://club.example\n' > book/yearbook.yaml
for day in 01 02 03; do
	printf -- '---\ntitle: Day %s\ndate: 2024-05-%s\nauthor: Ana\n---\nText of the day, written by hand.\n' $day $day > book/posts/$day.md
done
cp "$TOP"/tests/whole/../image/photo.jpg book/posts/ 2> /dev/null
build() { yearbook build -q --ui-lang en "$@" book; }

build --printer offset-eu,home --copies 120 -o out > log 2>&1 || { cat log; say "build --printer failed"; }
expected="SHA256SUMS checklist.txt quote-en.txt quote-es.txt quote-pt.txt yearbook-cover-NAME.pdf yearbook-interior-NAME.pdf"
for name in offset-eu home; do
	[ "$(ls out/$name | LC_ALL=C sort | paste -sd ' ')" = "${expected//NAME/$name}" ] || say "out/$name holds: $(ls out/$name | paste -sd ' ')"
	(cd out/$name && sha256sum --quiet -c SHA256SUMS) || say "the checksums of $name are wrong"
	[ "$(wc -l < out/$name/SHA256SUMS)" -eq 6 ] || say "not every file of $name has a checksum"
	qpdf --check out/$name/yearbook-interior-$name.pdf > log 2>&1 || { cat log; say "qpdf does not like the interior for $name"; }
	qpdf --check out/$name/yearbook-cover-$name.pdf > log 2>&1 || { cat log; say "qpdf does not like the cover for $name"; }
	[ "$(pdfinfo out/$name/yearbook-cover-$name.pdf | awk '/^Pages/ { print $2 }')" = 1 ] || say "the cover for $name is not one sheet"
	grep -E '[{}]|^\[' out/$name/*.txt && say "a blank was not filled in"
done
[ "$(ls out | paste -sd ' ')" = "home offset-eu" ] || say "besides the folders there is: $(ls out | paste -sd ' ')"
pages=$(pdfinfo out/offset-eu/yearbook-interior-offset-eu.pdf | awk '/^Pages/ { print $2 }')
for lang in es pt en; do
	grep -q " $pages " out/offset-eu/quote-$lang.txt || say "quote-$lang does not say $pages pages"
	grep -q 120 out/offset-eu/quote-$lang.txt || say "quote-$lang does not say 120 copies"
	grep -q 'The Club' out/offset-eu/quote-$lang.txt || say "quote-$lang does not say who asks"
done
yearbook build -q --ui-lang es --printer home -o es book && grep -q 'QUÉ HACER AHORA' es/home/checklist.txt || say "the checklist is not in Spanish"

build --printer offset-eu,home --copies 120 -o again -j 1 && diff -r out again || say "a second build gives other bytes"
build --printer home --copies 120 -o single && diff -r out/home single/home || say "the folder of one printer depends on the others"
build --printer home --only epub -o both && [ -e both/yearbook.epub ] && [ -e both/home/SHA256SUMS ] && [ ! -e both/yearbook.pdf ] || say "--only and --printer together"
echo 'printer: home' >> book/yearbook.yaml
build -o key && [ -e key/yearbook.pdf ] && [ -e key/home/SHA256SUMS ] || say "the key printer"
build --only pdf -o only && [ ! -e only/home ] || say "--only pdf writes the printer's folder all the same"

# what was there stays until all is whole, and what is not ours stays
echo mine > out/home/notes.txt
cp -R out before
printf -- '---\ntitle: Another\ndate: 2024-06-01\nauthor: Ana\n---\nMore.\n' > book/posts/04.md
mkdir locked && mv out/home/checklist.txt locked/ && mkdir out/home/checklist.txt
build --printer home -o out > log 2>&1
status=$?
[ $status = 2 ] && grep -q checklist.txt log || { cat log; say "a file that cannot be written: status $status"; }
rmdir out/home/checklist.txt && mv locked/checklist.txt out/home/
diff -r before out || say "a failed build changed the folder"
(ulimit -f 4; build --printer home -o out) > log 2>&1 && say "a full disk is not noticed"
diff -r before out || say "a full disk changed the folder"
build --printer home -o out || say "the next build failed"
[ -e out/home/notes.txt ] || say "a file of somebody else's is gone"
(cd out/home && sha256sum --quiet -c SHA256SUMS) || say "the checksums are wrong after another build"
diff -q before/home/SHA256SUMS out/home/SHA256SUMS > /dev/null && say "nothing was replaced"

# printers that are none
yearbook build -q --ui-lang en --printer kdpp -o none book > log 2>&1
[ $? = 1 ] && grep -q kdp log && grep -q imprenta log && [ ! -e none ] || { cat log; say "an unknown printer is not named with those there are"; }
printf 'title: Down the Road\nbased-on: home\n' > '.. weird name.yaml'
build --printer './.. weird name.yaml' -o weird > log 2>&1 && [ "$(find weird -name SHA256SUMS | wc -l)" = 1 ] || { cat log; say "a profile with a strange name"; }
mkdir a b && printf 'based-on: home\n' | tee a/shop.yaml > b/shop.yaml
build --printer a/shop.yaml,b/shop.yaml -o two > log 2>&1 && [ -e two/shop/SHA256SUMS ] && [ -e two/shop-2/SHA256SUMS ] || { cat log; ls two; say "two profiles of one name"; }
exit $wrong
