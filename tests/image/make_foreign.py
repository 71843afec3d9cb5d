"""make_foreign.py - make the WebPs, GIFs, BMPs and SVGs in pictures/ (they are committed; this is how they came to be)

Quarters as in make.py. Needs Pillow.
"""
import itertools
import pathlib
import struct

from PIL import Image

HERE = pathlib.Path(__file__).parent / "pictures"
W, H = 48, 32
QUARTERS = ((255, 0, 0), (0, 255, 0)), ((0, 0, 255), (255, 255, 255))
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def save(name, data):
    (HERE / name).write_bytes(data)


def load(name):
    return bytearray((HERE / name).read_bytes())


def picture():
    im = Image.new("RGB", (W, H))
    im.putdata([QUARTERS[y >= H // 2][x >= W // 2] for y in range(H) for x in range(W)])
    return im


def with_hole(im):
    im = im.convert("RGBA")
    im.paste((0, 0, 0, 0), (W // 2, 0, W, H // 2))
    return im


def webps():
    im, exif = picture(), Image.Exif()
    exif[274] = 6
    im.save(HERE / "lossy.webp", quality=90)
    im.save(HERE / "lossless.webp", lossless=True)
    im.save(HERE / "turned.webp", lossless=True, exif=exif)
    im.save(HERE / "moving.webp", save_all=True, append_images=[im.transpose(0)], lossless=True)
    with_hole(im).save(HERE / "alpha.webp", lossless=True)
    with_hole(im).save(HERE / "alpha-lossy.webp", quality=90)
    data = load("lossless.webp")
    save("truncated.webp", data[:-20])
    at = data.index(b"VP8L") + 9
    size = struct.unpack("<I", data[at:at + 4])[0] & ~((1 << 28) - 1) | 16383 | 16383 << 14
    save("lying.webp", data[:at] + struct.pack("<I", size) + data[at + 4:])
    data = load("lossy.webp")
    save("damaged.webp", data[:60] + bytes(len(data) - 60))


def gifs():
    im = picture().quantize(16)
    im.save(HERE / "plain.gif")
    im.save(HERE / "interlaced.gif", interlace=1)
    im.save(HERE / "two.gif", save_all=True, append_images=[picture().transpose(0).quantize(16)])
    hole = im.copy()
    hole.paste(5, (W // 2, 0, W, H // 2))
    hole.save(HERE / "transparent.gif", transparency=5)
    data = load("plain.gif")
    save("truncated.gif", data[:len(data) // 2])

    def sized(name, canvas, frame=None):
        odd = bytearray(data)
        odd[6:10] = struct.pack("<HH", *canvas)
        if frame:
            at = odd.index(b"\x2c\0\0\0\0") + 5
            odd[at:at + 4] = struct.pack("<HH", *frame)
        save(name, odd)
    sized("huge.gif", (65535, 65535))
    sized("lying.gif", (7000, 7000), (7000, 7000))
    sized("no-width.gif", (0, 0))
    sized("small-frame.gif", (96, 64))


def run_lengths():
    data = b""
    for y in reversed(range(H)):
        row = [(y >= H // 2) * 2 + (x >= W // 2) for x in range(W)]
        data += b"".join(bytes((len(list(same)), value)) for value, same in itertools.groupby(row)) + b"\0\0"
    data += b"\0\1"
    palette = b"".join(bytes((b, g, r, 0)) for half in QUARTERS for r, g, b in half)
    head = struct.pack("<IiiHHIIiiII", 40, W, H, 1, 8, 1, len(data), 0, 0, 4, 0)
    return b"BM" + struct.pack("<IHHI", 70 + len(data), 0, 0, 70) + head + palette + data


def bmps():
    im = picture()
    im.save(HERE / "plain.bmp")
    im.quantize(16).save(HERE / "palette.bmp")
    im.convert("1").save(HERE / "two-colours.bmp")
    with_hole(im).save(HERE / "alpha.bmp")
    data = load("plain.bmp")
    rows = [data[54 + i * W * 3:54 + (i + 1) * W * 3] for i in range(H)]
    save("top-down.bmp", data[:22] + struct.pack("<i", -H) + data[26:54] + b"".join(reversed(rows)))
    save("truncated.bmp", data[:-900])
    save("lying.bmp", data[:18] + struct.pack("<ii", 6000, 6000) + data[26:])
    save("no-width.bmp", data[:18] + struct.pack("<ii", 0, 10) + data[26:])
    save("run-lengths.bmp", run_lengths())


def svg(name, attributes, inside="", before=""):
    quarters = "".join(f'<rect x="{x * 24}" y="{y * 16}" width="24" height="16" fill="rgb{QUARTERS[y][x]}"/>'
                       for y in range(2) for x in range(2))
    save(name, f"{before}<svg {NAMESPACES} {attributes}>{quarters}{inside}</svg>\n".encode())


def svgs():
    size, box = 'width="48" height="32"', 'viewBox="0 0 48 32"'
    svg("sized.svg", size)
    svg("box.svg", box, before='<?xml version="1.0"?>\n<!-- a drawing -->\n')
    svg("percent.svg", f'width="100%" height="100%" {box}')
    svg("no-size.svg", "")
    svg("one-side.svg", f'width="2in" {box}')
    svg("huge.svg", f'width="1000000" height="666666" {box}')
    save("clear.svg", f'<svg {NAMESPACES} {size}><rect width="24" height="16" fill="#f00"/></svg>\n'.encode())
    save("truncated.svg", load("sized.svg")[:200])
    save("nothing.svg", f"<svg {NAMESPACES}/>\n".encode())
    save("feed.svg", b'<?xml version="1.0"?><rss></rss>\n')
    svg("fetching.svg", size, '<image xlink:href="file:///etc/hostname" width="48" height="32"/>'
        '<image xlink:href="plain.gif" width="48" height="32"/><image href="http://localhost/a.png" width="48" height="32"/>'
        '<script>fetch("http://localhost")</script><style>@import url("file:///etc/passwd");</style>')
    laughs = "".join(f'<!ENTITY l{i} "{(f"&l{i - 1};" if i else "l") * 10}">' for i in range(10))
    svg("entity.svg", size, "<text>&x;&l9;</text>",
        f'<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">{laughs}]>\n')
    svg("circle.svg", size, '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>')
    save("deep.svg", f"<svg {NAMESPACES} {size}>{'<g>' * 3000}{'</g>' * 3000}</svg>".encode())


def signatures():
    save("picture.tif", b"II*\0" + bytes(40))
    save("icon.ico", b"\0\0\1\0\1\0" + bytes(40))
    save("photo.jxl", b"\xff\x0a" + bytes(40))
    save("film.jpg", b"\0\0\0\x1cftypmp42\0\0\0\0" + bytes(40))


webps()
gifs()
bmps()
svgs()
signatures()
