# sites.sh - small sites written as real ones are: nothing leaks, nothing vanishes (tests/tools/prove)
# A file SITE.known beside a site lists the posts in which something is known to be wrong.
set -u
wrong=0
cd "$TOP" || exit 2
python3 tests/whole/prove_test.py || wrong=1
for site in tests/whole/sites/*/; do
	site=${site%/}
	out=$(python3 tests/tools/prove "$site" 2>&1)
	printf '%s\n' "$out" | grep -qE ': [0-9]+ words in ' || { printf '%s\n' "$out"; wrong=1; }
	while IFS= read -r line; do
		place=$(printf '%s\n' "$line" | grep -oE '^[^ ]*:[0-9]+: (lost|leak)') || continue
		grep -qxF "${place%%:*}" "$site.known" 2> /dev/null && continue
		printf '%s\n' "$line"
		wrong=1
	done <<< "$out"
done
exit $wrong
