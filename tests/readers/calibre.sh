# calibre.sh - calibre makes a Kindle's book of both e-books; no word is missing there; a spoiled book is none for it
set -u
. "$TOP/tests/readers/books"
command -v ebook-convert > /dev/null || skip "no calibre: make ci-deps"
yearbook build -q --only epub,kindle -o sample "$TOP/content" > log 2>&1 || { cat log; exit 1; }
read_books calibre sample/yearbook.epub sample/yearbook-kindle.epub || exit 1
mkdir OPS
unzip -p sample/yearbook.epub OPS/package.opf | head -c 700 > OPS/package.opf
python3 - <<'EOF'
import zipfile
with zipfile.ZipFile("sample/yearbook.epub") as good, zipfile.ZipFile("planted.epub", "w") as bad:
    for item in good.infolist():
        bad.writestr(item, open("OPS/package.opf", "rb").read() if item.filename == "OPS/package.opf" else good.read(item))
EOF
read_books calibre planted.epub > said 2>&1
grep -qE 'calibre: .*(becomes no|words are lost)' said || {
	echo "calibre's check does not see that the package document is not whole"
	cat said
	exit 1
}
