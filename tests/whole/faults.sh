# faults.sh - a full disk, folders without permission, links that leave the roots, an interruption: the old book stays, nothing half-written does
set -u
wrong=0
complain() {
	printf '%s\n' "$1"
	wrong=1
}
post() {
	printf -- '---\ntitle: %s\ndate: 2024-01-0%d\nauthor: A\n---\nText of %s.\n' "$1" "$2" "$1"
}
mkdir -p book/posts
post One 1 > book/posts/one.md
post Two 2 > book/posts/two.md
yearbook build -q -o out book || complain "the plain build failed"
cp out/yearbook.pdf old.pdf
cp out/yearbook.epub old.epub
old_stays() {
	cmp -s old.pdf out/yearbook.pdf && cmp -s old.epub out/yearbook.epub || complain "$1: the old outputs changed"
	[ "$(ls -A out)" = "$(printf 'yearbook.epub\nyearbook.pdf')" ] || complain "$1: something lies about: $(ls -A out)"
}

# a file size limit stands for a full disk: it strikes in the middle of writing
post Three 3 > book/posts/three.md
(ulimit -f 8; yearbook build -q -o out book > full.log 2>&1)
[ $? -eq 2 ] || complain "full disk: the exit status is not 2: $(cat full.log)"
grep -q 'file-unwritable' full.log || complain "full disk: no message"
old_stays "full disk"

# the same in the middle of the pictures of the HTML file
mkdir lone
post One 1 > lone/one.md
printf '\n![A](a.jpg)\n' >> lone/one.md
cp "$(find "$TOP/images" -name '*.jpg' -size +100k | sort | head -n 1)" lone/a.jpg
yearbook build -q --only html -o html lone || complain "the HTML file was not built"
cp html/yearbook.html old.html
printf '\nMore.\n' >> lone/one.md
(ulimit -f 60; yearbook build -q --only html -o html lone > full-html.log 2>&1)
[ $? -eq 2 ] || complain "full disk under the HTML file: the exit status is not 2: $(cat full-html.log)"
cmp -s old.html html/yearbook.html || complain "full disk under the HTML file: the old one changed"
[ "$(ls -A html)" = yearbook.html ] || complain "full disk under the HTML file: something lies about: $(ls -A html)"

# a real small disk, where mounting is allowed
mkdir small
if mount -t tmpfs -o size=16k tmpfs small 2> /dev/null; then
	yearbook build -q -o small book > tmpfs.log 2>&1
	[ $? -eq 2 ] || complain "small disk: the exit status is not 2"
	grep -q 'no space left' tmpfs.log || complain "small disk: no message: $(cat tmpfs.log)"
	[ -z "$(ls -A small)" ] || complain "small disk: something lies about: $(ls -A small)"
	umount small
fi

# standard output on a full device
yearbook dump --book book > /dev/full 2> stdout.log
[ $? -eq 2 ] || complain "a full standard output went unnoticed"

# errors in the input leave the old outputs
printf 'title: "open\n' > book/yearbook.yaml
yearbook build -q -o out book > broken.log 2>&1
[ $? -eq 1 ] || complain "broken configuration: the exit status is not 1"
old_stays "broken configuration"
rm book/yearbook.yaml
printf -- '---\ntitle: Undated\n---\nText.\n' > book/posts/undated.md
yearbook build --werror -o out book > werror.log 2>&1
[ $? -eq 1 ] || complain "--werror: the exit status is not 1"
old_stays "--werror"
yearbook new '' > /dev/null 2>&1
[ $? -eq 2 ] || complain "an empty path: the exit status is not 2"
rm book/posts/undated.md

# a folder where an output should stand: the other output stays as it was too
mkdir taken taken/yearbook.epub
cp old.pdf taken/yearbook.pdf
yearbook build -q --paper a5 -o taken book > taken.log 2>&1
[ $? -eq 2 ] || complain "a folder in an output's place: the exit status is not 2"
grep -q 'yearbook.epub: error: .*a folder' taken.log || complain "a folder in an output's place: no message: $(cat taken.log)"
cmp -s old.pdf taken/yearbook.pdf || complain "a folder in an output's place: the other output was replaced"

# an interruption in the middle
mkdir many
for i in $(seq 400); do
	{ post "Many$i" 1; for k in $(seq 40); do printf 'Words and words and more words in paragraph %d of this long post.\n\n' "$k"; done; } > many/$i.md
done
for delay in 0.02 0.05 0.1 0.2 0.4; do
	yearbook build -q -o out many > /dev/null 2>&1 &
	child=$!
	sleep $delay
	kill -INT $child 2> /dev/null
	wait $child
	status=$?
	[ $status -eq 130 ] || [ $status -eq 0 ] || complain "interrupted: status $status"
	ls -A out | grep -q part && complain "interrupted after $delay s: half-written files"
	qpdf --check out/yearbook.pdf > /dev/null 2>&1 || complain "interrupted: the PDF is not whole"
done

# permissions say nothing to the superuser: then somebody else tries
as_nobody() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}
chmod 755 ../.. .. . 2> /dev/null # whoever it is may walk in
cp -r book locked
chmod -R a+rX locked
mkdir locked/posts/closed
post Closed 4 > locked/posts/closed/closed.md
chmod 000 locked/posts/closed
mkdir -m 755 readonly
mkdir -m 777 open
if as_nobody test -x "$BIN" && as_nobody test -r locked/posts/one.md; then
	as_nobody "$BIN" build -o "$PWD/open/out" "$PWD/locked" > closed.log 2>&1
	grep -q 'closed.*permission denied' closed.log || complain "a folder that cannot be read: no message: $(cat closed.log)"
	if [ "$(id -u)" -eq 0 ]; then
		as_nobody "$BIN" build -o "$PWD/readonly" "$PWD/book" > readonly.log 2>&1
		[ $? -eq 2 ] || complain "an output folder without permission: the exit status is not 2"
		grep -q 'permission denied' readonly.log || complain "an output folder without permission: no message"
	fi
fi

# symbolic links: a root may be one, a picture that leaves the roots through one is refused
mkdir -p links/posts secret real
post Links 1 > links/posts/links.md
printf '\n![Inside](inside.png)\n\n![Outside](outside.png)\n' >> links/posts/links.md
python3 - << 'PY'
import struct, zlib
def chunk(k, d): return struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d))
data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 30, 20, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress((b"\0" + b"\x80" * 30) * 20)) + chunk(b"IEND", b"")
for name in ("real/inside.png", "secret/outside.png"):
    open(name, "wb").write(data)
PY
ln -s ../real links/images
ln -s ../secret/outside.png real/outside.png
yearbook build -o links.out links > links.log 2>&1
grep -q 'outside.png.*picture-outside' links.log || complain "a link that leaves the roots: no message: $(cat links.log)"
grep -qE 'inside.png.*picture-(outside|missing|broken)' links.log && complain "a root that is a link was refused"

# a loop of links, a pipe and a device among the posts
mkdir odd
post Odd 1 > odd/odd.md
ln -s . odd/loop
mkfifo odd/pipe.md
ln -s /dev/zero odd/zero.md
ln -s nowhere.md odd/dangling.md
timeout 20 yearbook build -o odd.out odd > odd.log 2>&1
[ $? -eq 0 ] || complain "pipes and loops: $(cat odd.log)"

# wrong usage
for line in "" "build" "bake book" "build --only docx book" "build -j 0 book" "build book book" "dump book" "build --nonsense book"; do
	# shellcheck disable=SC2086
	yearbook $line > usage.log 2>&1
	[ $? -eq 2 ] || complain "wrong usage \"$line\": the exit status is not 2"
done
yearbook build nowhere > nowhere.log 2>&1
[ $? -eq 1 ] || complain "a folder that is not there: $(cat nowhere.log)"
mkdir empty
yearbook build -o empty.out empty > empty.log 2>&1
[ $? -eq 1 ] || complain "an empty folder: the exit status is not 1"
grep -q 'no-posts' empty.log || complain "an empty folder: no message"
exit $wrong
