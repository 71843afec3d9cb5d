# install.sh - an installed program finds its emoji wherever it is called; the manual pages and the completion are there
set -u
wrong=0
make -s -C "$TOP" install O="$OBJ" BIN="$BIN" DESTDIR="$PWD/root" PREFIX=/usr > log 2>&1 || { cat log; exit 1; }
for name in bin/yearbook share/yearbook/NotoColorEmoji.ttf share/man/man1/yearbook.1 share/man/man5/yearbook.5 share/man/man7/yearbook.7 share/bash-completion/completions/yearbook; do
	[ -s "root/usr/$name" ] || { echo "$name was not installed"; wrong=1; }
done
mkdir posts
printf -- '---\ntitle: Emoji\ndate: 2024-01-02\nauthor: A\n---\nA flag \360\237\207\262\360\237\207\275 and a heart \342\235\244\357\270\217.\n' > posts/emoji.md
root/usr/bin/yearbook build --werror -o out posts > log 2>&1 || { cat log; wrong=1; }
pdftotext out/yearbook.pdf - | grep -q "$(printf '\360\237\207\262\360\237\207\275')" || { echo "the flag is not in the text"; wrong=1; }
# alone, it says what is missing and goes on
cp root/usr/bin/yearbook alone
./alone build -o alone.out posts > log 2>&1 || { cat log; wrong=1; }
[ -e /usr/share/yearbook ] || grep -q 'font-missing' log || { echo "no word about the missing emoji"; wrong=1; }
./alone build --werror --fonts root/usr/share/yearbook -o fonts.out posts > log 2>&1 || { cat log; wrong=1; }
# completion
(
	# shellcheck disable=SC1091
	. root/usr/share/bash-completion/completions/yearbook
	COMP_WORDS=(yearbook check --m) COMP_CWORD=2
	_yearbook
	[ "${COMPREPLY[*]}" = --missing ] || { echo "completion: ${COMPREPLY[*]}"; exit 1; }
) || wrong=1
exit $wrong
