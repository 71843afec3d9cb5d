# code.sh - the code at the end of a post leads to its address, in print and as a link; a style may leave it out
set -u
wrong=0
mkdir posts
printf -- '---\ntitle: One\ndate: 2024-01-02\nauthor: A\nurl: https://example.org/2024/caf\303\251-one/\n---\nSome text.\n' > posts/one.md
yearbook build -q -o out posts || wrong=1
page=$(pdfinfo out/yearbook.pdf | awk '/^Pages/{print $2}')
pdftoppm -r 150 -f "$page" -l "$page" -png out/yearbook.pdf page
zbarimg -q page-*.png 2> /dev/null | grep -q '^QR-Code:https://example.org/2024/caf.*-one/$' || { echo "the code does not lead to the post"; wrong=1; }
pdftotext out/yearbook.pdf - | grep -q 'example.org/2024/caf.*-one$' || { echo "its address is not beside it"; wrong=1; }
printf 'end-code: 0\n' > plain.yaml
printf 'posts: [posts]\nstyle: plain.yaml\n' > yearbook.yaml
yearbook build -q -o plain . || wrong=1
pdftotext plain/yearbook.pdf - | grep -q 'example.org' && { echo "the style does not leave the code out"; wrong=1; }
exit $wrong
