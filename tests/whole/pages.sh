# pages.sh - how well the pages come out, by `check --report`: no figure may be worse than tests/whole/pages.bounds says (bounds may only improve)
set -u
SEEDS=$(realpath -m "${SEEDS:-$TOP/../shared/seeds/content}")
wrong=0
measure() { # book, folder: lines "book figure value"
	yearbook check -q --report "$2" 2> "$1.err" | awk -v book="$1" '
		function say(name, value) { print book, name, value }
		/^lines that end in a hyphen:/ { say("hyphens", $7); split($0, p, "more: "); say("ladders", p[2] + 0); split($0, p, "page: "); say("recto-hyphens", p[2] + 0) }
		/^widows/ { say("widows", $2 + 0); say("orphans", $4 + 0); say("stranded-headings", $7 + 0) }
		/^lines tight/ { say("overfull", $NF + 0); say("very-loose", $(NF - 2) + 0) }
		/^facing pages level:/ { say("uneven-percent", $6 ? 100 * ($6 - $4) / $6 : 0) }
		/^word spaces:/ { say("deviation", $7 + 0); say("widest", $13 + 0) }
		/^widest void/ { say("void-mean", $7 + 0); say("voids-wide", $NF + 0) }'
}
measure sample "$TOP/content" > figures
if [ -d "$SEEDS" ]; then measure seeds "$SEEDS" >> figures; else echo "the five seed posts are not here: only the sample book is measured"; fi
while read -r book name bound; do
	case $book in \#* | '') continue ;; esac
	value=$(awk -v b="$book" -v n="$name" '$1 == b && $2 == n { print $3 }' figures)
	if [ -z "$value" ]; then
		[ "$book" = seeds ] && [ ! -d "$SEEDS" ] && continue
		echo "$book: no figure for $name"
		wrong=1
	elif awk -v v="$value" -v b="$bound" 'BEGIN { exit !(v > b) }'; then
		echo "$book: $name is $value, the bound is $bound"
		wrong=1
	fi
done < "$TOP/tests/whole/pages.bounds"
exit $wrong
