"""make.py - series of photographs as a telephone takes them: the camera moves by hundredths, somebody moves in front of it"""
import os
import re
import struct
import subprocess
import sys
import zlib

TOP = sys.argv[1]


def ppm(path, *options):
    subprocess.run(["mutool", "draw", "-q", "-c", "rgb", *options, "-o", "one.ppm", path], check=True, stderr=subprocess.DEVNULL)
    with open("one.ppm", "rb") as f:
        data = f.read()
    head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
    w, h = int(head[1]), int(head[2])
    return [data[head.end() + y * w * 3:head.end() + (y + 1) * w * 3] for y in range(h)]


def png(path, rows):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", len(rows[0]) // 3, len(rows), 8, 2, 0, 0, 0)) +
                chunk(b"IDAT", zlib.compress(b"".join(b"\0" + r for r in rows), 1)) + chunk(b"IEND", b""))


def shot(photo, moved):
    """nine tenths of a photograph, the camera moved to the right by so many hundredths of it"""
    rows = ppm(f"{TOP}/images/{photo}.jpg", "-w", "800", "-h", "800")
    w, h = len(rows[0]) // 3, len(rows)
    left = w * moved // 100
    return [r[left * 3:(left + w * 9 // 10) * 3] for r in rows[h // 20:h // 20 + h * 9 // 10]]


def small(path, rows):
    png("./large/one.png", rows)
    png(path, ppm("./large/one.png", "-w", "400", "-h", "400"))


for i in range(5):
    png(f"originals/IMG_{i}.png", shot("2024/stream", i))
small("img/arroyo.png", shot("2024/stream", 2))
small("img/mirador.png", shot("2024/lookouts", 0))
png("originals/DSC_1.png", shot("2024/lookouts", 1))
png("originals/DSC_2.png", shot("2024/lookouts", 3))
rows = shot("2024/brushes", 0)
small("img/taller.png", rows)
other = shot("2023/cables", 0)
w = len(rows[0]) // 3
for y in range(len(rows) // 2, len(rows) * 7 // 10):
    a, b = w * 45 // 100 * 3, w * 53 // 100 * 3
    rows[y] = rows[y][:a] + other[y % len(other)][a:b] + rows[y][b:]
png("originals/PXL_1.png", rows)
for n, moved in ((1, 0), (2, 3)):
    small(f"img/foto-{n}.png", shot("2024/after-hours", moved))
    png(f"originals/foto-{3 - n}.png", shot("2024/after-hours", moved))
for n, photo in enumerate(("2024/wooden-bird", "2024/dragonfly", "2023/valley")):
    png(f"originals/aparte/{n}.png", shot(photo, 0))
