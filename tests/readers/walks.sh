# walks.sh - the e-book in epub.js, foliate-js and Vivliostyle: contents, pictures, notes, links, printed pages, the reader's colours;
# the book as one HTML file in a browser
set -u
. "$TOP/tests/readers/books"
status=0
read_book() { # readers, name, folder of posts, outputs (with a PDF the e-book has the printed pages)
	yearbook build -q --only "$4" -o "$2" "$3" > "$2.log" 2>&1 || { cat "$2.log"; status=1; return; }
	read_books "$1" "$2/yearbook.epub" "$2/yearbook.html" || status=1
}
read_book epubjs,foliate,vivliostyle sample "$TOP/content" pdf,epub,html
[ ! -d "$seeds_posts" ] || read_book epubjs,foliate seeds "$seeds_posts" epub,html
[ ! -d "$corpus_posts" ] || read_book foliate corpus "$corpus_posts" pdf,epub,html
exit $status
