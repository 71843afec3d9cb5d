# judges.sh - what EPUBCheck, epubcheck-ts, Ace and calibre say of the e-book and of its variants (valid.sh asks EPUBCheck about the plain ones)
set -u
. "$TOP/tests/readers/books"
status=0
read_book() { # checks, name, folder of posts, options
	local checks=$1 name=$2 posts=$3
	shift 3
	yearbook build --only epub -q -o "$name" "$@" "$posts" > "$name.log" 2>&1 || { cat "$name.log"; status=1; return; }
	read_books "$checks" "$name/yearbook.epub" || status=1
}
read_book epubcheck-ts,ace,calibre sample "$TOP/content"
[ ! -d "$seeds_posts" ] || read_book epubcheck-ts,ace seeds "$seeds_posts"
[ ! -d "$corpus_posts" ] || read_book epubcheck,epubcheck-ts,ace corpus "$corpus_posts"
exit $status
