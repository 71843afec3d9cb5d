# cover.sh - the codes on the cover are read by a machine from a rendering at 300 ppi, in colours and in the inks of a press
set -u
wrong=0
mkdir site
cat > site/yearbook.yaml <<'Y'
title: Anuario
publisher: Red
language: es
paper: a5
isbn: 978-3-16-148410-0
site: https://barrio.example.org/anuario
epub: {page-list: no} # which the EPUB beside a PDF would have, and the one alone not
Y
printf -- '---\ntitle: Uno\ndate: 2024-03-02\nlocation: Oaxaca\nauthor: Ana\n---\nTexto.\n' > site/uno.md
for printer in home offset-eu; do
	yearbook build -q --printer $printer -o out site > log 2>&1 || { cat log; wrong=1; }
	pdftoppm -r 300 -png "out/$printer/yearbook-cover-$printer.pdf" "$printer" 2>> log
	codes=$(zbarimg -q "$printer"*.png 2> /dev/null | sort | tr '\n' ' ')
	[ "$codes" = "EAN-13:9783161484100 QR-Code:https://barrio.example.org/anuario " ] ||
		{ echo "$printer: the codes are read as: $codes"; cat log; wrong=1; }
done
# the EPUB's cover is the front, and the same alone and beside a PDF, with one thread and with several
yearbook build -q --only epub -j 1 -o one site > log 2>&1
yearbook build -q -j 4 -o two site > log 2>&1
cmp one/yearbook.epub two/yearbook.epub || wrong=1
unzip -p one/yearbook.epub OPS/images/cover.jpg > cover.jpg
file -b cover.jpg | grep -q '1803x2559\|1804x2559\|1804x2560\|1803x2560' || { echo "the EPUB's cover is $(file -b cover.jpg)"; wrong=1; }
exit $wrong
