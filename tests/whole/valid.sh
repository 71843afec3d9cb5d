# valid.sh - the books are sound in the eyes of others: qpdf, poppler, mupdf, EPUBCheck; no words are lost, no metadata leaks
set -u
SEEDS=$(realpath -m "${SEEDS:-$TOP/../shared/seeds/content}")
wrong=0
complain() {
	printf '%s\n' "$1"
	wrong=1
}
check_book() { # name, folder
	local name=$1 folder=$2
	yearbook build -o "$name" "$folder" > "$name.log" 2>&1 || { complain "$name: build failed"; cat "$name.log"; return; }
	local pdf=$name/yearbook.pdf epub=$name/yearbook.epub
	python3 "$TOP/tests/tools/prove" "$folder" || complain "$name: words are lost, or markup leaks"
	[ -z "${SANITIZED:-}" ] || return # the bytes are those of the plain program
	qpdf --check "$pdf" > "$name.qpdf" 2>&1 || { complain "$name: qpdf --check"; cat "$name.qpdf"; }
	pdffonts "$pdf" | awk 'NR > 2 && !($(NF-4) == "yes" && $(NF-3) == "yes" && $(NF-2) == "yes") { print; bad = 1 } END { exit bad }' ||
		complain "$name: a font is not embedded, not a subset, or without ToUnicode"
	pdftoppm -r 20 -png "$pdf" "$name-page" 2> "$name.poppler" || complain "$name: pdftoppm failed"
	[ -s "$name.poppler" ] && complain "$name: poppler says: $(head -n 3 "$name.poppler")"
	mutool draw -q -o /dev/null -F txt "$pdf" > "$name.mutool" 2>&1 || complain "$name: mutool failed"
	sed -i '/ICC support is not available/d' "$name.mutool"
	[ -s "$name.mutool" ] && complain "$name: mutool says: $(head -n 3 "$name.mutool")"
	mkdir "$name.unzipped"
	unzip -q -d "$name.unzipped" "$epub" || complain "$name: unzip"
	if [ -e /usr/share/java/epubcheck.jar ]; then
		java -jar /usr/share/java/epubcheck.jar "$epub" > "$name.epubcheck" 2>&1
		grep -qE '^(ERROR|WARNING|FATAL)' "$name.epubcheck" && complain "$name: EPUBCheck: $(grep -E '^(ERROR|WARNING|FATAL)' "$name.epubcheck" | head -n 5)"
		grep -qiE 'no errors or warnings' "$name.epubcheck" || complain "$name: EPUBCheck did not finish: $(tail -n 3 "$name.epubcheck")"
	fi
	if LC_ALL=C grep -qaP 'GPSLat|Exif\x00|photoshop:|http://ns.adobe.com/xap/1.0/\x00' "$pdf"; then complain "$name: metadata of a picture is in the PDF"; fi
	if grep -rqaE 'GPSLat|Exif\x00|http://ns.adobe.com/xap' "$name.unzipped"; then complain "$name: metadata of a picture is in the EPUB"; fi
}
check_book sample "$TOP/content"
if [ -d "$SEEDS" ]; then
	check_book seeds "$SEEDS"
else
	echo "the five real posts are not beside this folder: only the sample book was checked"
fi
exit $wrong
