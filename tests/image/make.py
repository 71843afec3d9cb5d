"""make.py - make the odd and broken pictures in pictures/ (they are committed; this is how they came to be)

Every good picture has four quarters, stored as red and green above blue and white, so that a test can tell which way it lies.
Needs ImageMagick for the JPEGs.
"""
import pathlib
import struct
import subprocess
import zlib

HERE = pathlib.Path(__file__).parent / "pictures"
W, H = 48, 32
QUARTERS = ((255, 0, 0), (0, 255, 0)), ((0, 0, 255), (255, 255, 255))


def save(name, data):
    (HERE / name).write_bytes(data)


def chunk(kind, data, crc=None):
    crc = zlib.crc32(kind + data) if crc is None else crc
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)


SIGNATURE = b"\x89PNG\r\n\x1a\n"


def header(w=W, h=H, bits=8, colour=2, interlace=0):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, bits, colour, 0, 0, interlace))


def rows(pixel, w=W, h=H):
    return zlib.compress(b"".join(b"\0" + b"".join(pixel(x, y) for x in range(w)) for y in range(h)), 9)


def rgb(x, y):
    return bytes(QUARTERS[y >= H // 2][x >= W // 2])


def png(*chunks):
    return SIGNATURE + b"".join(chunks) + chunk(b"IEND", b"")


def tiff(orientation, order=">", offset=8, entries=1, kind=3):
    value = struct.pack(order + "HH", orientation, 0) if kind == 3 else struct.pack(order + "I", orientation)
    entry = struct.pack(order + "HHI", 274, kind, 1) + value
    mark = b"MM" if order == ">" else b"II"
    return mark + struct.pack(order + "HI", 42, offset) + struct.pack(order + "H", entries) + entry + struct.pack(order + "I", 8)


def segment(marker, data):
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def behind_soi(jpeg, *segments):
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def jpegs():
    raw = b"".join(rgb(x, y) for y in range(H) for x in range(W))

    def convert(*options):
        command = ["convert", "-size", f"{W}x{H}", "-depth", "8", "rgb:-", *options, "jpg:-"]
        return subprocess.run(command, input=raw, capture_output=True, check=True).stdout

    plain = convert("-quality", "85", "-sampling-factor", "4:2:0")
    save("plain.jpg", plain)
    for orientation in range(10):
        order = "<" if orientation % 2 else ">"
        exif = segment(0xE1, b"Exif\0\0" + tiff(orientation, order))
        save(f"orientation-{orientation}.jpg", behind_soi(plain, exif))
    save("orientation-long.jpg", behind_soi(plain, segment(0xE1, b"Exif\0\0" + tiff(6, "<", kind=4))))
    save("exif-loop.jpg", behind_soi(plain, segment(0xE1, b"Exif\0\0" + tiff(6, ">", offset=0, entries=65535))))
    save("exif-far.jpg", behind_soi(plain, segment(0xE1, b"Exif\0\0" + tiff(6, ">", offset=0xFFFFFFF0))))
    save("exif-short.jpg", behind_soi(plain, segment(0xE1, b"Exif\0\0MM\0*")))
    save("exif-many.jpg", behind_soi(plain, segment(0xE1, b"Exif\0\0" + tiff(274, "<", entries=65535))))
    odd = convert("-crop", "45x29+0+0", "+repage", "-quality", "85", "-sampling-factor", "4:2:0")
    save("turn-not-whole.jpg", behind_soi(odd, segment(0xE1, b"Exif\0\0" + tiff(6))))
    save("gray.jpg", convert("-colorspace", "Gray"))
    save("cmyk.jpg", convert("-colorspace", "CMYK"))
    save("progressive.jpg", convert("-interlace", "JPEG"))
    save("4-2-2.jpg", convert("-sampling-factor", "4:2:2"))
    save("arithmetic.jpg", plain.replace(b"\xff\xc0", b"\xff\xc9", 1))
    secrets = [segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>SECRET</x>"), segment(0xED, b"Photoshop 3.0\0SECRET"),
               segment(0xFE, b"SECRET"), segment(0xE2, b"MPF\0SECRET"), segment(0xE0, b"JFXX\0\x10SECRET")]
    profile = segment(0xE2, b"ICC_PROFILE\0\1\1" + b"profile" * 20)
    save("secrets.jpg", behind_soi(plain, *secrets, profile) + b"\xff\xd8SECRET\xff\xd9")
    save("fill-bytes.jpg", plain.replace(b"\xff\xdb", b"\xff\xff\xff\xdb", 1))
    save("truncated.jpg", plain[:-40])
    save("truncated-header.jpg", plain[:60])
    save("no-end.jpg", plain[:-2])
    at = plain.index(b"\xff\xc0") + 5
    save("lying.jpg", plain[:at] + struct.pack(">HH", 20000, 20000) + plain[at + 4:])
    save("huge.jpg", plain[:at] + struct.pack(">HH", 65500, 65500) + plain[at + 4:])
    save("no-height.jpg", plain[:at] + struct.pack(">HH", 0, W) + plain[at + 4:])
    save("no-tables.jpg", plain.replace(b"\xff\xdb", b"\xff\xfe"))
    scan = plain.index(b"\xff\xda") + 14
    save("cut-inside.jpg", plain[:(scan + len(plain)) // 2] + b"\xff\xd9")
    save("jpeg-named.png", plain)
    save("only-ends.jpg", b"\xff\xd8\xff\xd9")


def pngs():
    good = rows(rgb)
    idat = chunk(b"IDAT", good)
    save("plain.png", png(header(), idat))
    save("png-named.jpg", png(header(), idat))
    save("turned.png", png(header(), chunk(b"eXIf", tiff(6)), idat))
    text = [chunk(b"tEXt", b"Comment\0SECRET"), chunk(b"eXIf", tiff(1) + b"SECRET"), chunk(b"tIME", b"\7\xe8\1\1\1\1\1")]
    save("secrets.png", png(header(), *text, chunk(b"gAMA", struct.pack(">I", 45455)), idat, chunk(b"zTXt", b"a\0\0SECRET")) + b"SECRET")
    palette = b"".join(bytes(c) for row in QUARTERS for c in row)
    indices = rows(lambda x, y: bytes([2 * (y >= H // 2) + (x >= W // 2)]))
    save("palette.png", png(header(colour=3), chunk(b"PLTE", palette), chunk(b"IDAT", indices)))
    save("palette-transparent.png", png(header(colour=3), chunk(b"PLTE", palette), chunk(b"tRNS", b"\x80"), chunk(b"IDAT", indices)))
    save("palette-missing.png", png(header(colour=3), chunk(b"IDAT", indices)))
    save("palette-long.png", png(header(colour=3, bits=1), chunk(b"PLTE", palette), chunk(b"IDAT", indices)))
    save("palette-uneven.png", png(header(colour=3), chunk(b"PLTE", palette[:-1]), chunk(b"IDAT", indices)))
    save("sixteen.png", png(header(bits=16), chunk(b"IDAT", rows(lambda x, y: b"".join(bytes([c, c]) for c in rgb(x, y))))))
    save("alpha.png", png(header(colour=6), chunk(b"IDAT", rows(lambda x, y: rgb(x, y) + b"\xff"))))
    save("gray-alpha.png", png(header(colour=4), chunk(b"IDAT", rows(lambda x, y: bytes([rgb(x, y)[0], 255])))))
    save("gray-1.png", png(header(8, 8, 1, 0), chunk(b"IDAT", zlib.compress(b"\0\xf0" * 8))))
    save("many-idat.png", png(header(), *(chunk(b"IDAT", good[i:i + 1]) for i in range(len(good)))))
    save("trns-wrong.png", png(header(), chunk(b"tRNS", b"\0"), idat))
    save("truncated.png", png(header(), idat)[:-30])
    save("no-end.png", SIGNATURE + header() + idat)
    save("checksum.png", png(header(), chunk(b"IDAT", good, 7)))
    save("text-checksum.png", png(header(), chunk(b"tEXt", b"a\0b", 7), idat))
    save("no-data.png", png(header()))
    save("empty-data.png", png(header(), chunk(b"IDAT", b"")))
    save("not-packed.png", png(header(), chunk(b"IDAT", b"these are no packed bytes")))
    save("idat-apart.png", png(header(), chunk(b"IDAT", good[:20]), chunk(b"tEXt", b"a\0b"), chunk(b"IDAT", good[20:])))
    save("few-rows.png", png(header(), chunk(b"IDAT", rows(rgb, h=16))))
    save("lying.png", png(header(20000, 20000), idat))
    save("huge.png", png(header(100000, 100000), idat))
    save("many-pixels.png", png(header(30000, 30000), idat))
    save("no-width.png", png(header(0, 10), idat))
    save("depth.png", png(header(bits=3), idat))
    save("colour-type.png", png(header(colour=5), idat))
    save("long-chunk.png", SIGNATURE + header() + struct.pack(">I", 0x7FFFFFFF) + b"IDAT" + good)
    save("no-name.png", SIGNATURE + header() + struct.pack(">I", 4) + b"\0\0\0\0\0\0\0\0")
    save("unknown-critical.png", png(header(), chunk(b"ABCD", b""), idat))
    save("ascii-copied.png", png(header(), idat).replace(b"\r\n", b"\n"))


def others():
    save("empty.jpg", b"")
    save("page.jpg", b"\n<!DOCTYPE html><html><body>Not found</body></html>\n")
    save("pointer.png", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n")
    save("drawing.svg", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>")
    save("moving.gif", b"GIF89a" + bytes(20))
    save("web.webp", b"RIFF\x1a\0\0\0WEBPVP8L" + bytes(12))
    save("words.jpg", b"words\n")


jpegs()
pngs()
others()
