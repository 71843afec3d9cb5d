# words.sh - what poppler hears of a tagged PDF is what the posts say: word for word and in their order, as cmark-gfm reads them (words.py)
set -u
shared=$(realpath -m "$TOP/../shared")
seeds=${SEEDS:-$shared/seeds/content} corpus=${CORPUS:-$shared/corpus/openinframx}
wrong=0
complain() {
	printf '%s\n' "$1"
	wrong=1
}
book() { # name, folder to be in, arguments of build
	local name=$1 folder=$2 out=$PWD/$1
	shift 2
	(cd "$folder" && yearbook build -q --only pdf -o "$out" "$@") > "$name.log" 2>&1 || { complain "$name: no book"; cat "$name.log"; }
	pdfinfo -struct-text "$name/yearbook.pdf" > "$name.tree" 2> "$name.err" || complain "$name: pdfinfo failed"
	[ -s "$name.err" ] && complain "$name: poppler finds fault with the tree: $(head -n 3 "$name.err")"
}
words() { # name, tree, folder, arguments of dump
	local tree=$PWD/$2 folder=$3
	shift 3
	(cd "$folder" && yearbook dump --book "$@" 2> /dev/null | sed -n 's/^  file //p' | xargs -d '\n' python3 "$TOP/tests/pdf/words.py" "$tree")
}

book sample "$TOP" content
words sample sample.tree "$TOP" content > said || { complain "sample:"; cat said; }

# ---- each fault is found ----
plant() { # what, sed script: faults planted into the tree as poppler prints it
	sed -E "$2" sample.tree > planted.tree
	cmp -s sample.tree planted.tree && complain "$1: nothing was planted"
	words sample planted.tree "$TOP" content > said && complain "$1 was not found"
}
plant 'a word is missing' 's/their first coffee/their coffee/'
plant 'a word stands twice' 's/their first coffee/their first first coffee/'
plant 'two words are in the wrong order' 's/their first coffee/first their coffee/'
plant 'two words run together' 's/their first coffee/their firstcoffee/'
plant 'a hyphen is left' 's/looking for their/look- ing for their/'
plant 'a word is broken' 's/looking for their/look ing for their/'
plant 'a caption stands twice' 's/^( *)"(Cinco horas de diferencia con.*)"$/\1"\2"\n\1"\2"/'
plant 'a note stands in the text' 's/^( *)Note <\w+>/\1Span/'
plant 'an arrow is read' 's/Tijuana, Mérida/Tijuana, ▸Mérida/'
plant 'a cell is missing' 's/^( *)"(a market)"$//'

# ---- the same posts in two columns; with codes for their links ----
mkdir -p variant
cp -R "$TOP/content" "$TOP/images" variant
chmod -R u+w variant
for line in 'style: columns' 'links: qr' 'links: endnotes'; do
	{ grep -v "^${line%%:*}:" "$TOP/content/yearbook.yaml"; echo "$line"; } > variant/content/yearbook.yaml
	book varied "$PWD/variant" content
	words varied varied.tree "$PWD/variant" content > said || { complain "$line"; cat said; }
done

# ---- from right to left: words as poppler hears them are turned over letter by letter, and parted ----
faces=/usr/share/fonts/truetype/culmus
if [ -d "$faces" ]; then
	mkdir rtl
	cp "$TOP/tests/layout/columns/2024-08-01-rtl.md" rtl
	printf '<?xml version="1.0"?>\n<fontconfig><cachedir>%s/cache</cachedir><dir>%s</dir></fontconfig>\n' "$PWD" "$faces" > faces.conf
	FONTCONFIG_FILE=$PWD/faces.conf book hebrew "$PWD/rtl" --lang all .
	grep -oP '\p{Hebrew}+' hebrew.tree | sort -u > heard
	printf '%s\n' םולש םלוע ןימי טסוגואב | sort > turned
	diff turned heard || complain "words from right to left are not parted"
fi

# ---- posts of others ----
if [ -d "$seeds" ]; then
	book seeds "$(dirname "$seeds")" "$(basename "$seeds")"
	words seeds seeds.tree "$(dirname "$seeds")" "$(basename "$seeds")" > said || { complain "seeds:"; cat said; }
fi
if [ -d "$corpus" ]; then
	book corpus "$corpus" --lang all .
	words corpus corpus.tree "$corpus" --lang all . > said || { complain "corpus:"; cat said; }
	[ "$(sed -n '$s/ posts.*//p' said)" -ge 60 ] || complain "corpus: fewer than 60 posts: $(tail -n 1 said)"
fi
exit $wrong
