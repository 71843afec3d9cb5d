# probes.sh - what pictures were found to be is kept between runs; a picture that was exchanged is seen, whatever its times say
set -eu
mkdir -p content
cp "$TOP"/images/2024/stream.jpg content/one.jpg
cp "$TOP"/tests/image/pictures/plain.png content/two.png
printf -- '---\ntitle: Pictures\ndate: 2024-05-06\n---\n\nWords.\n\n![One](one.jpg)\n\n![Two](two.png)\n' > content/post.md
export XDG_CACHE_HOME=$PWD/cache
build() { # folder, options
	local to=$1
	shift
	yearbook build content -q -o "$to" "$@"
}
same() {
	cmp none/yearbook.pdf "$1/yearbook.pdf"
	cmp none/yearbook.epub "$1/yearbook.epub"
}
kept=$XDG_CACHE_HOME/yearbook/pictures/probes

build none --no-cache
[ ! -e cache ] || { echo '--no-cache wrote a cache'; exit 1; }
build young
same young
sleep 3.1 # files that were written just now are not trusted
build first
same first
[ -s "$kept" ] || { echo 'nothing was kept'; exit 1; }
cp "$kept" kept.1
build second
same second
cmp "$kept" kept.1 || { echo 'it was written anew, with nothing new in it'; exit 1; }

# the same length, the same time of writing: another picture nevertheless
size=$(stat -c %s content/two.png)
cp -p content/two.png old.png
convert_bytes() { # another picture of just that length: its colours exchanged
	python3 - "$1" << 'END'
import sys, zlib, struct
data = bytearray(open(sys.argv[1], "rb").read())
at = 8
while at < len(data):
    n = struct.unpack(">I", data[at:at + 4])[0]
    if data[at + 4:at + 8] == b"IDAT":
        raw = bytearray(zlib.decompress(bytes(data[at + 8:at + 8 + n])))
        w = struct.unpack(">I", data[16:20])[0]
        step = 3 * w + 1
        rows = [raw[i:i + step] for i in range(0, len(raw), step)]
        for level in range(10):
            packed = zlib.compress(b"".join(rows[::-1]), level)
            if len(packed) <= n:
                break
        assert len(packed) <= n, (len(packed), n)
        body = b"IDAT" + packed
        rest = n - len(packed)
        new = struct.pack(">I", len(packed)) + body + struct.pack(">I", zlib.crc32(body))
        tail = bytes(data[at + 12 + n:])
        out = bytes(data[:at]) + new + tail
        open(sys.argv[1], "wb").write(out + b"\0" * (len(data) - len(out)))
        break
    at += 12 + n
END
}
convert_bytes content/two.png
touch -r old.png content/two.png
[ "$(stat -c %s content/two.png)" = "$size" ] || { echo 'the other picture has another length'; exit 1; }
cmp -s old.png content/two.png && { echo 'it is the same picture'; exit 1; }
build changed
build changed-none --no-cache
cmp changed/yearbook.pdf changed-none/yearbook.pdf || { echo 'the picture that was exchanged was not seen'; exit 1; }
cmp -s changed/yearbook.pdf none/yearbook.pdf && { echo 'the exchanged picture makes the same book'; exit 1; }
cp -p old.png content/two.png

# what was kept is damaged, cut short, in the way, or may not be written
for how in 'truncate -s 30' 'truncate -s 0' 'truncate -s +1000'; do
	cp kept.1 "$kept"
	$how "$kept"
	build damaged
	same damaged
done
cp kept.1 "$kept"
printf X | dd of="$kept" bs=1 seek=200 conv=notrunc 2> dd.err
build damaged
same damaged
rm "$kept"
mkdir "$kept"
build blocked
same blocked
