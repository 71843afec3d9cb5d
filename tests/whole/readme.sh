# readme.sh - every command that the README shows works, and every file that it names is there
set -u
wrong=0
cp -R "$TOP/content" "$TOP/images" .
ln -s "$BIN" yearbook
while read -r line; do
	bash -c "$line" > log 2>&1 || { echo "README: this failed: $line"; cat log; wrong=1; }
done < <(sed -n '/^```sh/,/^```/p' "$TOP/README.md" | grep '^\./yearbook')
for name in build/yearbook.pdf build/yearbook.epub build/a5/yearbook.pdf build/first-book/yearbook.yaml build/press/offset-eu/yearbook-cover-offset-eu.pdf \
	build/booklet/yearbook-booklet.pdf build/ebook/yearbook-kindle.epub build/ebook/yearbook.html build/small/yearbook.epub build/light/yearbook.pdf build/cards/handout-cards.pdf; do
	[ -s "$name" ] || { echo "README: $name was not made"; wrong=1; }
done
for name in $(grep -oE '\]\([^)#]+\)' "$TOP/README.md" | tr -d ']()' | grep -v ://) compiler/man/yearbook.1 compiler/man/yearbook.5 compiler/man/yearbook.7; do
	[ -e "$TOP/$name" ] || { echo "README: $name is not there"; wrong=1; }
done
for target in book check install; do
	make -C "$TOP" -n $target > /dev/null 2>&1 || { echo "README: no make $target"; wrong=1; }
done
exit $wrong
