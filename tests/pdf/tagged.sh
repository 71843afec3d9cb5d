# tagged.sh - tagged pages made by hand (pdf_test.c) in the eyes of others: the tree, its attributes, links, artifacts
set -u
wrong=0
complain() {
	printf '%s\n' "$1"
	wrong=1
}
make=$OBJ/tests/pdf/pdf_test
"$make" tagged tagged.pdf 1 "$TOP/tests/image/pictures/plain.jpg" > tagged.log || complain "tagged.pdf was not written"
[ -s tagged.log ] && cat tagged.log && complain "findings where none are due"
"$make" tagged again.pdf 3 "$TOP/tests/image/pictures/plain.jpg"
cmp tagged.pdf again.pdf || complain "3 threads make other bytes"
qpdf --check tagged.pdf > qpdf.log 2>&1 || { complain "qpdf --check"; cat qpdf.log; }

# ---- the tree and its text, as poppler reads them ----
pdfinfo -struct-text tagged.pdf > tree 2> tree.err || complain "pdfinfo -struct-text failed"
[ -s tree.err ] && cat tree.err && complain "poppler finds fault with the tree"
[ "${BLESS:-0}" = 1 ] && cp tree "$TOP/tests/pdf/tagged.tree"
diff -u "$TOP/tests/pdf/tagged.tree" tree || complain "the tree is not as it should be"

# ---- what is drawn: marked content, artifacts with their kinds, hyphens and emoji, no sequence within another ----
qpdf --qdf --object-streams=disable tagged.pdf - | LC_ALL=C sed -n '/^stream$/,/^endstream$/p' |
	LC_ALL=C grep -a -E '^[a-z/].*BDC$|^EMC$|^/F[0-9]+s .*Tf$' > marks
[ "${BLESS:-0}" = 1 ] && cp marks "$TOP/tests/pdf/tagged.marks"
diff -u "$TOP/tests/pdf/tagged.marks" marks || complain "the content is not marked as it should be"
awk '/BDC$/ && ++deep > 1 { exit 1 } /^EMC$/ && --deep < 0 { exit 1 } END { exit deep != 0 }' marks || complain "marked content nests"
python3 "$TOP/tests/pdf/ua.py" tagged.pdf || complain "ISO 14289-1 is broken"
python3 "$TOP/tests/pdf/archive.py" tagged.pdf || complain "ISO 19005-2 is broken"
exit $wrong
