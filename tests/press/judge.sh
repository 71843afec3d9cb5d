# judge.sh - the judge of PDF/X judges planted defects rightly, and finds nothing in what is built for each printer
set -u
wrong=0
complain() {
	printf '%s\n' "$1"
	wrong=1
}
export PYTHONDONTWRITEBYTECODE=1
python3 "$TOP/tests/press/plants.py" || complain "the judge of PDF/X misjudges"

yearbook --help | grep -q -- --printer || exit $wrong
cp -R "$TOP/content" "$TOP/images" .
for profile in "$TOP"/styles/printers/*.yaml; do
	name=$(basename "$profile" .yaml)
	yearbook build --printer "$name" content -o out > "$name.log" 2>&1 || complain "$name: not built: $(tail -n 2 "$name.log")"
	standard=$(sed -n 's/^ *standard: *\([^ #]*\).*/\1/p' "$profile" | head -n 1)
	for file in out/"$name"/*.pdf; do
		[ -e "$file" ] || { complain "$name: no PDF"; break; }
		qpdf --check "$file" > check.log 2>&1 || complain "$file: qpdf --check: $(tail -n 2 check.log)"
		case $standard in
		'' | plain) ;;
		*) python3 "$TOP/tests/press/pdfx.py" "$file" > found.log || complain "$(head -n 20 found.log)" ;;
		esac
	done
done
exit $wrong
