# plants.sh - each check of the readers and judges can fail: faults planted into a good book are found
set -u
. "$TOP/tests/readers/books"
yearbook build -q --only pdf,epub,html -o book "$TOP/tests/readers/posts" || exit 1
in_node "$TOP/tests/readers/plants.mjs" book/yearbook.epub book/yearbook.html 2> plants.err || { cat plants.err; exit 1; }
