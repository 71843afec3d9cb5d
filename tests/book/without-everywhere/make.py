# pictures: hers are magenta, those of others green; large enough to fill their places
import struct, zlib

def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

hers = ["taller", "retrato", "sello", "lado-a", "fondo", "tabla", "nota"]
others = ["mesa", "calle", "plaza", "lado-b", "beto"]
for i, name in enumerate(hers + others):
    def pixel(x, y):
        spot = (x * 7 + y * 13 + i * 29) % 23
        return bytes([255, spot, 255 - spot] if name in hers else [20 + spot, 170 + spot, 40])
    rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(300)) for y in range(200))
    with open(f"img/{name}.png", "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 300, 200, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
