"""sheets.py - judges style sheets of an e-book: sheets.py old|new|kindle|html FILE …: what the oldest readers parse, what Kindle keeps,
and whether everything that has a colour can be read on white, sepia and black; of an HTML file's own, by day and by night"""
import re
import sys

# ground and text, as readers set them
GROUNDS = {"white": ("#ffffff", "#000000"), "sepia": ("#f4ecd8", "#4f321c"), "gray": ("#3a3a3a", "#e0e0e0"), "black": ("#000000", "#b8b8b8")}
KINDLE = re.compile(r"@(?!font-face)|(?<![\w-])(flex|grid|position|object-fit|object-position|aspect-ratio|max-height|min-height|gap|overflow(-x|-y)?|"
                    r"box-shadow|transform|transition|filter|tab-size|text-decoration-color)\s*:|display\s*:\s*(flex|grid)|[\d.](vh|vw)\b|"
                    r"margin[^:;{}]*:[^;{}]*(?<![\w.])-[\d.]|::?(before|after)|[\d.]px\s*;?\s*}?\s*$|\w\(", re.M)
OLD = re.compile(r"@|\b[\w-]+\(|[\d.](vh|vw|rem|ch)\b|::")


def colour(text):
    """red, green, blue, alpha; None: no colour of its own"""
    match = re.search(r"#([0-9a-fA-F]{6})\b", text)
    if match:
        return tuple(int(match[1][i:i + 2], 16) for i in (0, 2, 4)) + (1.0,)
    match = re.search(r"rgba\((\d+), *(\d+), *(\d+), *([\d.]+)\)", text)
    return tuple(int(match[i]) for i in (1, 2, 3)) + (float(match[4]),) if match else None


def over(top, ground):
    return tuple(t * top[3] + g * (1 - top[3]) for t, g in zip(top[:3], ground[:3])) + (1.0,)


def light(c):
    linear = [v / 255 / 12.92 if v / 255 <= 0.03928 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in c[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    x, y = sorted((light(a) + 0.05, light(b) + 0.05))
    return y / x


def rules(css):
    for match in re.finditer(r"([^{};]+)\{([^{}]*)\}", css):
        yield " ".join(match[1].split()), [tuple(p.strip() for p in d.split(":", 1)) for d in match[2].split(";") if ":" in d]


def colours_judge(selector, said):
    own = dict(said)
    back, text = own.get("background-color", "transparent"), own.get("color", "inherit")
    pairs = []
    if (colour(back) or colour(text)) and not re.search(r"\bimg$", selector):
        for name, (ground, ink) in GROUNDS.items():
            below = over(colour(back), colour(ground)) if colour(back) else colour(ground)
            above = over(colour(text), below) if colour(text) else colour(ink)
            pairs.append((f"text on {name}", contrast(above, below), 4.5))
    for key, value in said:
        line = colour(value) if key.startswith("border") or key == "text-decoration-color" else None
        if line and line[3] == 1:
            pairs += [(f"rule on {name}", contrast(line, colour(g)), 3) for name, (g, _) in GROUNDS.items() if name != "gray"]
    for what, value, least in pairs:
        if value < least:
            yield f"{selector}: {what} {value:.2f}:1, least {least}:1"


def judge(kind, css):
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    seen = set()
    for pattern in {"old": [OLD], "kindle": [KINDLE], "new": []}[kind]:
        for match in pattern.finditer(css):
            line = css[css.rfind("\n", 0, match.start()) + 1:(css + "\n").find("\n", match.end())]
            said = " ".join(line.split())
            if said not in seen:
                yield f"not for {kind} readers: {said}"
            seen.add(said)
    for match in re.finditer(r"[\w-]+:[^;]*\b(min|max|calc|clamp)\([^;]*", css):
        yield f"a reader refuses the book: {match[0]}"
    for selector, said in rules(css):
        for key, value in said:
            if re.search(r"(^|, )(html|body|p)$", selector) and key in {"color", "background-color", "font-size", "font-family", "line-height", "text-align"}:
                yield f"{selector}: {key} is the reader's"
            if key == "font-size" and not re.match(r"[\d.]+(em|%)$", value):
                yield f"{selector}: {key} {value}"
        yield from colours_judge(selector, said)


def modes(css):
    """the sheet by day and by night: its colours with a name replaced, the night's rules taken or left"""
    night = "".join(re.findall(r"@media \(prefers-color-scheme: dark\) \{((?:[^{}]*\{[^{}]*\})*)\s*\}", css))
    day = re.sub(r"@media [^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", css)
    for name, sheet in (("day", day), ("night", day + night)):
        named = dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-fA-F]{6})", sheet))
        yield name, re.sub(r"var\((--[\w-]+)\)", lambda m: named.get(m[1], "NAMELESS"), sheet), named


def html_judge(css):
    """text on the page, which is the sheet's own"""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    for mode, sheet, named in modes(css):
        page, ink, any_text = colour(named["--paper"]), colour(named["--ink"]), False
        for selector, said in rules(sheet):
            own = dict(said)
            back, text = colour(own.get("background-color", "")), colour(own.get("color", ""))
            if (not back and not text) or re.search(r"\bimg\)?$", selector.replace(", .img)", "")):
                continue
            any_text = True
            below = over(back, page) if back else page
            value = contrast(over(text, below) if text else ink, below)
            if value < 4.5:
                yield f"{selector}: text by {mode} {value:.2f}:1, least 4.5:1"
        if not any_text or "NAMELESS" in sheet:
            yield f"by {mode}: no text has a colour, or its name is not known"


if sys.argv[1] == "html":
    judge = lambda kind, css: html_judge(css)

for name in sys.argv[2:]:
    with open(name, encoding="utf-8") as f:
        found = list(judge(sys.argv[1], f.read()))
    print(f"{name}: {len(found)} findings")
    for line in found:
        print(f"  {line}")
