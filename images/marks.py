#!/usr/bin/python3
"""Draws the SVG pictures of the sample book: portraits of its invented authors, logos of its invented sponsors.

Needs python3-cairo (for the outlines of letters, which are those of fonts/).
Usage: images/marks.py           (writes beside itself, into portraits/ and logos/)
"""
import os

from draw import CORAL, HERE, INK, MOSS, MUSTARD, PAPER, PLUM, SANS, SERIF, SKY, TEAL, WHITE, cairo


def svg(name, w, h, body):
    path = os.path.join(HERE, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write('<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d">\n%s\n</svg>\n'
                % (w, h, w, h, "\n".join(body)))


def shape(d, colour):
    return '<path fill="#%s" d="%s"/>' % (colour, d)


def disc(x, y, r, colour, ry=None):
    return '<ellipse cx="%g" cy="%g" rx="%g" ry="%g" fill="#%s"/>' % (x, y, r, ry or r, colour)


# ---- portraits: 400 x 500, a face at a third of the height ----

HAIR = {
    "short": ["M104,206 C96,96 150,72 204,74 C268,76 306,110 296,206 C286,168 270,150 236,146 C190,142 140,140 124,168 Z"],
    "long": ["M92,380 C70,190 96,70 200,70 C304,70 330,190 308,380 L262,380 L276,176 C220,168 160,150 140,150 L128,250 L138,380 Z"],
    "bun": ["M164,62 a38,38 0 1 1 74,0 a38,38 0 1 1 -74,0", "M108,210 C100,110 150,80 200,80 C252,80 300,110 292,210 C280,160 250,138 200,136 C150,138 120,160 108,210 Z"],
    "curls": ["M100,210 a40,40 0 0 1 8,-70 a44,44 0 0 1 44,-58 a48,48 0 0 1 92,-4 a46,46 0 0 1 48,58 a40,40 0 0 1 8,74 C288,170 262,150 200,148 C140,150 112,172 100,210 Z"],
    "cap": ["M102,168 C102,92 150,66 200,66 C252,66 298,92 298,168 Z", "M286,152 L356,166 C360,178 352,184 340,182 L286,174 Z"],
}


def portrait(name, ground, skin, hair, style, shirt, glasses=False, beard=False):
    body = ['<rect width="400" height="500" fill="#%s"/>' % ground]
    if style == "long":
        body += [shape(HAIR[style][0], hair)]
    body += [disc(200, 500, 180, shirt, 146), shape("M164,270 L236,270 L238,360 C222,386 178,386 162,360 Z", skin),
             disc(104, 212, 16, skin, 24), disc(296, 212, 16, skin, 24), disc(200, 208, 92, skin, 112)]
    if beard:
        body += [shape("M109,226 C112,330 160,338 200,338 C240,338 288,330 291,226 C276,262 250,262 200,262 C150,262 124,262 109,226 Z", hair)]
    if style == "long":
        body += [shape("M104,206 C100,110 150,78 200,78 C252,78 300,110 296,206 C270,180 262,160 250,140 C220,166 150,170 124,172 Z", hair)]
    else:
        body += [shape(d, hair) for d in HAIR[style]]
    body += [disc(164, 208, 8, INK), disc(236, 208, 8, INK),
             '<path d="M172,274 Q200,294 228,274" fill="none" stroke="#%s" stroke-width="7" stroke-linecap="round"/>' % (PAPER if beard else INK)]
    if glasses:
        body += ['<g fill="none" stroke="#%s" stroke-width="6"><circle cx="162" cy="208" r="30"/><circle cx="238" cy="208" r="30"/>'
                 '<path d="M192,206 Q200,200 208,206"/></g>' % INK]
    svg("portraits/%s.svg" % name, 400, 500, [b for b in body if b])


# ---- logos ----

def letters(s, x, y, size, colour, face=SANS):
    """The outlines of a text; the path, and where it ends."""
    c = cairo.Context(cairo.SVGSurface(None, 10, 10))
    c.select_font_face(face, cairo.FONT_SLANT_NORMAL, cairo.FONT_WEIGHT_BOLD)
    c.set_font_size(size)
    c.move_to(x, y)
    c.text_path(s)
    d = []
    for kind, points in c.copy_path():
        d.append("MLCZ"[kind] + ",".join("%.1f" % p for p in points))
    return shape("".join(d), colour), x + c.text_extents(s).x_advance


def logo(name, mark, lines, size, x, y, height, colour, face=SANS):
    body, w = list(mark), x
    for k, line in enumerate(lines):
        path, end = letters(line, x, y + k * size * 1.08, size, colour, face)
        body.append(path)
        w = max(w, end)
    svg("logos/%s.svg" % name, int(w) + 6, height, body)


def main():
    portrait("marta-quiroz", SKY, "c98f63", "3a2a22", "bun", CORAL, glasses=True)
    portrait("tomas-figueira", MUSTARD, "e6b78f", "5a3a22", "short", TEAL, beard=True)
    portrait("bia-nakamura", "e8c9bd", "e9c39c", "241c1c", "long", PLUM)
    portrait("daniela-ixcot", "bcd0b0", "b47a4e", "1f1a1a", "long", MUSTARD)
    portrait("joel-sandoval", "d9cfe0", "9a623c", "2a2020", "cap", INK)
    portrait("lucia-arrieta", "f0d9a8", "d8a273", "7a3b1e", "curls", MOSS)
    portrait("sofia-alfaro", "c4d6de", "efc7a4", "a4662a", "bun", PLUM)
    portrait("camila-restrepo", "efc3b2", "8a5433", "1d1614", "curls", TEAL, glasses=True)
    logo("la-nube-lenta", [shape("M46,150 a46,46 0 0 1 6,-92 a62,62 0 0 1 116,-14 a48,48 0 0 1 28,106 Z", TEAL)], ["La Nube", "Lenta"],
         74, 266, 84, 180, INK, SERIF)
    logo("papagaio", [shape("M90,0 L180,90 L90,180 L0,90 Z", CORAL), shape("M90,0 L180,90 L90,90 Z", MUSTARD), shape("M90,180 L0,90 L90,90 Z", PLUM)],
         ["papagaio"], 104, 206, 126, 180, INK)
    logo("tinta-y-cable", ['<rect x="0" y="0" width="300" height="12" fill="#%s"/>' % INK, '<rect x="0" y="214" width="300" height="12" fill="#%s"/>' % INK],
         ["Tinta y", "Cable"], 84, 0, 92, 226, INK, SERIF)
    logo("colibri", [disc(80, 80, 80, MOSS), shape("M30,104 C60,60 90,40 150,36 C120,70 104,110 60,120 Z", WHITE)], ["Colibrí"], 96, 186, 112, 160, MOSS)
    logo("molino", [shape("M70,70 L0,20 L20,0 Z M70,70 L120,0 L140,20 Z M70,70 L140,120 L120,140 Z M70,70 L20,140 L0,120 Z", PLUM), disc(70, 70, 14, MUSTARD)],
         ["Molino de Bits"], 76, 166, 96, 140, PLUM)


if __name__ == "__main__":
    main()
