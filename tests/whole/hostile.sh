# hostile.sh - the broken and malicious inputs of hostile.py: a message with its place and a whole book, never a crash or a hang
set -u
python3 "$TOP/tests/whole/hostile.py" "$PWD" || exit 1
wrong=0
complain() {
	printf '%s: %s\n' "$name" "$1"
	[ -s "$name.log" ] && head -n 12 "$name.log"
	wrong=1
}
judge() {
	python3 "$TOP/tests/whole/sound.py" "$name.out/yearbook.epub" > "$name.sound" 2>&1 || { complain "the EPUB is not sound"; head -n 5 "$name.sound"; }
	qpdf --check "$name.out/yearbook.pdf" > "$name.qpdf" 2>&1 || { complain "qpdf --check"; head -n 5 "$name.qpdf"; }
	[ ${#outputs[@]} -eq 0 ] || python3 "$TOP/tests/whole/onefile.py" "$name.out/yearbook.html" "$name.out/yearbook.epub" > "$name.html" 2>&1 || { complain "the HTML file"; head -n 5 "$name.html"; }
}
check() { # name, status, messages …
	name=$1
	outputs=(--only pdf,epub,html)
	grep -qs '^printer:' "$name/yearbook.yaml" && outputs=() # --only leaves printers out
	timeout 100 yearbook build "${outputs[@]}" -o "$name.out" "$name" > "$name.log" 2>&1
	local status=$? want=$2 message
	[ $status -eq "$want" ] || complain "exit status $status instead of $want"
	shift 2
	for message; do
		grep -qF -- "$message" "$name.log" || complain "no message with: $message"
	done
	if [ "$want" -eq 0 ]; then
		[ -s "$name.out/yearbook.pdf" ] && [ -s "$name.out/yearbook.epub" ] || complain "no book"
		[ -n "${SANITIZED:-}" ] || judge # others do not see how the program was built
		pdftotext -q "$name.out/yearbook.pdf" - | tr '\n' ' ' | grep -q 'This one comes out all the same' || complain "the good post is not in the PDF"
	else
		[ -e "$name.out/yearbook.pdf" ] && complain "an output was written"
	fi
	ls -A "$name.out" 2> /dev/null | grep -q '\.part$' && complain "half-written files lie about"
}
one() { # name: a case of its own, which says what is wrong on the standard output
	name=$1
	mapfile -t lines < "$name.want"
	check "$name" "${lines[@]}"
	rm -rf "$name" "$name.out"
	return $wrong
}
# as many at a time as there are processors
running=0
for want in *.want; do
	[ $running -lt "$(nproc)" ] || { wait -n; running=$((running - 1)); }
	one "${want%.want}" > "${want%.want}.said" 2>&1 || : > "${want%.want}.wrong" &
	running=$((running + 1))
done
wait
cat -- *.said
for name in *.wrong; do
	[ -e "$name" ] && wrong=1
done
exit $wrong
