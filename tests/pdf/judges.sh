# judges.sh - what is read aloud and kept: the judges of PDF/UA-1 and PDF/A-2 judge rightly, and find nothing in books of ours
set -u
export PYTHONDONTWRITEBYTECODE=1
wrong=0
complain() {
	printf '%s\n' "$1"
	wrong=1
}
python3 "$TOP/tests/pdf/plants.py" || complain "a judge misjudges"

judge() { # name, folder, options …: the book of a folder, built and judged
	local name=$1 folder=$2 judge
	shift 2
	yearbook build --only pdf -o "$name" "$@" "$folder" > "$name.log" 2>&1 || { complain "$name: not built: $(tail -n 2 "$name.log")"; return; }
	for judge in ua archive; do
		python3 "$TOP/tests/pdf/$judge.py" "$name/yearbook.pdf" > "$name.$judge" 2>&1 || complain "$(head -n 20 "$name.$judge")"
	done
}
judge everything "$TOP/tests/pdf/judged"
cp -R "$TOP/content" "$TOP/images" .
judge sample content

# ---- real posts, where they are ----
seeds=$(realpath -m "${SEEDS:-$TOP/../shared/seeds}")
[ -d "$seeds/content" ] && judge seeds "$seeds"
corpus=$(realpath -m "${CORPUS:-$TOP/../shared/corpus/openinframx}")
if [ -d "$corpus/content" ]; then
	printf 'title: C\nposts: [%s/content]\nimages: [%s/static]\n' "$corpus" "$corpus" > corpus.yaml
	judge corpus corpus.yaml
fi
exit $wrong
