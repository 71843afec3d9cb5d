# pdf.sh - pages made by hand (pdf_test.c) in the eyes of others: soundness, text, fonts, boxes, links, pictures, faults
set -u
wrong=0
complain() {
	printf '%s\n' "$1"
	wrong=1
}
make=$OBJ/tests/pdf/pdf_test
pictures=$TOP/tests/image/pictures

sound() { # file
	qpdf --check "$1" > qpdf.log 2>&1 || { complain "$1: qpdf --check"; cat qpdf.log; }
	mutool draw -q -o /dev/null -F txt "$1" > mutool.log 2>&1 || complain "$1: mutool failed"
	grep -v 'ICC support' mutool.log && complain "$1: mutool says this"
	pdftoppm -r 20 -png "$1" page 2> poppler.log || complain "$1: pdftoppm failed"
	[ -s poppler.log ] && complain "$1: poppler says: $(head -n 3 poppler.log)"
	rm -f page*.png
}
has() { # file, line
	grep -qxF -- "$2" "$1" || complain "$1: no line \"$2\""
}

# ---- the same bytes with any number of threads ----
good=()
for p in "$pictures"/*; do
	case ${p##*/} in
	plain.* | gray* | alpha.png | cmyk.jpg | palette.png | palette-transparent.png | sixteen.png | turned.png | progressive.jpg | secrets.* | orientation-[1-8].jpg | many-idat.png | 4-2-2.jpg) good+=("$p") ;;
	esac
done
"$make" book book.pdf 1 "${good[@]}" > book.log || complain "book.pdf was not written"
[ -s book.log ] && cat book.log && complain "findings where none are due"
for threads in 2 5; do
	TZ=Asia/Tokyo LC_ALL=C "$make" book again.pdf $threads "${good[@]}"
	cmp book.pdf again.pdf || complain "$threads threads make other bytes"
done
sound book.pdf

# ---- text ----
pdftotext -raw book.pdf - | tr -d '\f' > book.txt
has book.txt 'Medellín affinity office Bogotá, São Paulo: “coração” y ñandú (pingüino) \ fin.'
has book.txt $'Los grupos de Kuber\u00AD'
has book.txt $'netes son well-known e\u0301xito x\u0301y 10 km ∀.'
has book.txt 'AVATAR To Ta Va “finales” AV Ærø ﬁ ŀl'
has book.txt 'if (a != b) { return a->n; } // kubectl --help'
has book.txt 'Fiesta 🎉 con 👩🏽‍💻, y 🇨🇴 aquí'
has book.txt 'subrayado seguido y tachado con nota7'
has book.txt 'una línea más ancha de lo suyo'
has book.txt 'BOGOTÁ · 2024'

# ---- fonts, boxes, labels, information ----
pdffonts book.pdf | awk 'NR > 2 && !(/CID TrueType +Identity-H +yes yes yes/) { print; bad = 1 } END { exit bad || NR != 6 }' ||
	complain "a font is not an embedded subset with ToUnicode"
pdfinfo -box book.pdf > book.info
for line in 'Title:           Un año de comunidad' 'Subject:         Memoria <2024>' 'Author:          Nodos & Redes' \
	'Keywords:        nube, código' 'CropBox:             9.07     9.07   441.07   657.07' \
	'MediaBox:            0.00     0.00   450.14   666.14' 'TrimBox:             9.07     9.07   441.07   657.07' \
	'BleedBox:            0.00     0.00   450.14   666.14'; do
	has book.info "$line"
done
qpdf --json book.pdf > book.json
python3 - book.json <<'PY' || complain "the file's structure is not as it should be"
import json, sys
book = json.load(open(sys.argv[1]))
wrong = []
def check(what, have, want):
    if have != want:
        wrong.append(f"{what}: {have!r} instead of {want!r}")
check("labels", [(l["index"], l["label"]) for l in book["pagelabels"]],
      [(0, {"/S": "/r", "/St": 1}), (2, {"/S": "/D", "/St": 1})])
def tree(nodes):
    return [(n["title"], n["destpageposfrom1"], tree(n["kids"])) for n in nodes]
check("outline", tree(book["outlines"]),
      [("Primera parte: Año ☀ 2024", 3, [("Uno", 3, [("Too deep", 3, [])]), ("Dos (2)", 5, [])]), ("Fin", 5, [])])
objects = book["qpdf"][1] if "qpdf" in book else book["objects"]
values = [o.get("value") if isinstance(o, dict) and "value" in o else o for o in objects.values()]
links = [v for v in values if isinstance(v, dict) and v.get("/Subtype") == "/Link"]
check("links", sorted(str(v.get("/A", {}).get("/URI", v.get("/Dest"))) for v in links),
      sorted(["u:https://example.org/a%20b?x=(%C3%B1)", "u:dos (2)"]))
check("links' borders", {str(v["/Border"]) for v in links}, {"[0, 0, 0]"})
catalog = [v for v in values if isinstance(v, dict) and v.get("/Type") == "/Catalog"][0]
check("language", catalog["/Lang"], "u:es")
print("\n".join(wrong))
sys.exit(bool(wrong))
PY

# ---- pictures: upright, without their secrets, each once ----
corners=(- rg/bw gr/wb wb/gr bw/rg rb/gw br/wg wg/br gw/rb) # upper left, upper right / lower left, lower right
for n in 1 2 3 4 5 6 7 8; do
	"$make" book turn.pdf 1 "$pictures/orientation-$n.jpg"
	pdftoppm -f 6 -l 6 -r 72 turn.pdf turn
	python3 - turn-6.ppm "${corners[n]}" <<'PY' || complain "orientation $n is shown turned"
import sys
data = open(sys.argv[1], "rb").read()
w, h = map(int, data.split(b"\n", 3)[1].split())
pixels = data[-w * h * 3:]
def near(x, y):
    p = pixels[(y * w + x) * 3:][:3]
    return "".join("+" if v > 128 else "-" for v in p)
tall = sys.argv[2] in ("rb/gw", "br/wg", "wg/br", "gw/rb")
left, right, top, foot = 66 + 9, 66 + 81, 79 + 6, 79 + (128 if tall else 54)
names = {"+--": "r", "-+-": "g", "--+": "b", "+++": "w"}
have = "".join(names.get(near(*at), "?") for at in ((left, top), (right, top), (left, foot), (right, foot)))
print(have, end="\n" if have != sys.argv[2].replace("/", "") else "")
sys.exit(have != sys.argv[2].replace("/", ""))
PY
done
if LC_ALL=C grep -qaiP 'GPSLat|Exif\x00|photoshop|tEXt|http://ns.adobe.com/xap/1.0/\x00|secret' book.pdf; then complain "metadata of a picture is in the PDF"; fi
"$make" book twice.pdf 1 "$pictures/plain.jpg" "$pictures/plain.jpg" "$pictures/jpeg-named.png"
[ "$(grep -ac DCTDecode twice.pdf)" = 1 ] || complain "one picture is written several times"

# ---- faults ----
cp "$pictures/plain.jpg" gone.jpg
cp "$pictures/alpha.png" cut.png
GONE=gone.jpg CUT=cut.png "$make" book faults.pdf 2 gone.jpg cut.png "$pictures/few-rows.png" > faults.log || complain "lost pictures stop the PDF"
sound faults.pdf
grep -q 'gone.jpg: warning: the picture could not be read' faults.log || complain "a vanished picture is not reported"
grep -q 'cut.png: warning: the picture could not be read' faults.log || complain "a shortened picture is not reported"

# ---- many pages: trees of pages, names and outline ----
"$make" many many.pdf 4500 2 2> /dev/null || complain "many.pdf was not written"
qpdf --check many.pdf > qpdf.log 2>&1 || { complain "many.pdf: qpdf --check"; cat qpdf.log; }
[ "$(pdfinfo many.pdf | sed -n 's/^Pages: *//p')" = 4500 ] || complain "many.pdf: pages are lost"
mutool show many.pdf outline | grep -cE 'Artículo' | grep -qx 642 || complain "many.pdf: outline entries are lost"
qpdf --json --json-key=outlines many.pdf | grep -q '"destpageposfrom1": 4495' || complain "many.pdf: a named place is lost"

# ---- a full disk, or what is as good: no file may grow beyond 64 blocks ----
mkdir full
(trap '' XFSZ && ulimit -f 64 && "$make" many full/many.pdf 4500 2 > full.log 2>&1) && complain "a full disk was not noticed"
grep -q 'too large for the disk' full.log || complain "a full disk was not reported: $(cat full.log)"
[ -z "$(ls full)" ] || complain "a full disk leaves files behind"
if mount -t tmpfs -o size=64k none full 2> /dev/null; then
	"$make" many full/many.pdf 4500 2 > full.log 2>&1 && complain "a full tmpfs was not noticed"
	grep -q 'no space left' full.log || complain "a full tmpfs was not reported: $(cat full.log)"
	umount full
fi
exit $wrong
