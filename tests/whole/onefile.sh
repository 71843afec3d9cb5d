# onefile.sh - the single HTML file: nothing runs or is fetched, ids and links hold, its words and pictures are the EPUB's; planted defects are seen
set -u
wrong=0
complain() {
	printf '%s\n' "$1"
	wrong=1
}
judge() { # name, folder, options
	local name=$1 folder=$2
	shift 2
	yearbook build -q --only epub,html "$@" -o "$name" "$folder" > "$name.log" 2>&1 || { complain "$name: the build failed: $(tail -n 3 "$name.log")"; return; }
	python3 "$TOP/tests/whole/onefile.py" "$name/yearbook.html" "$name/yearbook.epub" > "$name.judged" || complain "$name: $(cat "$name.judged")"
	# of attributes that are newer than it, tidy knows nothing
	tidy -e -q "$name/yearbook.html" 2>&1 | grep -vE 'proprietary attribute' > "$name.tidy"
	[ -s "$name.tidy" ] && complain "$name: tidy says: $(head -n 5 "$name.tidy" | cut -c 1-200)"
}
judge sample "$TOP/content"
judge bad "$TOP/tests/epub/html" --lang all
for site in "$TOP"/tests/whole/sites/*/; do
	judge "$(basename "$site")" "$site" --lang all
done
cat ./*.judged

# a photograph in two posts and twice in one: its bytes are there once
mkdir again
cp "$(find "$TOP/images" -name '*.jpg' -size +100k | sort | head -n 1)" again/a.jpg
printf -- '---\ntitle: One\ndate: 2024-01-01\nauthor: A\n---\nText.\n\n![It & "it"](a.jpg)\n\nMore.\n\n![Again](a.jpg)\n' > again/one.md
printf -- '---\ntitle: Two\ndate: 2024-01-02\nauthor: A\n---\nText.\n\n![Two](a.jpg)\n' > again/two.md
judge shown again
[ "$(grep -c 'src: url(data:font/' shown/yearbook.html)" -ge 4 ] || complain "the faces are not in it"
[ "$(grep -o '<use href="#picture.1">' shown/yearbook.html | wc -l)" -eq 2 ] || complain "a photograph that is shown three times: $(grep -o '<use [^>]*>' shown/yearbook.html)"

# pictures once in the text, whole
[ "$(grep -o 'src="data:image/jpeg;base64,/9j/[^"]*"' sample/yearbook.html | wc -l)" -gt 5 ] || complain "sample: photographs are not in it"
grep -o 'src="data:image/jpeg;base64,[^"]*"' sample/yearbook.html | sed -n '2s/.*base64,//; 2s/"$//p' | base64 -d > picture.jpg
[ "$(head -c 3 picture.jpg | od -An -tx1 | tr -d ' ')$(tail -c 2 picture.jpg | od -An -tx1 | tr -d ' ')" = ffd8ffffd9 ] || complain "sample: a photograph is not whole"

# defects that the judge must see
plant() { # what it is, a substitution
	sed -E "$2" bad/yearbook.html > planted.html
	cmp -s planted.html bad/yearbook.html && complain "planted: nothing became of: $1"
	python3 "$TOP/tests/whole/onefile.py" planted.html bad/yearbook.epub > planted.log && complain "planted: not seen: $1"
}
plant "a script" 's/<main/<script>x()<\/script><main/'
plant "a picture from elsewhere" 's/src="data:image\/png/src="https:\/\/example.org/'
plant "an id twice" 's/id="p-2.resultados"/id="p-1.resultados"/'
plant "a link that leads nowhere" 's/href="#p-1.note.1"/href="#p-1.note.9"/'
plant "an attribute of the EPUB" 's/role="doc-noteref"/epub:type="noteref"/'
plant "an empty element of XML" 's/<hr>/<hr\/>/'
plant "a word lost" 's/nota<sup/<sup/'
plant "a picture lost" 's/<img [^>]*alt="Imagen"[^>]*>//'
plant "a heading's level skipped" 's/<(\/?)h3/<\1h4/g'
plant "no policy" 's/default-src .none.;//'
plant "a style that fetches" 's/<style>/<style>@import "x";/'
exit $wrong
