# pictures.sh - pictures as printers get them: their inks, what shows through, profiles that are of no use, what is kept
set -eu
wrong=0
complain() {
	printf '%s\n' "$1"
	wrong=1
}
pictures=$TOP/tests/image/pictures
mkdir -p content
cp "$pictures"/{gray.jpg,gray-1.png,plain.png,plain.jpg,alpha.png,alpha.webp,cmyk.jpg,sixteen.png,palette-transparent.png,orientation-6.jpg,interlaced.gif,box.svg,secrets.jpg} content
cp "$TOP"/images/2024/stream.jpg content
{
	printf -- '---\ntitle: Pictures\ndate: 2024-05-06\n---\n\nWords.\n'
	for p in content/*.jpg content/*.png content/*.webp content/*.gif content/*.svg; do
		printf '\n![Named %s](%s)\n' "${p##*/}" "${p##*/}"
	done
} > content/post.md
export XDG_CACHE_HOME=$PWD/cache
interior() { # printer
	yearbook build content -q -o out --printer "$1" 2> log || { complain "$1: the build failed"; cat log; }
	cp "out/$(basename "$1" .yaml)/"*interior*.pdf "$(basename "$1" .yaml).pdf"
}
colours() { # pdf: what kinds of pictures it holds
	pdfimages -list "$1" | awk 'NR > 2 { print $3, $6, $7, $8 }' | sort | uniq -c | sed 's/^ *//'
}

# ---- inks ----
interior offset-eu
interior ingram
interior kdp
cat > wanted << 'END'
offset-eu:
12 image cmyk 4 8
1 image gray 1 1
1 image gray 1 8
2 smask gray 1 8
ingram:
12 image cmyk 4 8
1 image gray 1 1
1 image gray 1 8
kdp:
1 image gray 1 1
1 image gray 1 8
12 image rgb 3 8
END
for p in offset-eu ingram kdp; do
	echo "$p:"
	colours $p.pdf
done > have
diff wanted have || complain 'pictures in other colours'
pdfimages -list ingram.pdf | awk 'NR > 2 && ($6 == "rgb" || $3 == "smask" || $8 > 8)' | grep . && complain 'X-1a holds what it may not'

# ---- the same with what was kept, without it, and on one thread ----
cp ingram.pdf first.pdf
interior ingram
cmp first.pdf ingram.pdf || complain 'what was kept makes other bytes'
yearbook build content -q --no-cache -j 1 -o one --printer ingram 2> /dev/null
cmp first.pdf one/ingram/*interior*.pdf || complain 'one thread makes other bytes'
find cache -type f | while read -r file; do
	printf X | dd of="$file" bs=1 seek=60 conv=notrunc 2> dd.err
done
interior ingram
cmp first.pdf ingram.pdf || complain 'damaged entries make other bytes'
chmod -R a-w cache
interior ingram
chmod -R u+w cache
cmp first.pdf ingram.pdf || complain 'entries that may not be written make other bytes'

# ---- a full disk under what is kept ----
mkdir small
if mount -t tmpfs -o size=32k tmpfs small 2> /dev/null; then
	XDG_CACHE_HOME=$PWD/small interior ingram
	umount small
	cmp first.pdf ingram.pdf || complain 'a full disk under what is kept makes other bytes'
fi

# ---- a damaged profile is said ----
yearbook build content -v -o out --printer ingram 2>&1 | grep -q 'secrets.jpg.*\[picture-profile\]' || complain 'nothing is said of a damaged profile'

# ---- an output's profile that is of no use: nothing is replaced ----
printf 'no profile, but a text of some length\n' > text.icc
sed 's/^colour: {/colour: {profile: text.icc, /' "$TOP/styles/printers/offset-eu.yaml" > own.yaml
yearbook build content -o out --printer ./own.yaml > own.log 2>&1 && complain 'a text was taken for an ICC profile'
grep -q 'text.icc' own.log || { complain 'the profile that is of no use is not named'; cat own.log; }

# ---- colours as others see them: red, green and blue, and none of their opposites, as inverted inks would give ----
for page in ingram offset-eu; do
	mutool draw -q -r 36 -o /dev/null -F png $page.pdf 2> mutool.log || complain 'mutool failed'
	grep -v 'ICC support' mutool.log && complain 'mutool says this'
	pdftoppm -r 36 $page.pdf poppler-$page 2> poppler.log
	[ -s poppler.log ] && complain "poppler says $(head -n 2 poppler.log)"
	python3 - poppler-$page*.ppm << 'END' || complain "$page: other colours"
import sys
counts = dict.fromkeys("rgbc", 0)
for name in sys.argv[1:]:
    p = open(name, "rb").read().split(b"\n", 3)[3]
    for r, g, b in zip(p[0::3], p[1::3], p[2::3]):
        if r > 170 and g < 110 and b < 110: counts["r"] += 1
        if g > 120 and r < 110 and b < 130: counts["g"] += 1
        if b > 110 and r < 100 and g < 110: counts["b"] += 1
        if r < 60 and g > 220 and b > 220: counts["c"] += 1
if min(counts["r"], counts["g"], counts["b"]) < 20 or counts["c"]:
    sys.exit(str(counts))
END
done
exit $wrong
