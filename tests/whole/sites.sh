# sites.sh - small sites written as real ones are: nothing leaks, nothing vanishes (tests/tools/prove)
# A file SITE.known beside a site lists what is known to be wrong with it.
set -u
wrong=0
cd "$TOP" || exit 2
for site in tests/whole/sites/*/; do
	site=${site%/}
	out=$(python3 tests/tools/prove "$site" --lang all 2>&1)
	new=$(printf '%s\n' "$out" | grep -E ': (lost|leak) in |Traceback|nothing was built' | grep -vxFf <(cat "$site.known" 2> /dev/null; echo))
	if [ -n "$new" ]; then
		printf '%s\n' "$new"
		wrong=1
	fi
done
exit $wrong
