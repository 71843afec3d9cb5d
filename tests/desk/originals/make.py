"""make.py - small pictures of a post, and a folder of originals: better ones, doubtful ones, broken ones"""
import os
import pathlib
import struct
import zlib


def scene(seed):
    """A mosaic of 12 by 8 stones: red, green, blue at a point of the unit square."""
    stones = []
    for _ in range(96):
        colour = []
        for _ in range(3):
            seed = (seed * 1103515245 + 12345) % 2**31
            colour.append(seed >> 16 & 255)
        stones.append(bytes(colour))
    return lambda x, y: stones[int(y * 8) * 12 + int(x * 12)]


def png(name, at, w, h):
    rows = b"".join(b"\0" + b"".join(at((x + 0.5) / w, (y + 0.5) / h) for x in range(w)) for y in range(h))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    path = pathlib.Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 2, 0, 0, 0)) +
                     chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


png("img/Plaza_Mayor-120x80.png", scene(1), 120, 80)
png("originals/2024/plaza mayor.png", scene(1), 300, 200)
png("img/mesa.png", scene(2), 120, 80)
png("originals/2024/DSC0001.png", scene(2), 360, 240)
png("img/mesa-chica.png", scene(2), 60, 40)
png("img/puente.png", scene(3), 120, 80)
png("originals/puente.png", scene(4), 300, 200)
png("img/torre.png", scene(5), 120, 80)
png("originals/torre.png", scene(5), 200, 200)
png("img/calle.png", scene(6), 120, 80)
png("originals/a.png", scene(6), 240, 160)
png("originals/b.png", scene(6), 300, 200)
png("img/gente.png", scene(7), 120, 80)
png("originals/gente.png", scene(7), 90, 60)
png("originals/nadie.png", scene(8), 240, 160)
pathlib.Path("originals/rota.jpg").write_bytes(b"\xff\xd8\xff")
pathlib.Path("originals/notes.txt").write_text("of no matter")
os.symlink("/etc", "originals/afuera")
