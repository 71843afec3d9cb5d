# judges.sh - what EPUBCheck, epubcheck-ts and Ace say of the e-book and of its variants (valid.sh asks EPUBCheck about the plain ones)
set -u
. "$TOP/tests/readers/books"
status=0
read_book() { # name, folder of posts, outputs
	yearbook build -q --only "$3" -o "$1" "$2" > "$1.log" 2>&1 || { cat "$1.log"; exit 1; }
}
judge() { # judges, EPUB …
	read_books "$@" || status=1
}
read_book sample "$TOP/content" pdf,epub,kindle
judge epubcheck-ts,ace sample/yearbook.epub
judge epubcheck-ts sample/yearbook-kindle.epub
cp -r "$TOP/tests/readers/posts" faces
printf 'epub:\n  fonts: yes\n' >> faces/yearbook.yaml
read_book small faces pdf,epub
judge epubcheck,epubcheck-ts small/yearbook.epub
if [ -d "$seeds_posts" ]; then
	read_book seeds "$seeds_posts" epub,kindle
	judge epubcheck-ts,ace seeds/yearbook.epub
	judge epubcheck-ts seeds/yearbook-kindle.epub
fi
if [ -d "$corpus_posts" ]; then
	read_book corpus "$corpus_posts" pdf,epub,kindle
	judge epubcheck,epubcheck-ts,ace corpus/yearbook.epub
	judge epubcheck-ts corpus/yearbook-kindle.epub
fi
exit $status
