"""What the container of an EPUB is made of, byte by byte (EPUB 3.3, 4: OCF)."""
import struct
import sys

data = open(sys.argv[1], "rb").read()
print(data[30:58])
seen = set()
at, entries = data.index(b"PK\1\2"), 0
while data[at:at + 4] == b"PK\1\2":
    made, need, flags, method, time, date, crc, packed, size, n, extra, comment, disk, inner, outer, offset = struct.unpack(
        "<6H3L5H2L", data[at + 4:at + 46])
    name = data[at + 46:at + 46 + n].decode("ascii")
    local = struct.unpack("<5H3L2H", data[offset + 4:offset + 30])
    start = offset + 30 + local[8] + local[9]
    kind = name.rsplit(".", 1)[-1]
    head = {"png": b"\x89PNG", "jpg": b"\xff\xd8\xff"}.get(kind, b"")
    seen.add((kind, "stored" if method == 0 else "deflated", f"time {time} {date}", f"extra {extra} {local[9]}",
              f"needs {need} {local[0]}", f"flags {flags} {local[1]}", "as it is" if head and data[start:start + len(head)] == head else ""))
    if (packed, size, crc) != (local[6], local[7], local[5]) or name.startswith("/") or ".." in name:
        print("bad:", name)
    entries += 1
    at += 46 + n + extra + comment
print(*sorted(seen), sep="\n")
print(data[at:at + 4] == b"PK\5\6", struct.unpack("<2H", data[at + 8:at + 12]) == (entries, entries), at + 22 == len(data))
