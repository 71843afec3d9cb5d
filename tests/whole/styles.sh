# styles.sh - the sample book in styles that nobody would write: findings, and pages that hold all of it; never a crash or a hang
set -u
sed "s#^style: .*#style: own.yaml#; s#^  - \.\./images#  - $TOP/images#; s#^  - \.\.\$#  - $TOP#; s#^  - \.\$#  - $TOP/content#" "$TOP/content/yearbook.yaml" > yearbook.yaml
wrong=0
for seed in $(seq 1 "${STYLES:-6}"); do
	python3 "$TOP/tests/whole/styles.py" "$seed" > own.yaml || exit 1
	timeout 60 yearbook dump -q --pages yearbook.yaml > pages 2> log || { echo "style $seed: exit status $?"; head -n 5 log; wrong=1; }
	posts=$(grep -o '^page .* post [0-9]*' pages | sed 's/.* post//' | sort -u | wc -l)
	[ "$posts" -eq 12 ] || { echo "style $seed: $posts of 12 posts"; wrong=1; }
done
exit $wrong
