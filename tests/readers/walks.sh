# walks.sh - the e-book in epub.js, foliate-js and Vivliostyle: contents, pictures, notes, links, printed pages, the reader's colours
set -u
. "$TOP/tests/readers/books"
status=0
read_book() { # checks, name, folder of posts
	yearbook build --only epub -q -o "$2" "$3" > "$2.log" 2>&1 || { cat "$2.log"; status=1; return; }
	read_books "$1" "$2/yearbook.epub" || status=1
}
read_book epubjs,foliate,vivliostyle sample "$TOP/content"
[ ! -d "$seeds_posts" ] || read_book epubjs,foliate,vivliostyle seeds "$seeds_posts"
[ ! -d "$corpus_posts" ] || read_book foliate corpus "$corpus_posts"
exit $status
