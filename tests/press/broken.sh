# broken.sh - profiles and ICC files that are none or lie, printers' folders on disks that fail: a finding, never a crash, and what was there stays
set -u
wrong=0
complain() {
	printf '%s\n' "$1"
	wrong=1
}
mkdir book
cp "$TOP/tests/press/report/small.png" book
cat > book/one.md <<'POST'
---
title: Uno
date: 2024-03-02
author: Ana
---
Texto 🎉 con una foto.

![Campo](small.png)
POST
build() { # name of the profile's file
	timeout 100 yearbook build -q --printer "./$1" -o "out" book > "$1.log" 2>&1
	local status=$?
	[ $status -le 2 ] || complain "$1: status $status: $(head -n 4 "$1.log")"
	return $status
}

# ---- profiles: what makes no sense is left out, with a warning, and the folder is whole ----
n=0
while IFS= read -r line; do
	n=$((n + 1))
	printf 'based-on: ingram\n%b\n' "$line" > "p$n.yaml"
	build "p$n.yaml" || complain "\"$line\" is refused: $(cat "p$n.yaml.log")"
	for file in out/p$n/*.pdf; do
		qpdf --check "$file" > check.log 2>&1 || complain "\"$line\": $file: qpdf --check: $(tail -n 1 check.log)"
	done
	(cd out/p$n && sha256sum -c --quiet SHA256SUMS) || complain "\"$line\": the checksums are wrong"
	yearbook check --printer "./p$n.yaml" --report-pdf r.pdf book > check.log 2>&1
	[ $? -le 1 ] || complain "\"$line\": check: $(tail -n 2 check.log)"
	rm -rf out
done <<'LINES'
bleed: -3mm
bleed: 3000mm
marks: {crop: yes, registration: yes, slug: yes, length: 2000mm, gap: -5mm}
gutter: {1: 150mm}
safety: 100mm
colour: {inks: gray}
colour: {inks: srgb, total-ink: 0}
pages: {multiple: 100000}
pages: {least: 9, most: 2}
stocks: {x: {caliper: 500mm}, y: {caliper: -1mm}}
title: "%s%n\\e[31m"
cover: {bleed: 500mm, safety: 500mm, marks: yes, spine-text: 1, spine-clearance: 100mm}
pictures: {ppi: 0, ppi-least: -1, ppi-most: 1, quality: 0}
papers: [zzz, 1x1, 20mm x 20mm]
type-least: 400pt
saddle-below: 100000
LINES

# ---- profiles that are none ----
printf 'based-on: ./self.yaml\n' > self.yaml
head -c 3000 /dev/urandom > noise.yaml
printf -- '- a\n- b\n' > list.yaml
for name in self noise list none; do
	build $name.yaml && complain "$name.yaml is taken"
	grep -q 'error: ' $name.yaml.log || complain "$name.yaml: nothing is said"
done

# ---- ICC files: cut, of a screen, of other inks, noise ----
icc=$TOP/styles/printers/coated.icc
for cut in 0 60 100 130 500 5000 $(($(stat -c %s "$icc") - 1)); do
	head -c "$cut" "$icc" > "cut$cut.icc"
done
{ head -c 12 "$icc"; printf mntr; tail -c +17 "$icc"; } > screen.icc
{ head -c 16 "$icc"; printf 'RGB '; tail -c +21 "$icc"; } > rgb.icc
{ cat "$icc"; printf more; } > more.icc
head -c 9000 /dev/urandom > noise.icc
for file in *.icc; do
	printf 'based-on: ingram\ncolour: {profile: %s}\n' "$file" > icc.yaml
	build icc.yaml && complain "$file is taken"
	grep -q 'error: ' icc.yaml.log || complain "$file: nothing is said"
	[ -z "$(ls out/icc 2> /dev/null)" ] || complain "$file: files lie about"
done

# ---- disks ----
yearbook build -q --printer ingram -o out book 2> /dev/null
sums=$(cat out/ingram/*.* | sha256sum)
(trap '' XFSZ && ulimit -f 60 && yearbook build -q --printer ingram -o out book > full.log 2>&1) && complain "a full disk was not noticed"
grep -q 'too large for the disk' full.log || complain "a full disk was not reported: $(cat full.log)"
[ "$(cat out/ingram/*.* | sha256sum)" = "$sums" ] || complain "a full disk changes what was there"
mkdir -p odd/kdp/yearbook-cover-kdp.pdf
yearbook build -q --printer kdp -o odd book > odd.log 2>&1 && complain "a folder in a file's place was not noticed"
[ "$(find odd -type f)" = '' ] || complain "a half-filled folder lies about"
echo mine > mine && mkdir -p linked/kdp && ln -s ../../mine linked/kdp/checklist.txt
yearbook build -q --printer kdp -o linked book > /dev/null 2>&1
[ "$(cat mine)" = mine ] || complain "what a link leads to was written over"
for name in '' ,,, '../x' /tmp/ /dev/zero; do
	timeout 20 yearbook build -q --printer "$name" -o none book > none.log 2>&1
	case $? in 1 | 2) ;; *) complain "--printer '$name' is taken" ;; esac
done
exit $wrong
