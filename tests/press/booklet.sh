# booklet.sh - real booklets: the text of every half sheet, read back in the order in which the folded sheets are turned
set -u
wrong=0
complain() {
	printf '%s\n' "$1"
	wrong=1
}

# A book of so many pages: posts of one page each, every one with a word of its own.
book() { # pages, paper
	rm -rf site out
	mkdir -p site/posts
	printf 'title: Fold\nlanguage: en\npaper: %s\nparts: [posts]\n' "$2" > site/yearbook.yaml
	for n in $(seq "$1"); do
		printf -- '---\ntitle: Leaf\ndate: 2024-01-01T%02d:%02d:00Z\nauthor: A\n---\nThis is leafword%03d of the book.\n' \
			$((n / 60)) $((n % 60)) "$n" > "site/posts/p$n.md"
	done
}

# The word in one half of a page, as it is read from a sheet that stands upright; a back that is upside down is turned by 180 degrees first.
half() { # file, page, left|right
	local size w h x=0
	size=$(pdfinfo -f "$2" -l "$2" "$1" | sed -n 's/^Page.* size: *\([0-9.]*\) x \([0-9.]*\).*/\1 \2/p')
	w=${size% *} h=${size#* }
	w=${w%.*} h=${h%.*}
	[ "$3" = right ] && x=$((w / 2))
	pdftotext -f "$2" -l "$2" -x "$x" -y 0 -W $((w / 2)) -H $((h + 1)) "$1" - | grep -o 'leafword[0-9]*' | tr '\n' ' '
}

fold() { # file, pages, flips over the top
	local n=$2 padded sheet k j side read=
	padded=$(((n + 3) / 4 * 4))
	[ "$(pdfinfo "$1" | sed -n 's/^Pages: *//p')" = $((padded / 2)) ] || complain "$1: not $((padded / 2)) sides"
	for k in $(seq 0 $((padded - 1))); do
		if [ "$k" -lt $((padded / 2)) ]; then j=$k side=right; else j=$((padded - 1 - k)) side=left; fi
		if [ $((j % 2)) = 1 ]; then [ $side = right ] && side=left || side=right; fi
		file=$1
		[ "$3" = over ] && [ $((j % 2)) = 1 ] && file=turned.pdf
		read="$read$(half "$file" $((j + 1)) $side)"
	done
	[ "$read" = "$(seq -f 'leafword%03.0f' -s ' ' "$n") " ] || complain "$1 ($2 pages, $3): read back as $read"
}

for n in 1 2 3 4 5 8 9 35 55; do
	book "$n" a5
	yearbook build -q --impose booklet site -o out || complain "$n pages: not built"
	[ -e out/yearbook.pdf ] && complain "the book itself was written"
	fold out/yearbook-booklet.pdf "$n" upright
	qpdf --check out/yearbook-booklet.pdf > /dev/null || complain "$n pages: qpdf --check"
	yearbook build -q --impose booklet --duplex long site -o out
	qpdf --rotate=+180:1-z out/yearbook-booklet.pdf turned.pdf
	fold out/yearbook-booklet.pdf "$n" over
done
pdfinfo -box out/yearbook-booklet.pdf | grep -q '^Page size: *841\.[0-9]* x 595\.[0-9]* pts' || complain "two pages of A5 do not make an A4"

# gatherings, another sheet, advice
yearbook build --impose booklet --sheet letter --signature 8 site -o out > log 2>&1
grep -q 'sheet-scaled' log || complain "scaled without a word"
grep -q 'flip on the short edge' log || complain "no advice"
[ "$(half out/yearbook-booklet.pdf 5 right)" = 'leafword009 ' ] || complain "the second gathering does not begin on its own sheet"
yearbook build --impose booklet site -o out 2>&1 | grep -q booklet-thick && complain "14 sheets are not too thick"

# what a printer's profile makes of the pages, on sheets
yearbook build --printer home --impose booklet site -o out > log 2>&1 || cat log
[ "$(half out/home/yearbook-interior-home-booklet.pdf 1 right)" = 'leafword001 ' ] || complain "--printer home: the booklet does not begin with its first page"
grep -q '^yearbook-interior-home-booklet.pdf: in the printer' log || complain "--printer home: no advice"
pdfinfo -box -l 2 out/home/yearbook-interior-home-booklet.pdf | grep -q 'TrimBox' || complain "--printer home: no boxes"

# a handout that is folded
yearbook handout --latest 3 --format booklet --duplex long site -o out > log 2>&1
grep -q 'flip on the long edge' log || complain "a folded handout: no advice"

# two and four to a side, by rows
yearbook build -q --impose 2up site -o out
[ "$(half out/yearbook-2up.pdf 2 right)" = 'leafword004 ' ] || complain "2up is not read across"
yearbook build --impose 4up site -o out > log 2>&1
grep -q 'flip on the long edge' log || complain "no advice for 4up"
[ "$(half out/yearbook-4up.pdf 1 left)" = 'leafword001 leafword003 ' ] || complain "4up is not read by rows"

# the same bytes twice
cp out/yearbook-4up.pdf once.pdf
yearbook build -q -j 1 --impose 4up site -o out
cmp once.pdf out/yearbook-4up.pdf

# what nobody can mean
for bad in '--impose 3up' '--impose booklet --sheet a9' '--impose booklet --duplex both' '--impose booklet --signature 6' '--impose booklet --sheet 1x1mm' '--sheet a4' '--impose 2up --only epub'; do
	yearbook build -q $bad site -o none 2> log && complain "$bad: accepted"
	[ -s log ] || complain "$bad: not a word"
done
[ -e none ] && complain "something was written"
exit $wrong
