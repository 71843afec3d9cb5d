# pagelist.sh - the marks of printed pages in the EPUB stand before each page's first words: over whole books, sizes, columns, both directions
set -u
SEEDS=$(realpath -m "${SEEDS:-$TOP/../shared/seeds/content}")
CORPUS=$(realpath -m "${CORPUS:-$TOP/../shared/corpus/openinframx}")
wrong=0
judge() { # name, whether the PDF is a witness, options and path
	local name=$1 pdf= only=epub
	shift
	if [ "$1" = pdf ]; then only=pdf,epub pdf=$name/yearbook.pdf; fi
	shift
	yearbook build -q --only "$only" -o "$name" "$@" > "$name.log" 2>&1 || { echo "$name: no book"; tail -n 3 "$name.log"; wrong=1; return; }
	yearbook dump -q --pages "${@:$#}" "${@:1:$#-1}" > "$name.dump" 2> /dev/null
	# shellcheck disable=SC2086
	python3 "$TOP/tests/whole/pagelist.py" "$name/yearbook.epub" "$name.dump" $pdf > "$name.said" || wrong=1
	sed "s/^/$name: /" "$name.said"
}
own() { # file, lines of configuration: the sample book's
	{
		sed '/^style:/d; /^paper:/d; /^epub:/d; /^outputs:/d' "$TOP/content/yearbook.yaml" |
			sed "s#^  - \.\./images#  - $TOP/images#; s#^  - \.\.\$#  - $TOP#; s#^  - \.\$#  - $TOP/content#; s#^\(people\|credits\|sponsors\|foreword\): *\([a-z]\)#\1: $TOP/content/\2#"
		printf '%s\n' "${@:2}"
	} > "$1"
}
own sample.yaml 'epub: {page-list: yes}'
own columns.yaml 'epub: {page-list: yes}' 'style: columns' 'paper: letter'
own a5.yaml 'epub: {page-list: yes}' 'paper: a5'
judge sample pdf sample.yaml
judge columns no columns.yaml
judge a5 no a5.yaml
python3 "$TOP/tests/whole/pagelist_posts.py" > /dev/null
judge odd pdf odd.yaml
judge endnotes no --links endnotes odd.yaml
if [ -d "$SEEDS" ]; then
	printf 'title: S\nposts: [%s]\nepub: {page-list: yes}\n' "$SEEDS" > seeds.yaml
	judge seeds pdf seeds.yaml
else
	echo "the five seed posts are not here"
fi
if [ -d "$CORPUS" ]; then
	printf 'title: C\nposts: [%s/content]\nimages: [%s/static]\nepub: {page-list: yes}\n' "$CORPUS" "$CORPUS" > corpus.yaml
	judge corpus no corpus.yaml
else
	echo "the corpus is not here"
fi
# whatever the number of threads
for j in 1 2; do yearbook build -q -j $j --only epub -o "j$j" odd.yaml > /dev/null 2>&1; done
cmp j1/yearbook.epub j2/yearbook.epub || wrong=1
exit $wrong
