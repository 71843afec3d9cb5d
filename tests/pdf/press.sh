# press.sh - surfaces made by hand (pdf_test.c), written for a press: the standards, boxes, inks, overprint, the same bytes each time
set -u
wrong=0
complain() {
	printf '%s\n' "$1"
	wrong=1
}
make=$OBJ/tests/pdf/pdf_test
pictures=$TOP/tests/image/pictures
pictures="$pictures/plain.jpg $pictures/alpha.png $pictures/sixteen.png $pictures/cmyk.jpg"
export PYTHONDONTWRITEBYTECODE=1

# ---- each standard: judged, sound, the same with any number of threads ----
for standard in x1a-2001 x1a-2003 x4; do
	file=$standard.pdf
	"$make" press $file $standard cmyk 1 $pictures > made.log || complain "$file was not written"
	[ -s made.log ] && cat made.log && complain "findings where none are due"
	TZ=Asia/Tokyo LC_ALL=C "$make" press again.pdf $standard cmyk 4 $pictures
	cmp $file again.pdf || complain "$file: 4 threads make other bytes"
	python3 "$TOP/tests/press/pdfx.py" $file > judge.log || complain "$(head -n 5 judge.log)"
	qpdf --check $file > qpdf.log 2>&1 || complain "$file: qpdf --check: $(tail -n 2 qpdf.log)"
	mutool draw -q -o /dev/null -F txt $file > mutool.log 2>&1 || complain "$file: mutool failed"
	gs -q -dNOPAUSE -dBATCH -dPDFSTOPONERROR -sDEVICE=nullpage $file > gs.log 2>&1 || complain "$file: ghostscript failed"
	[ -s gs.log ] && complain "$file: ghostscript says: $(head -n 3 gs.log)"
done
for version in 'x1a-2001 1.3' 'x1a-2003 1.4' 'x4 1.6'; do
	head -c 8 "${version% *}.pdf" | grep -q "PDF-${version#* }" || complain "the header is not: $version"
done

# ---- boxes: the bleed is wider than the page, the paper wider than both ----
pdfinfo -box x4.pdf > info
for box in 'MediaBox:            0.00     0.00   488.69   704.69' 'BleedBox:           19.84    19.84   468.85   684.85' \
	'TrimBox:            28.35    28.35   460.35   676.35'; do
	grep -qxF -- "$box" info || complain "no \"$box\""
done
pdfinfo -box -f 1 -l 9 x4.pdf | grep -q '^Page  *1 rot' || complain "no pages"

# ---- inks: what stands in the operators ----
qpdf --qdf --object-streams=disable x4.pdf x4.qdf 2> /dev/null
LC_ALL=C grep -aqE ' (rg|RG)$' x4.qdf && complain "RGB operators"
LC_ALL=C grep -aqx '/All cs 1 scn' x4.qdf || complain "marks do not stand on every plate"
SHORT=1 "$make" press plain.pdf plain as-is 1
qpdf --qdf --object-streams=disable plain.pdf plain.qdf 2> /dev/null
LC_ALL=C grep -aq '/All cs' plain.qdf && complain "a plain file has an ink for marks"
grep -aq OutputIntents plain.pdf && complain "a plain file has an output intent"
grep -aq 'Subtype/Link' plain.pdf || complain "a plain file has no links"
grep -aq 'Subtype/Link' x4.pdf && complain "a file for the press has links"

LC_ALL=C grep -aqz 'DuplexFlipShortEdge.*PrintScaling /None' plain.pdf || complain "how the paper turns is not said"

# ---- a link lies over its words, however the page is turned and scaled ----
pdftotext -bbox -f 7 -l 7 plain.pdf words.html
python3 - plain.qdf words.html <<'PY' || complain "a link does not lie over its words"
import re, sys
data, words = open(sys.argv[1], "rb").read(), open(sys.argv[2]).read()
rects = [o for o in re.findall(rb"\d+ 0 obj\n(.*?)\nendobj", data, re.S) if b"example.org/turned" in o]
x0, y0, x1, y1 = map(float, re.search(rb"/Rect \[\s*([\d.\s]+)\]", rects[0]).group(1).split())
height = float(re.search(r'<page width="[\d.]+" height="([\d.]+)"', words).group(1))
left, top, right, foot = map(float, re.search(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">Unapágina', words).groups())
x, y = (left + right) / 2, height - (top + foot) / 2
if not (x0 <= x <= x1 and y0 <= y <= y1):
    sys.exit(f"{x} {y} is not within {x0} {y0} {x1} {y1}")
PY

# ---- overprint: black type and hairlines do, white and tints do not, nor large type, large areas and pictures ----
python3 - x4.qdf <<'PY' || complain "overprint is not as it should be"
import re, sys
data = open(sys.argv[1], "rb").read()
wrong, seen = [], set()
for content in re.findall(rb"stream\n(.*?)\nendstream", data, re.S):
    if b" k\n" not in content:
        continue
    over, colour, size, stack = False, None, 0, []
    for line in content.split(b"\n"):
        if line.startswith(b"q "):
            stack.append((over, colour))
        if line.endswith(b"Q") and stack:
            over, colour = stack.pop()
        if line.endswith(b" gs"):
            over = line == b"/Over gs"
        if line.endswith(b" k"):
            colour = line
        if line.endswith(b" Tf"):
            size = float(line.split()[-2])
        black = colour == b"0 0 0 1 k"
        if line.endswith(b"TJ"):
            seen.add(("text", over, colour))
            if over != (black and size <= 24):
                wrong.append(f"text of {size} in {colour}: overprint {over}")
        if line.endswith(b" re f"):
            w, h = map(float, line.split()[2:4])
            seen.add(("area", over, colour))
            if colour != b"/All cs 1 scn" and over and not (black and min(w, h) <= 24):
                wrong.append(f"an area of {w} by {h} in {colour} overprints")
for want in (("text", True, b"0 0 0 1 k"), ("text", False, b"0 0 0 0 k"), ("area", True, b"0 0 0 1 k"), ("area", False, b"0 0 0 1 k")):
    if want not in seen:
        wrong.append(f"not met: {want}")
print("\n".join(wrong))
sys.exit(bool(wrong))
PY

# ---- emoji: outlines in the ink of their text, and text to whoever copies; a page of text alone prints black alone ----
[ "$(pdfimages -f 1 -l 3 -list x4.pdf | wc -l)" = 2 ] || complain "there are pictures where emoji are outlines"
pdftotext -raw x4.pdf - | grep -qxF 'Fiesta 🎉 con 👩🏽‍💻, y 🇨🇴 aquí' || complain "emoji are no text"
gs -q -dUseTrimBox -dFirstPage=3 -dLastPage=3 -o - -sDEVICE=inkcov x4.pdf > inks
grep -qE '^ 0.00000  0.00000  0.00000  0.0[0-9]+ CMYK OK$' inks || complain "text is not black alone: $(cat inks)"
pdftoppm -r 100 -f 3 -l 3 -gray x4.pdf emoji
[ -s emoji-3.pgm ] || complain "poppler does not draw the emoji"

# ---- an emoji that the face without colours lacks: said, and a box in its place ----
EMOJI=fonts/SourceCodePro-It.ttf "$make" press boxes.pdf x4 cmyk 2 > boxes.log
grep -q '^warning: page 3 of the file for the press: the emoji 🎉 has no shape in one ink' boxes.log || complain "a lost emoji is not reported: $(head -n 3 boxes.log)"
python3 "$TOP/tests/press/pdfx.py" boxes.pdf > judge.log || complain "$(head -n 5 judge.log)"
pdftotext -raw boxes.pdf - | grep -qxF 'Fiesta 🎉 con 👩🏽‍💻, y 🇨🇴 aquí' || complain "boxes are no text"

# ---- more ink than the paper takes: black stays, the others give way ----
LC_ALL=C grep -aqx '1 1 0.5 0.8 k' x4.qdf || complain "a colour is not as the style has it"
INK_MOST=240 "$make" press limit.pdf x4 cmyk 1
qpdf --qdf --object-streams=disable limit.pdf limit.qdf 2> /dev/null
LC_ALL=C grep -aqx '0.64 0.64 0.32 0.8 k' limit.qdf || complain "the limit of ink does not hold for panels"
LC_ALL=C grep -aqx '/All cs 1 scn' limit.qdf || complain "the limit of ink takes the marks"

# ---- nothing about the book ----
BARE=1 "$make" press bare.pdf x4 cmyk 1
LC_ALL=C grep -aqE 'Nodos|comunidad|Memoria' bare.pdf && complain "a bare file says what book it is"
python3 "$TOP/tests/press/pdfx.py" bare.pdf > judge.log || complain "$(head -n 5 judge.log)"

# ---- in colour without transparency: emoji are cut out by masks of one bit ----
FLAT=1 "$make" press flat.pdf plain srgb 2
LC_ALL=C grep -aq '/SMask' flat.pdf && complain "transparency where there is to be none"
[ "$(LC_ALL=C grep -ac '/ImageMask true' flat.pdf)" = 6 ] || complain "emoji are not cut out"
qpdf --check flat.pdf > qpdf.log 2>&1 || complain "flat.pdf: qpdf --check: $(tail -n 2 qpdf.log)"

# ---- colours of a screen under an output intent name their profile ----
"$make" press rgb.pdf x4 srgb 2 $pictures "$TOP/tests/image/pictures/palette.png" > made.log || complain "rgb.pdf was not written: $(cat made.log)"
"$make" press again.pdf x4 srgb 1 $pictures "$TOP/tests/image/pictures/palette.png"
cmp rgb.pdf again.pdf || complain "the profile of sRGB has other bytes each time"
python3 "$TOP/tests/press/pdfx.py" rgb.pdf > judge.log || complain "$(head -n 5 judge.log)"
[ "$(LC_ALL=C grep -aoE '(Indexed|ColorSpace)\[/ICCBased' rgb.pdf | wc -l)" -ge 4 ] || complain "RGB pictures have no profile"

# ---- one ink: a coloured area is a tint of black, as light as it was ----
"$make" press gray.pdf plain gray 1
qpdf --qdf --object-streams=disable gray.pdf gray.qdf 2> /dev/null
LC_ALL=C grep -aE '^[0-9. ]+ k$' gray.qdf | sort -u > tints
printf '0 0 0 %s k\n' 0 0.69 0.98 1 > wanted
cmp -s tints wanted || { complain "tints of one ink:"; cat tints; }
exit $wrong
