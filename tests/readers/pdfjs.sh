# pdfjs.sh - pdf.js sees the tree of the PDF that `yearbook dump --tags` prints: its elements, their words and their links, page by page (pdfjs.mjs)
set -u
packages=${READERS:-$TOP/build/readers}
skip() {
	echo "$1"
	exit 77
}
[ -z "${SANITIZED:-}" ] || skip "readers do not see how the program was built"
command -v node > /dev/null || skip "no node: make readers-deps"
[ -e "$packages/node_modules/pdfjs-dist" ] || skip "pdf.js is not installed: make readers-deps"
shared=$(realpath -m "$TOP/../shared")
seeds=${SEEDS:-$shared/seeds/content} corpus=${CORPUS:-$shared/corpus/openinframx}
wrong=0
look() { # name [fault]
	node "$TOP/tests/readers/pdfjs.mjs" "$1/yearbook.pdf" "$1.tags" "${@:2}" 2> "$1.err"
}
book() { # name, folder to be in, arguments of build
	local name=$1 folder=$2 out=$PWD
	shift 2
	(cd "$folder" && yearbook build -q --only pdf -o "$out/$name" "$@" > "$out/$name.log" 2>&1 && yearbook dump --tags "$@" > "$out/$name.tags" 2>> "$out/$name.log") ||
		{ cat "$name.log"; wrong=1; return; }
	look "$name" > "$name.said" || { cat "$name.said"; cat "$name.err"; wrong=1; }
}
book sample "$TOP" content
for fault in role order lost doubled mark link; do
	look sample "$fault" > planted
	[ $? -eq 1 ] || { echo "a fault was not found: $fault"; cat planted sample.err; wrong=1; }
done
book trees "$TOP/tests/layout/tags" --lang all .
[ ! -d "$seeds" ] || book seeds "$(dirname "$seeds")" "$(basename "$seeds")"
[ ! -d "$corpus" ] || book corpus "$corpus" --lang all .
cat ./*.said
exit $wrong
