"""make.py - JPEGs that say who made them, in EXIF and IPTC: make.py PLAIN.jpg"""
import struct
import sys

plain = open(sys.argv[1], "rb").read()


def segment(marker, data):
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def exif(**tags):
    numbers = {"artist": 315, "rights": 33432}
    entries, texts, at = b"", b"", 8 + 2 + 12 * len(tags) + 4
    for name, text in tags.items():
        data = text.encode() + b"\0"
        value = data.ljust(4, b"\0") if len(data) <= 4 else struct.pack("<I", at + len(texts))
        entries += struct.pack("<HHI", numbers[name], 2, len(data)) + value
        texts += data if len(data) > 4 else b""
    return segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + entries + bytes(4) + texts)


def iptc(*records, lie=0):
    data = b"".join(struct.pack(">BBBH", 0x1C, 2, n, len(t) + lie) + t for n, t in records)
    return segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data)


def write(name, *segments, tail=b""):
    open(name, "wb").write(plain[:2] + b"".join(segments) + plain[2:] + tail)


write("images/exif.jpg", exif(artist="Ana Pérez"), tail=b"1")
write("images/short.jpg", exif(artist="Eva"), tail=b"2")
write("images/iptc.jpg", iptc((80, b"Jos\xe9 N\xfa\xf1ez"), (116, b"Copyright 2023 Nobody, CC BY-SA 4.0")), tail=b"3")
write("images/notice.jpg", exif(artist="unknown", rights="(c) 2023 Luísa Souza"), tail=b"4")
write("images/lies.jpg", iptc((80, b"Broken"), lie=900), segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff"), tail=b"5")
write("images/2024/one.jpg", exif(artist="Not this"), tail=b"6")
write("images/2024/two.jpg", tail=b"7")
write("images/cover.jpg", tail=b"8")
write("images/star-1.jpg", tail=b"9")
