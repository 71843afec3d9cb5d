#!/usr/bin/python3
"""Draws the pictures in images/drawings/: banners, a map, diagrams, an emblem.

Needs python3-cairo. The letters are those of fonts/, and nothing depends on
the clock or on chance, so the same program draws the same pictures.
Usage: images/draw.py            (writes beside itself, into drawings/)
"""
import math
import os
import struct
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
FONTS = os.path.join(HERE, "..", "fonts")
OUT = os.path.join(HERE, "drawings")

# Only the book's own faces: another machine's fonts must not change a picture.
_conf = tempfile.NamedTemporaryFile("w", suffix=".conf", delete=False)
_conf.write("<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig>"
            "<dir>%s</dir><cachedir>%s</cachedir></fontconfig>" % (FONTS, tempfile.mkdtemp()))
_conf.close()
os.environ["FONTCONFIG_FILE"] = _conf.name
import cairo  # noqa: E402  (after the line that tells it where the fonts are)

INK, PAPER, WHITE = "1d2b36", "f6f1e7", "ffffff"
TEAL, CORAL, MUSTARD, SKY, MOSS, PLUM = "0f6b6b", "d9593b", "e2a72e", "9cc4c9", "5d7f4a", "6b3a5b"
SERIF, SANS, MONO = "Source Serif 4 Display", "Source Sans 3", "Source Code Pro"


def rgb(h):
    return tuple(int(h[i:i + 2], 16) / 255 for i in (0, 2, 4))


def canvas(w, h, back=None):
    s = cairo.ImageSurface(cairo.FORMAT_ARGB32, w, h)
    c = cairo.Context(s)
    c.set_line_cap(cairo.LINE_CAP_ROUND)
    c.set_line_join(cairo.LINE_JOIN_ROUND)
    if back:
        c.set_source_rgb(*rgb(back))
        c.paint()
    return s, c


def fill(c, colour, alpha=1.0):
    c.set_source_rgba(*rgb(colour), alpha)
    c.fill()


def stroke(c, colour, width, dash=()):
    c.set_source_rgb(*rgb(colour))
    c.set_line_width(width)
    c.set_dash(dash)
    c.stroke()
    c.set_dash(())


def disc(c, x, y, r, colour, alpha=1.0):
    c.new_path()
    c.arc(x, y, r, 0, 2 * math.pi)
    fill(c, colour, alpha)


def box(c, x, y, w, h, r):
    c.new_path()
    for cx, cy, a in ((x + w - r, y + r, -90), (x + w - r, y + h - r, 0), (x + r, y + h - r, 90), (x + r, y + r, 180)):
        c.arc(cx, cy, r, math.radians(a), math.radians(a + 90))
    c.close_path()


def text(c, s, x, y, size, colour, face=SANS, bold=True, align=0.0, spread=0.0):
    c.select_font_face(face, cairo.FONT_SLANT_NORMAL, cairo.FONT_WEIGHT_BOLD if bold else cairo.FONT_WEIGHT_NORMAL)
    c.set_font_size(size)
    c.set_source_rgb(*rgb(colour))
    steps = [c.text_extents(ch).x_advance + spread for ch in s]
    width = sum(steps) - spread if spread else c.text_extents(s).x_advance
    x -= width * align
    if not spread:
        c.move_to(x, y)
        c.show_text(s)
        return
    for ch, step in zip(s, steps):
        c.move_to(x, y)
        c.show_text(ch)
        x += step


def polygon(c, points):
    c.new_path()
    for p in points:
        c.line_to(*p)
    c.close_path()


# ---- files: four kinds of PNG, because real pictures come in all of them ----

def pixels(s):
    """Rows of (r, g, b, a), not multiplied."""
    s.flush()
    w, h, step, data = s.get_width(), s.get_height(), s.get_stride(), bytes(s.get_data())
    rows = []
    for y in range(h):
        row = []
        for x in range(w):
            b, g, r, a = data[y * step + 4 * x:y * step + 4 * x + 4]
            if 0 < a < 255:
                r, g, b = (min(255, (v * 255 + a // 2) // a) for v in (r, g, b))
            row.append((r, g, b, a))
        rows.append(row)
    return rows


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(name, s, kind):
    rows, w, h = pixels(s), s.get_width(), s.get_height()
    colour_type, extra = {"gray": 0, "rgb": 2, "palette": 3, "rgba": 6}[kind], b""
    if kind == "gray":
        lines = [bytes((r * 299 + g * 587 + b * 114 + 500) // 1000 for r, g, b, _ in row) for row in rows]
    elif kind == "palette":
        count = {}
        for row in rows:
            for p in row:
                count[p] = count.get(p, 0) + 1
        table = [p for p, _ in sorted(count.items(), key=lambda e: (-e[1], e[0]))[:256]]
        index = {p: i for i, p in enumerate(table)}
        for p in count:
            if p not in index:
                index[p] = min(range(len(table)), key=lambda i: sum((u - v) ** 2 for u, v in zip(table[i], p)))
        lines = [bytes(index[p] for p in row) for row in rows]
        extra = chunk(b"PLTE", b"".join(bytes(p[:3]) for p in table))
    else:
        n = 3 if kind == "rgb" else 4
        lines = [b"".join(bytes(p[:n]) for p in row) for row in rows]
    raw = bytearray()
    before = bytes(len(lines[0]))
    for line in lines:  # rows that repeat the one above become noughts, except where values are names of colours
        if kind == "palette":
            raw += b"\0" + line
        else:
            raw += b"\2" + bytes((u - v) & 255 for u, v in zip(line, before))
        before = line
    with open(os.path.join(OUT, name), "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, colour_type, 0, 0, 0)) + extra
                + chunk(b"pHYs", struct.pack(">IIB", 5906, 5906, 1)) + chunk(b"IDAT", zlib.compress(bytes(raw), 9)) + chunk(b"IEND", b""))


# ---- the drawings ----

def ridge(c, w, base, height, waves, colour):
    c.new_path()
    c.move_to(0, base + 2000)
    for x in range(0, w + 1, 4):
        t = x / w
        y = sum(a * math.sin(f * t * math.pi + p) for a, f, p in waves)
        c.line_to(x, base - height * y)
    c.line_to(w, base + 2000)
    fill(c, colour)


def bogota():
    w, h = 1500, 560
    s, c = canvas(w, h, SKY)
    disc(c, 1180, 190, 84, MUSTARD)
    ridge(c, w, 330, 95, ((1.0, 2.3, 0.2), (0.45, 5.1, 1.0), (0.12, 17, 0.3)), "5c9498")
    polygon(c, ((930, 470), (1060, 372), (1140, 352), (1268, 262), (1350, 262), (1430, 330), (1500, 362), (1500, 560), (930, 560)))
    fill(c, "3f7f83")
    ridge(c, w, 430, 80, ((0.9, 3.1, 2.2), (0.35, 7.4, 0.4), (0.10, 23, 1.1)), TEAL)
    ridge(c, w, 520, 46, ((0.8, 4.4, 0.9), (0.30, 9.0, 2.0)), INK)
    # the church on the hill and the cable that goes up to it
    c.move_to(905, 560)
    c.line_to(1292, 246)
    stroke(c, PAPER, 2.5)
    for t in (0.35, 0.7):
        box(c, 905 + 387 * t - 13, 560 - 314 * t + 4, 26, 20, 5)
        fill(c, CORAL)
    polygon(c, ((1278, 262), (1278, 222), (1300, 222), (1300, 204), (1309, 188), (1318, 204), (1318, 222), (1340, 222), (1340, 262)))
    fill(c, WHITE)
    for i, colour in enumerate((CORAL, MUSTARD, WHITE)):
        c.new_path()
        c.arc(150 + i * 62, 150, 52, 0, 2 * math.pi)
        stroke(c, colour, 13)
    text(c, "Bogotá", 92, 380, 168, WHITE, SERIF)
    text(c, "CLOUD NATIVE  +  OPENINFRA  +  OSPO", 98, 458, 33, WHITE, SANS, spread=3)
    text(c, "29 · 08 · 2025", 98, 514, 33, MUSTARD, SANS, spread=3)
    png("bogota.png", s, "rgb")


def openinfra_days():
    w, h = 1200, 420
    s, c = canvas(w, h, INK)
    for i in range(9):  # a wall of small windows: a conference where everybody is at home
        for j in range(4):
            x, y = 640 + i * 62, 40 + j * 88
            box(c, x, y, 50, 72, 7)
            k = (i * 5 + j * 3) % 7
            fill(c, (TEAL, CORAL, MUSTARD, TEAL, SKY, TEAL, MOSS)[k], 1 if k % 2 else 0.55)
            disc(c, x + 25, y + 28, 11, PAPER, 0.9)
            box(c, x + 8, y + 46, 34, 26, 12)
            fill(c, PAPER, 0.9)
    text(c, "15 DE AGOSTO 2022 · EN LÍNEA", 64, 116, 24, MUSTARD, SANS, spread=2)
    text(c, "OpenInfra", 60, 220, 104, WHITE, SERIF)
    text(c, "Days México", 60, 316, 86, WHITE, SERIF)
    text(c, "100 % virtual, 100 % gratis", 64, 372, 30, SKY, SANS, bold=False)
    png("openinfra-days.png", s, "palette")


def volcanoes():
    w, h = 1300, 480
    s, c = canvas(w, h, "f3d9b1")
    disc(c, 650, 300, 170, "ee9f5a")
    disc(c, 650, 300, 120, CORAL)
    for x, y, half, colour, snow in ((250, 170, 330, PLUM, 0), (1040, 150, 360, "4b3250", 0), (640, 120, 300, INK, 1)):
        polygon(c, ((x - half, 430), (x - 42, y), (x - 14, y + 10), (x + 10, y + 2), (x + 42, y + 8), (x + half, 430)))
        fill(c, colour)
        if snow:  # a plume, drawn as three puffs
            for dx, dy, r in ((8, -26, 26), (34, -52, 34), (74, -76, 42)):
                disc(c, x + dx, y + dy, r, PAPER)
    c.rectangle(0, 430, w, 50)
    fill(c, TEAL)
    for k in range(13):
        c.new_path()
        c.arc(50 + 100 * k, 462, 58, math.radians(215), math.radians(325))
        stroke(c, SKY, 4)
    for x, name in ((250, "Guatemala"), (640, "San Salvador"), (1040, "Medellín")):
        text(c, name, x, 400, 40, PAPER, SERIF, align=0.5)
    png("tres-ciudades.png", s, "palette")


COAST = ((-106, 25), (-105, 21), (-102, 18), (-97, 15.8), (-94, 16.2), (-91, 13.9), (-87.5, 12.9), (-85.8, 11), (-85.6, 9.9), (-83.5, 8.4),
         (-81, 7.3), (-79.6, 8.9), (-78, 7.3), (-77.3, 4), (-78.8, 1.8), (-80, 0), (-81, -4.5), (-79, -8), (-76.3, -13.9), (-71, -17.7),
         (-70.2, -22), (-71.5, -30), (-73.3, -37), (-73.8, -43), (-75.3, -47), (-74, -52), (-69, -55), (-65.2, -54.8), (-68.5, -52), (-69, -50),
         (-65.8, -47), (-67.3, -45), (-65, -42), (-62, -39), (-57.6, -38), (-57, -36.2), (-58.4, -34.3), (-54.9, -34.9), (-52, -32.2), (-48.6, -28),
         (-48.4, -25.8), (-44, -23), (-41, -22), (-39, -17.5), (-38.4, -13), (-35, -8), (-35.4, -5.2), (-40, -2.8), (-44.3, -2.5), (-48.4, -0.7),
         (-51, 2), (-52, 5), (-57, 6), (-60.5, 8.5), (-62.6, 10.6), (-68, 10.6), (-71.5, 12.2), (-74.8, 11), (-77, 8.3), (-79.6, 9.5),
         (-82.3, 9), (-83.5, 11), (-83.3, 15), (-88.3, 15.8), (-88.2, 18.5), (-86.9, 21.4), (-90.5, 21), (-91.5, 18.6), (-94.5, 18.2), (-97.4, 20.5),
         (-97.6, 25), (-97.3, 27.5), (-94, 29.5), (-90, 29.3), (-85, 29.8), (-82.7, 28), (-81.4, 25.3), (-80.2, 26.5), (-81.3, 30.5), (-79, 33), (-76, 35),
         (-76, 45), (-120, 45), (-120.5, 35), (-117, 32.5), (-115, 28.5), (-112, 25), (-109.6, 23), (-111, 25.5), (-114, 29.5), (-114.6, 31.4), (-112.5, 30),
         (-109.4, 26.5))
CUBA = ((-84.7, 21.9), (-82.5, 23), (-80, 22.9), (-77, 21.4), (-74.3, 20.2), (-77.5, 19.9), (-78, 20.8), (-81.5, 22.2))
HISPANIOLA = ((-74.3, 18.4), (-72.8, 19.9), (-69.9, 19.7), (-68.4, 18.6), (-71, 18.2))

CITIES = (  # longitude, latitude, name, side of the name (-1 left, 1 right), name moved down
    (-103.35, 20.67, "Guadalajara", -1, 0), (-99.13, 19.43, "Ciudad de México", 1, -34), (-90.51, 14.63, "Guatemala", -1, -10),
    (-89.2, 13.69, "San Salvador", -1, 24), (-84.08, 9.93, "San José", -1, 14), (-75.56, 6.24, "Medellín", -1, 8), (-74.07, 4.71, "Bogotá", 1, 4),
    (-46.63, -23.55, "São Paulo", -1, 2), (-43.2, -22.9, "Rio de Janeiro", 1, 14), (-70.65, -33.45, "Santiago", -1, 0), (-58.38, -34.6, "Buenos Aires", 1, 10))

ROUTES = ((0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8), (6, 9), (9, 10), (10, 7), (0, 4))


def latin_america():
    w, h = 1200, 1500
    s, c = canvas(w, h, "e6eef0")

    def at(lon, lat):
        return 190 + (lon + 106) * 12.2, 130 + (26 - lat) * 15.9

    for lon in range(-110, -20, 10):
        c.move_to(at(lon, 40)[0], 0)
        c.line_to(at(lon, 40)[0], h)
        stroke(c, "d3dfe2", 1.5)
    for lat in range(-60, 40, 10):
        c.move_to(0, at(0, lat)[1])
        c.line_to(w, at(0, lat)[1])
        stroke(c, "d3dfe2", 1.5)
    for land in (COAST, CUBA, HISPANIOLA):
        polygon(c, [at(*p) for p in land])
        c.set_source_rgb(*rgb(PAPER))
        c.fill_preserve()
        stroke(c, "b9a98a", 3)
    for a, b in ROUTES:
        (x1, y1), (x2, y2) = at(*CITIES[a][:2]), at(*CITIES[b][:2])
        mx, my = (x1 + x2) / 2 + (y2 - y1) * 0.14, (y1 + y2) / 2 - (x2 - x1) * 0.14
        c.move_to(x1, y1)
        c.curve_to(mx, my, mx, my, x2, y2)
        stroke(c, TEAL, 3.5, (2, 9))
    for lon, lat, name, side, down in CITIES:
        x, y = at(lon, lat)
        disc(c, x, y, 13, WHITE)
        disc(c, x, y, 9, CORAL)
        text(c, name, x + side * 22, y + 10 + down, 32, INK, SANS, align=0 if side > 0 else 1)
    png("mapa.png", s, "rgb")


def bird():
    """The emblem: a quetzal of a few curves, on nothing."""
    n = 900
    s, c = canvas(n, n)
    c.new_path()  # the tail, two long ribbons
    for dx, colour in ((0, TEAL), (46, MOSS)):
        c.move_to(430 + dx, 470)
        c.curve_to(380 + dx, 640, 470 + dx, 720, 350 + dx, 880)
        c.curve_to(540 + dx, 760, 470 + dx, 640, 520 + dx, 500)
        c.close_path()
        fill(c, colour)
    c.move_to(300, 250)  # body
    c.curve_to(240, 420, 330, 560, 480, 560)
    c.curve_to(620, 540, 640, 380, 560, 270)
    c.curve_to(500, 170, 350, 150, 300, 250)
    fill(c, TEAL)
    c.move_to(300, 340)  # breast
    c.curve_to(270, 470, 350, 560, 470, 558)
    c.curve_to(400, 500, 370, 420, 380, 350)
    fill(c, CORAL)
    c.move_to(440, 300)  # wing
    c.curve_to(560, 300, 680, 400, 700, 580)
    c.curve_to(590, 560, 470, 480, 440, 300)
    fill(c, INK)
    for k in range(3):
        c.move_to(480 + 22 * k, 350 + 34 * k)
        c.curve_to(540 + 22 * k, 370 + 34 * k, 600 + 20 * k, 430 + 34 * k, 640 + 14 * k, 500 + 24 * k)
        stroke(c, MUSTARD, 7)
    for k in range(5):  # crest
        a = math.radians(-150 + 24 * k)
        c.move_to(395, 225)
        c.line_to(395 + 118 * math.cos(a), 225 + 118 * math.sin(a))
        stroke(c, MOSS, 20)
    disc(c, 395, 235, 78, MOSS)
    polygon(c, ((322, 222), (246, 258), (326, 268)))
    fill(c, MUSTARD)
    disc(c, 368, 224, 17, WHITE)
    disc(c, 364, 224, 9, INK)
    png("quetzal.png", s, "rgba")


def packet():
    """Where a packet can be met on its way up: gray, for a page that is printed in one ink."""
    w, h = 1400, 500
    s, c = canvas(w, h, WHITE)
    steps = (("placa", "de rede", 0.92), ("XDP", "antes de tudo", 0.42), ("tc", "entrada", 0.78), ("pilha", "IP e TCP", 0.92), ("socket", "do processo", 0.92))
    y, bw, bh = 190, 196, 130
    for i, (a, b, g) in enumerate(steps):
        x = 60 + i * 271
        box(c, x, y, bw, bh, 16)
        c.set_source_rgb(g, g, g)
        c.fill_preserve()
        stroke(c, "303030", 3)
        dark = g < 0.6
        text(c, a, x + bw / 2, y + 62, 40, WHITE if dark else "202020", MONO if a in ("XDP", "tc", "socket") else SANS, align=0.5)
        text(c, b, x + bw / 2, y + 100, 25, WHITE if dark else "404040", SANS, bold=False, align=0.5)
        if i < len(steps) - 1:
            c.move_to(x + bw + 8, y + bh / 2)
            c.line_to(x + 262, y + bh / 2)
            stroke(c, "303030", 5)
            polygon(c, ((x + 266, y + bh / 2), (x + 244, y + bh / 2 - 13), (x + 244, y + bh / 2 + 13)))
            fill(c, "303030")
    x = 60 + 271 + bw / 2
    c.move_to(x, y + bh + 6)
    c.line_to(x, 404)
    stroke(c, "303030", 4, (10, 10))
    text(c, "descartado aqui, custa quase nada", x, 446, 28, "303030", SANS, bold=False, align=0.5)
    c.move_to(60, 118)
    c.line_to(1344, 118)
    stroke(c, "808080", 2)
    text(c, "núcleo do Linux", 60 + 271, 98, 28, "606060", SANS, bold=False)
    text(c, "hardware", 60, 98, 28, "606060", SANS, bold=False)
    text(c, "programa", 1340, 98, 28, "606060", SANS, bold=False, align=1)
    png("caminho-de-um-pacote.png", s, "gray")


def thursdays():
    """How many chairs a study group needed, ten Thursdays in a row (the group is the author's own tale)."""
    seats = (6, 9, 8, 13, 12, 17, 16, 21, 19, 24)
    w, h = 1200, 640
    s, c = canvas(w, h, PAPER)
    for v in (0, 5, 10, 15, 20, 25):
        y = 530 - v * 17.6
        c.move_to(96, y)
        c.line_to(1150, y)
        stroke(c, "d8cfbd" if v else INK, 2 if v else 3)
        text(c, str(v), 80, y + 9, 26, INK, SANS, bold=False, align=1)
    for i, v in enumerate(seats):
        x = 122 + i * 104
        c.rectangle(x, 530 - v * 17.6, 66, v * 17.6)
        fill(c, CORAL if i == len(seats) - 1 else TEAL)
        text(c, str(v), x + 33, 530 - v * 17.6 - 12, 28, INK, SANS, align=0.5)
        text(c, str(i + 1), x + 33, 568, 26, INK, SANS, bold=False, align=0.5)
    text(c, "Jueves", 623, 614, 28, INK, SANS, bold=False, align=0.5)
    text(c, "Sillas ocupadas", 96, 52, 30, INK, SANS)
    png("los-jueves.png", s, "palette")


def waves():
    """A pavement of waves, black and white, as on the walks by the sea in Rio."""
    w, h = 1400, 420
    s, c = canvas(w, h, PAPER)
    for k in range(-1, 7):
        y = 35 + k * 70
        c.new_path()
        c.move_to(-40, y)
        for x in range(-40, w + 41, 4):
            c.line_to(x, y + 26 * math.sin(x / 350 * 2 * math.pi))
        for x in range(w + 40, -41, -4):
            c.line_to(x, y + 35 + 26 * math.sin(x / 350 * 2 * math.pi + 0.55))
        c.close_path()
        fill(c, INK)
    png("calcada.png", s, "palette")


if __name__ == "__main__":
    os.makedirs(OUT, exist_ok=True)
    for draw in (bogota, openinfra_days, volcanoes, latin_america, bird, packet, thursdays, waves):
        draw()
    os.unlink(_conf.name)
