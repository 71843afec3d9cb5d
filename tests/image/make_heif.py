"""make_heif.py - make the HEICs and AVIFs in pictures/ and those with the profile of a wide gamut (they are committed; this is how they came
to be)

Quarters as in make.py. Needs heif-enc, Pillow, and plain.png, alpha.png, secrets.jpg of make.py.
"""
import pathlib
import struct
import subprocess

from PIL import Image

HERE = pathlib.Path(__file__).parent / "pictures"


def save(name, data):
    (HERE / name).write_bytes(data)


def encode(name, source, *options):
    subprocess.run(["heif-enc", *options, "-o", HERE / name, HERE / source], check=True, stdout=subprocess.DEVNULL)
    return bytearray((HERE / name).read_bytes())


def tag_xyz(*values):
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)


def p3():
    """Display P3: its primaries adapted to D50, the tone of sRGB."""
    text = b"IPHONE\0"
    tone = b"para\0\0\0\0\0\3\0\0" + b"".join(
        struct.pack(">i", round(v * 65536)) for v in (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))
    tags = {b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(78), b"cprt": b"text\0\0\0\0" + text,
            b"wtpt": tag_xyz(0.9642, 1, 0.8249), b"rXYZ": tag_xyz(0.51512, 0.24120, -0.00105),
            b"gXYZ": tag_xyz(0.29198, 0.69225, 0.04189), b"bXYZ": tag_xyz(0.15710, 0.06657, 0.78407), b"rTRC": tone}
    at, table, body = 128 + 4 + 12 * (len(tags) + 2), b"", b""
    for name, data in tags.items():
        data += bytes(-len(data) % 4)
        for same in (b"rTRC", b"gTRC", b"bTRC") if name == b"rTRC" else (name,):
            table += same + struct.pack(">II", at, len(data))
        at += len(data)
        body += data
    head = struct.pack(">I4sI4s4s4s12s4s", at, b"lcms", 0x02400000, b"mntr", b"RGB ", b"XYZ ", bytes([7, 208, 0, 1, 0, 1] + [0] * 6), b"acsp")
    head += bytes(28) + struct.pack(">iii", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags) + 2) + table + body


def grow(data, at, by):
    struct.pack_into(">I", data, at, struct.unpack_from(">I", data, at)[0] + by)


def with_property(data, box):
    """The file with a property of its primary item, the last that ipma lists, which is moved behind the others of ipco."""
    meta, iprp, ipco, ipma = (data.index(n) - 4 for n in (b"meta", b"iprp", b"ipco", b"ipma"))
    end = ipco + struct.unpack_from(">I", data, ipco)[0]
    count, at = 0, ipco + 8
    while at < end:
        count, at = count + 1, at + struct.unpack_from(">I", data, at)[0]
    by = len(box) + 1
    for start in (meta, iprp):
        grow(data, start, by)
    grow(data, ipco, len(box))
    grow(data, ipma, 1)
    entry = ipma + 16
    items = struct.unpack_from(">I", data, ipma + 12)[0]
    for _ in range(items - 1):
        entry += 3 + data[entry + 2]
    data[entry + 2] += 1
    old = data.index(b"mdat") + 4
    data.insert(entry + 2 + data[entry + 2], 0x80 | (count + 1))
    data[end:end] = box
    iloc = data.index(b"iloc")
    for i in range(struct.unpack_from(">H", data, iloc + 10)[0]):  # version 1, base offsets of four bytes, one extent
        start = iloc + 12 + i * 20
        if struct.unpack_from(">I", data, start + 6)[0] >= old:
            grow(data, start + 6, by)
    return data


def heifs():
    data = encode("plain.heic", "plain.png", "-q", "60")
    at = data.rindex(b"ispe") + 8
    save("lying.heic", data[:at] + struct.pack(">II", 29000, 13000) + data[at + 8:])
    save("lying-little.heic", data[:at] + struct.pack(">II", 480, 320) + data[at + 8:])
    save("truncated.heic", data[:-60])
    save("damaged.heic", data[:-100] + bytes(b ^ 0x5A for b in data[-100:]))
    save("phone.heic", with_property(data, struct.pack(">I4sB", 9, b"irot", 3)))
    data = encode("plain.avif", "plain.png", "-A", "-q", "60")
    save("truncated.avif", data[:-20])
    save("empty.avif", data[:24])
    encode("alpha.avif", "alpha.png", "-A", "-q", "70")


def wide():
    colour = Image.new("RGB", (48, 32), (200, 100, 50))
    colour.save(HERE / "p3.jpg", quality=95, icc_profile=p3())
    colour.save(HERE / "p3.png", icc_profile=p3())
    save("p3.heic", with_property(encode("p3.heic", "p3.png", "-q", "90", "-p", "chroma=444"),
                                  struct.pack(">I4s4s", 12 + len(p3()), b"colr", b"prof") + p3()))


heifs()
wide()
