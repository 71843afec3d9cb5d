"""hostile.py - make the broken and the malicious inputs: hostile.py FOLDER

Each case is a folder with posts (and pictures); a file `want` beside it says the exit status and, on further lines, what the
messages must hold."""
import pathlib
import struct
import sys
import zlib

FRONT = "---\ntitle: {}\ndate: 2024-01-02\nauthor: A\n---\n"
GOOD = FRONT.format("A good post") + "This one comes out all the same.\n"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(w, h, rows=None, cut=None):
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 2, 0, 0, 0))
    if rows is None:
        rows = b"".join(b"\0" + bytes((x * 7 + y) % 256 for x in range(3 * w)) for y in range(h))
    data += chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return data[:cut] if cut else data


class Cases:
    def __init__(self, top):
        self.top = top

    def case(self, name, posts, status, *messages, files=None):
        """posts: text or bytes of the one odd post, or a dict of files; a good post always stands beside it."""
        folder = self.top / name
        (folder / "posts").mkdir(parents=True)
        if not isinstance(posts, dict):
            posts = {"odd.md": posts}
        for path, data in {"good.md": GOOD, **posts}.items():
            (folder / "posts" / path).write_bytes(data if isinstance(data, bytes) else data.encode())
        for path, data in (files or {}).items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        (self.top / (name + ".want")).write_text("\n".join([str(status), *messages]) + "\n")


def scripts(c):
    front = "---\ntitle: {}\ndate: 2024-01-02\nauthor: A\nlang: en\n---\n"
    c.case("marks-piled", front.format("Marks") + "\u05d0" + "\u05b8" * 100000 + "\n", 0, "odd.md", "glyph-missing")
    c.case("directions-nested", front.format("Turns") + "\u202e" * 5000 + "one two " * 2000 + "\u2067" * 3000 + " abc \u05d0\u05d1\n", 0)
    c.case("scripts-mixed", front.format("Mix") + "".join(
        chr(0x5D0 + i % 27) + chr(0x61 + i % 26) + chr(0x627 + i % 20) + chr(0x4E00 + i % 2000) for i in range(20000)) + "\n", 0, "glyph-missing")
    c.case("letters-joined-on", front.format("Joined") + "\u0628" * 100000 + "\n\n```\n" + "\u0628a" * 5000 + "\n```\n", 0)


def texts(c):
    c.case("front-never-closes", "---\ntitle: Open\ndate: 2024-03-01\n\nThe text goes on here.\n", 0, "odd.md:1", "front-matter-unclosed")
    c.case("yaml-does-not-parse", "---\ntitle: \"never ends\ndate: 2024-03-01\n---\nText.\n", 0, "odd.md:", "front-matter-syntax")
    c.case("duplicate-keys", "---\ntitle: One\ntitle: Two\ndate: 2024-03-01\nauthor: B\n---\nText.\n", 0, "odd.md:3", "duplicate-key")
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]\n" for i in range(1, 12))
    c.case("alias-bomb", f"---\ntitle: Bomb\ndate: 2024-03-01\n{bomb}---\nText.\n", 0, "odd.md:", "yaml-limit")
    c.case("deep-yaml", "---\ntitle: Deep\nx: " + "[" * 50000 + "\n---\nText.\n", 0, "odd.md:", "front-matter-syntax")
    c.case("date-that-is-none", "---\ntitle: T\ndate: 2024-13-45\nauthor: B\n---\nText.\n", 0, "odd.md:3", "bad-date")
    c.case("not-utf8", FRONT.format("Latin").encode() + "Bogot\xe1 y Medell\xedn.\n".encode("latin-1"), 0, "odd.md:6", "encoding")
    c.case("nul-bytes", FRONT.format("Nul").encode() + b"One\0two\0three.\n", 0, "odd.md:6", "encoding")
    c.case("bom-and-crlf", b"\xef\xbb\xbf" + FRONT.format("Bom").replace("\n", "\r\n").encode() + b"One.\r\n\r\nTwo.\r\n", 0)
    c.case("long-line", FRONT.format("Long") + "word and " * 6000000 + "\n", 0)
    c.case("unbroken-line", FRONT.format("Long") + "x" * 3000000 + "\n", 0)
    c.case("quotes-nested", FRONT.format("Quotes") + "> " * 100000 + "deep\n", 0, "odd.md", "too-deep")
    c.case("lists-nested", FRONT.format("Lists") + "".join(" " * (2 * i) + "- x\n" for i in range(3000)), 0, "odd.md", "too-deep")
    c.case("list-marks-nested", FRONT.format("Lists") + "- " * 100000 + "deep\n", 0, "odd.md", "too-deep")
    c.case("divs-nested", FRONT.format("Divs") + "<div>\n" * 100000 + "\ndeep\n", 0, "odd.md", "too-deep")
    c.case("divs-in-one-line", FRONT.format("Divs") + "<div>" * 100000 + "deep\n", 0, "odd.md", "too-deep")
    c.case("emphasis-nested", FRONT.format("Stars") + "*a **b " * 20000 + "\n", 0)
    c.case("brackets", FRONT.format("Brackets") + "[" * 50000 + "a" + "](x)" * 50000 + "\n", 0)
    row = "|" + "a|" * 10000 + "\n"
    c.case("table-10000-columns", FRONT.format("Table") + row + "|" + "-|" * 10000 + "\n" + row, 0, "odd.md", "too-wide")
    c.case("empty-file", "", 0, "odd.md", "empty-post")
    c.case("only-front-matter", FRONT.format("Nothing"), 0)
    c.case("binary", bytes(range(256)) * 300, 0)
    c.case("unclosed-html", FRONT.format("Open") + "<table><tr><td><b>One <div><p>two\n\n<script>alert(1)\n", 0)
    c.case("comments-never-closed", FRONT.format("Open") + "<!-- one\n<? two\n<![CDATA[ three\n\n" * 30000 + "Text.\n", 0, "odd.md:6", "html-dropped")
    c.case("links-without-blanks", FRONT.format("Links") + "".join(f"*a***b**`c`[d](http://x/{i})" for i in range(20000)) + "\n", 0,
           "odd.md:6", "too-wide")
    c.case("picture-bytes-in-text", FRONT.format("Bytes") + f'<img alt="a" src="data:image/png;base64,{"A" * 300000}" width="9"> text\n', 0,
           "odd.md:6", "picture-broken")
    c.case("alternative-texts", FRONT.format("Pictures") + "".join(f'![IMG_{i} "q" <b>&amp;]]> -->](a.png) ![](p{i}.png) [here](http://x/{i}) ' for i in range(4000))
           + "\n\n" + f'<img src="a.png" alt="{"long &quot;<i>" * 20000}">\n', 0, "odd.md:6", "too-wide")
    c.case("marks-without-end", FRONT.format("Marks") + "a" + "\u0301" * 20000 + " \u200d" + "\u200d" * 20000 + "\U0001f469\u200d" * 5000 + "\n", 0)
    c.case("controls", FRONT.format("Controls") + "A\x01B\x1b[31mC\x7fD &#0; &#1; &#xD800; &#x110000; \ufffe\n", 0)
    c.case("names-that-climb", "---\ntitle: Up\nslug: ../../../../tmp/x\nurl: //a/../../b\ndate: 2024-01-02\nauthor: ['<b>', \"../\\x01\"]\n---\nUp.\n", 0)
    c.case("names-in-thousands", "---\ntitle: " + "T" * 500 + "\ndate: 2024-01-02\nauthors: [" + ", ".join(f"A{i} B{i}" for i in range(3000)) +
           "]\ntags: [" + ", ".join(f"t{i}" for i in range(3000)) + "]\n---\nNames.\n", 0)
    c.case("link-schemes", FRONT.format("Links") + "[a](javascript:alert(1)) [b](file:///etc/passwd) [c](data:text/html,x) [d](http://[bad) [e](mailto:a@b.c)\n", 0)
    c.case("formulas-never-closed", FRONT.format("Formulas") + "$$\n$a_b \\( x\n\\[\n\\begin{a}\n" * 9000, 0)
    c.case("boxes-never-closed", FRONT.format("Boxes") + ":::note\n!!! note\n    x\n{::comment}\n" * 9000, 0, "odd.md:6", "repaired-text")
    c.case("definitions-many", FRONT.format("Terms") + "a\nb\n: c\n: d\n\n" * 9000, 0)
    c.case("notes-many", FRONT.format("Notes") + "".join(f"a[^{i}]^[b]\n\n[^{i}]: x\n\n" for i in range(9000)), 0)
    c.case("note-of-pages", FRONT.format("Note") + "a[^n] " + "b " * 4000 + "\n\n[^n]: " + "a note that goes on " * 2000 + "\n", 0)
    c.case("heads-only", FRONT.format("Heads") + "".join(f"## Head {i}\n\n" for i in range(2000)), 0)
    c.case("cell-of-pages", FRONT.format("Cell") + "a\n\n|a|\n|-|\n|" + "a cell that goes on " * 2500 + "|\n", 0)
    c.case("notes-of-links", FRONT.format("Links") + "".join(f"[w](https://example.org/{i}) " for i in range(20000)) + "\n\n|a|\n|-|\n|" +
           "".join(f"[c](https://example.org/{i})" for i in range(3000)) + "|\n", 0)
    c.case("addresses-odd", FRONT.format("Links") + "".join(f"[a]({h}) " for h in ("https://example.org/" + "a" * 9000, "https://" + "b" * 9000,
           "https://example.org/" + "%C3%A9" * 3000, "https://example.org/%C3%FF%00%E2%80%AE%", "mailto:", "tel:", "https://?x#", "https://x/##&&=",
           "https://\u202e.org/\u200d", "https://x?" + "utm_a=b&" * 3000)) + "\n", 0)
    c.case("rows-too-long", FRONT.format("Rows") + "|a|b|\n|-|-|\n|1|2|3|4|\n\n| c | d |\n\n" * 4000, 0, "odd.md:8", "repaired-text")
    c.case("angles", FRONT.format("Angles") + "a<T> <b-c> </b-c" * 9000 + "\n", 0)
    c.case("slips", FRONT.format("Slips") + "**a **b**:c **d:**e x^2^ _f g_h ![[i ![](j k=\"l\" [[m]] ==n== {: .o}{.p}" * 3000 + "\n", 0)
    c.case("list-numbers", FRONT.format("Lists") + '<ol type="i" start="999999" reversed><li value="-5">a<li value="x">b</ol>' * 900 + "\n", 0)
    c.case("yaml-config-broken", {"odd.md": GOOD}, 1, "yearbook.yaml:2", "yaml-syntax", files={"yearbook.yaml": b"title: A\n  bad: [\n"})
    c.case("foreword-broken", FRONT.format("Word") + "Text.\n", 0, "the foreword has no text", files={
        "word.md": b"---\ntitle: \xff\n---\n", "yearbook.yaml": b"foreword: word.md\nparts: [foreword, posts, foreword]\nposts: [posts]\n"})
    c.case("foreword-hostile", FRONT.format("Word") + "Text.\n", 0, files={
        "word.md": b"# " + b"x" * 5000 + b"\n\n" + b"## h\n[a](#h)[^1]\n\n" * 300 + b"[^1]: [b](posts/odd.md)\n",
        "yearbook.yaml": b"foreword: word.md\ncontents: {levels: 2}\nposts: [posts]\n"})
    c.case("groups-many", FRONT.format("Grouped") + "Text.\n", 0, "a book has 200 parts at most", files={
        "yearbook.yaml": b"group:\n" + (b"- {title: " + b"G" * 3000 + b", posts: [\"**/*\", \"" + b"*" * 300 + b"\"]}\n") * 300 + b"posts: [posts]\n"})
    c.case("config-unknown-key", {"odd.md": GOOD}, 0, "yearbook.yaml:2", "unknown-key", '"publisher"',
           files={"yearbook.yaml": b"title: A\npublishr: B\nposts: [posts]\n"})


    c.case("links-odd", FRONT.format("Links") + "".join(f"[a]({h}) " for h in ("#", "?", "/", "//", "///", "..", "../" * 300, "@/", "@/../x.md", "%00",
           "%2e%2e/%2e%2e/x.md", ":", "a:", "/en/", "/en", "x.md#%", "#" + "a" * 5000, "a/" * 3000, "__GHOST_URL__")) + "\n", 0, "broken-link")
    c.case("aliases-many", {"odd.md": "---\ntitle: A\ndate: 2024-01-01\naliases: [" + ", ".join(f"/x/{i % 5000}/" for i in range(20000)) + "]\n---\nText.\n"}, 0)
    c.case("aliases-cyclic", {"a.md": "---\ntitle: A\ndate: 2024-01-01\naliases: [/b/, /a/]\n---\n[b](/b/) [a](/a/)\n",
           "b.md": "---\ntitle: B\ndate: 2024-01-01\naliases: [/a/, /b/]\n---\n[b](/b/) [a](/a/)\n"}, 0, "alias")
    c.case("links-many", FRONT.format("Links") + "".join(f"[a](/blog/god-{i}/) [b](goood.md#x{i})\n" for i in range(10000)), 0, "broken-link")
    c.case("permalinks-odd", FRONT.format("Posts") + "[a](/2024/x/)\n", 0, files={"config.yaml": b"baseURL: https://odd.example.net/\npermalinks:\n"
           b"  posts: ':::::sections[:sections[9999999999999999999:]:sections[-5:-9]:year:yearly/:title:title'\n  '/': ':nothing'\n  odd: [1, {a: b}]\n"
           b"languages: {es: 1, en: [], '': {}, 'x y': {}, de: {contentDir: ../../..}}\nmodule: {mounts: 3}\n"})
    c.case("site-not-parsing", FRONT.format("Site"), 0, files={"hugo.toml": b"title = \n[[[\nbaseURL = 'x\n", "config/_default/params.toml": b"\xff\xfe"})
    c.case("shortcodes-unclosed", FRONT.format("Short") + "{{< details \"x\" >}}\n" * 3000 + "End\n", 0, "shortcode")
    c.case("shortcodes-quote", FRONT.format("Short") + "{{< youtube \"abc\n" * 3000 + "End\n", 0, "shortcode")
    c.case("shortcodes-nested", FRONT.format("Short") + "{{< note >}}" * 20000 + "x" + "{{< /note >}}" * 20000 + "\n", 0)
    c.case("shortcodes-crossed", FRONT.format("Short") + "{{< note >}}{{< details >}}x{{< /note >}}{{< /details >}}" * 500 + "\n", 0)
    c.case("shortcodes-closing", FRONT.format("Short") + "{{< /details >}}\n[/caption] {% endfor %}\n" * 3000, 0, "shortcode")
    c.case("shortcodes-loops", FRONT.format("Short") + "{% for x in y %}" * 20000 + "{% endfor %}" * 20000 + "\n", 0)
    c.case("shortcodes-square", FRONT.format("Short") + "[caption id=\"1\"]" * 20000 + "[/caption]\n", 0)
    c.case("shortcodes-title", "---\ntitle: 'A {{< param x >}} {% b %} {{< youtube \"'\ndate: 2024-01-01\n---\nText.\n", 0, "shortcode")
    c.case("shortcodes-own", FRONT.format("Short") + "{{< a >}}{{< b x >}}\n", 0, "styles/shortcodes.yaml", files={"styles/shortcodes.yaml":
           b"a: {make: text, text: '{{{{inner}'}\nb: {make: embed, address: ['{0', '{0}{0}{0}', '{}', {x: y}]}\n'': drop\nc: [drop]\nd: {make: nonsense}\n"})
    c.case("long-posts-of-one-title", {**{f"a{i}.md": FRONT.format("T") + " ".join(f"w{(i * 7919 + k) * 104729 % 100003}" for k in range(40000))
           for i in range(8)}, **{f"b{i}.md": FRONT.format("T") + f"word{i}\n" for i in range(800)}}, 0)
    c.case("shortcodes-own-list", FRONT.format("Short") + "{{< a >}}\n", 0, files={"styles/shortcodes.yaml": b"- a\n- b\n"})


def documents(c):
    ids = ["title.", "note.1", "page.1", "call.1", "block.2", "x", "x", "X", "1", "-", "a b", "term.1", "drawing.title", "toc", "page-list"]
    c.case("ids-clash", FRONT.format("Ids") + "".join(f'<h2 id="{i}">H</h2>\n\n[a](#{i}) b[^1]\n\n' for i in ids) + "[^1]: N\n", 0)
    c.case("notes-called-often", FRONT.format("Calls") + "a[^1] " * 5000 + "\n\n[^1]: N[^2]\n[^2]: M[^1]\n", 0)
    c.case("tables-in-tables", FRONT.format("Nest") + "<table><tr><th>h<td>" * 60 + "in" + "</table>" * 60 + "\n", 0)
    c.case("tables-wide", FRONT.format("Wide") + "|" + "head|" * 60 + "\n" + "|" + "-|" * 60 + ("\n|" + "cell|" * 60) * 300 + "\n", 0)
    c.case("heads-long", FRONT.format("Heads") + "|" + ("word " * 2000 + "|") * 4 + "\n" + "|-|-|-|-|" + "\n|" + "cell|" * 4 + "\n", 0)
    c.case("years-many", {f"{y}.md": f"---\ntitle: Y\ndate: {y}-0{y % 9 + 1}-01\nauthor: A\n---\nText of {y}.\n" for y in range(1950, 2010)}, 0)
    c.case("links-of-pictures", FRONT.format("Links") + '<a href="https://example.org/">' + '<b><img src="a.png" alt=""></b><img src="a.png" alt="">' * 500 +
           "</a>\n", 0, files={"posts/a.png": png(9, 9)})
    c.case("details-empty", FRONT.format("Fold") + "<details></details>\n\n<details><summary></summary></details>\n\n<details><summary><img src=x>"
           "</summary><summary>b</summary></details>\n\n" + "<details><summary>s</summary>\n\n" * 80 + "in\n", 0)
    c.case("titles-long", "---\ntitle: " + "x" * 500 + "\nsubtitle: " + "y " * 250 + "\ndate: 2024-01-02\n---\n# " + "z" * 500 + "\n\nText.\n", 0)


def pictures(c):
    def shows(name):
        return FRONT.format("Picture") + f"Before.\n\n![A picture]({name})\n\nAfter.\n"
    good = png(40, 30)
    c.case("png-truncated", shows("a.png"), 0, "odd.md:8", "picture-broken", files={"images/a.png": png(400, 300, cut=400)})
    c.case("png-lying-size", shows("a.png"), 0, "odd.md:8", "picture-broken", files={"images/a.png": png(100000, 100000, rows=b"\0" * 100)})
    c.case("png-short-data", shows("a.png"), 0, files={"images/a.png": png(4000, 3000, rows=b"\0" * 100)})
    c.case("png-named-jpg", shows("a.jpg"), 0, files={"images/a.jpg": good})
    c.case("jpeg-truncated", shows("a.jpg"), 0, "odd.md:8", "picture-broken", files={"images/a.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"})
    def noise(w, h):
        return png(w, h, b"".join(b"\0" + bytes((x * x * 31 + y * y * 17 + x * y * 7 + (x ^ y) * 13) % 251 for x in range(3 * w)) for y in range(h)))

    row = '<div id="r"><figure><div class="row">' + '<img src="a.png"><img src="b.png"><img src="c.png">' * 9 + "</div><figcaption>All [a](#x)</figcaption></figure></div>\n\n"
    c.case("gallery-shapes", {"odd.md": FRONT.format("Gallery") + (row + '<figure id="x"><img src="b.png"><figcaption>' + "Word " * 70 +
           '<a href="https://example.org/">x</a></figcaption></figure>\n\n<div lang="ar"><img src="c.png"></div>\n\n> ![](a.png)\n\n') * 20}, 0,
           files={"images/a.png": noise(40, 30), "images/b.png": noise(200, 1), "images/c.png": noise(1, 200),
                  "yearbook.yaml": b"gallery: 0\nparts: [posts, gallery, pictures]\nposts: [posts]\n"})
    c.case("jpeg-empty", shows("a.jpg"), 0, "odd.md:8", "picture-broken", files={"images/a.jpg": b""})
    c.case("picture-is-text", shows("a.png"), 0, "odd.md:8", "picture-broken", files={"images/a.png": b"<html>not found</html>"})
    c.case("picture-is-folder", shows("a.png"), 0, "odd.md:8", files={"images/a.png/x": b"x"})
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">'
    laughs = "".join(f'<g id="g{i + 1}">' + f'<use href="#g{i}"/>' * 10 + "</g>" for i in range(10))
    c.case("svg-laughs", shows("a.svg"), 0, "images/a.svg", "picture-broken",
           files={"images/a.svg": f'{svg}<defs><g id="g0"><rect width="1" height="1"/></g>{laughs}</defs><use href="#g10"/></svg>'.encode()})
    points = " ".join(f"{i * 7919 % 400} {i * 104729 % 300}" for i in range(6000))
    c.case("svg-crossing-strokes", shows("a.svg"), 0, files={"images/a.svg":
           f'{svg}<path fill="none" stroke="red" stroke-width="50" stroke-linejoin="round" d="M{points}z"/></svg>'.encode()})
    c.case("svg-no-size", shows("a.svg"), 0, "odd.md:8", "picture-broken", files={"images/a.svg": ('<svg xmlns="http://www.w3.org/2000/svg">'
           f'<defs><g id="g0"><rect width="1" height="1"/></g>{laughs}</defs><use href="#g10"/></svg>').encode()})
    c.case("svg-sheet", shows("a.svg"), 0, files={"images/a.svg": (svg + "<style>" + "".join(f"g g g g g .a{i}{{fill:red}}" for i in range(2000))
           + "</style>" + "<g>" * 100 + '<rect class="a1" width="9" height="9"/>' * 1000 + "</g>" * 100 + "</svg>").encode()})
    c.case("svg-fetching", shows("a.svg"), 0, files={"images/a.svg": (svg + '<image href="file:///dev/zero" width="9" height="9"/></svg>').encode()})
    c.case("svg-cut", shows("a.svg"), 0, "odd.md:8", "picture-broken", files={"images/a.svg": (svg + "<g><g><pa").encode()})
    c.case("webp-truncated", shows("a.webp"), 0, "odd.md:8", "picture-broken", files={"images/a.webp": b"RIFF\xff\xff\0\0WEBPVP8 \xf0\xff\0\0"})
    phone = pathlib.Path(__file__).parents[1] / "image/pictures"
    for odd in ("lying.heic", "truncated.heic", "truncated.avif"):
        c.case(f"heif-{odd}", shows(odd), 0, "odd.md:8", "picture-broken", files={f"images/{odd}": (phone / odd).read_bytes()})
    c.case("gif-lying-size", shows("a.gif"), 0, "odd.md:8", "picture-broken",
           files={"images/a.gif": b"GIF89a\x58\x1b\x58\x1b\0\0\0,\0\0\0\0\x58\x1b\x58\x1b\0\2\2\x44\1\0;"})
    c.case("bmp-lying-size", shows("a.bmp"), 0, "odd.md:8", "picture-broken",
           files={"images/a.bmp": b"BM" + bytes(8) + b"\x36\0\0\0\x28\0\0\0\xff\x7f\0\0\xff\x7f\0\0\1\0\x18\0" + bytes(40)})
    c.case("data-not-base64", shows("data:image/png;base64,iVBOR!w0KGgo="), 0, "odd.md:8", "picture-broken")
    c.case("picture-missing", shows("a.png"), 0, "odd.md:8", "picture-missing", "a.png")
    c.case("picture-remote", shows("https://example.org/a.png"), 0, "odd.md:8", "picture-remote")
    c.case("picture-climbs", shows("../../../../../../../../etc/passwd"), 0, "odd.md:8", "picture-outside")
    c.case("picture-absolute", shows("/../../../../../../../etc/passwd"), 0, "odd.md:8")
    c.case("picture-encoded-climb", shows("%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd"), 0, "odd.md:8", "picture-outside")
    c.case("picture-file-scheme", shows("file:///etc/passwd"), 0, "odd.md:8")


def styles(c):
    def styled(name, status, style, *messages, **files):
        c.case("style-" + name, FRONT.format("Styled") + "Text, and *more* of it.\n\n- one\n- two\n", status, *messages,
               files={"yearbook.yaml": b"style: own.yaml\nposts: [posts]\n", "own.yaml": style.encode() if isinstance(style, str) else style,
                      **{path.replace("_", "."): data for path, data in files.items()}})

    styled("no-yaml", 1, b"\0\xff\xfe{[", "own.yaml")
    styled("is-a-list", 1, "- page\n- text\n", "own.yaml:1")
    styled("keys-without-end", 0, "".join(f"key{i}: 1\n" for i in range(20000)), "own.yaml:1", "unknown-key")
    styled("deep", 1, "page: " + "{a: " * 2000 + "1" + "}" * 2000 + "\n", "own.yaml")
    styled("numbers", 0, "page: {trim: [1e308mm, -0mm], grid: NaN, lines: 99999999999999999999}\nscale: .inf\nbody: {indent: -2147483648}\n",
           "own.yaml:1", "bad-value")
    styled("leaves-no-room", 0, "page: {trim: [90mm, 90mm], inner: 150mm, outer: 150mm, lines: 120, first-baseline: 150mm}\n"
           "opening: {depth: 400mm, kicker-baseline: 450mm, drop-cap: 4}\ntext: {title: {size: 300, leading: 300}, deck: {size: 300}}\n", "own.yaml:1")
    styled("based-on-itself", 1, "based-on: own.yaml\n", "own.yaml:1")
    styled("based-on-a-ring", 1, "based-on: b.yaml\n", "yaml:1", b_yaml=b"based-on: own.yaml\n")
    styled("no-font", 0, "faces: {text: a.ttf, display: own.yaml, sans: /dev/zero}\n", "own.yaml:1", a_ttf=b"\0\1\0\0" + b"\xff" * 60)
    styled("cut-font", 0, "faces: {text: a.otf}\n", "own.yaml:1", a_otf=b"OTTO\0\1\0\0\0\0\0\0CFF \0\0\0\0\0\0\0\x1c\x7f\xff\xff\xff")


def desks(c):
    heads = {"posts.csv": "path,include,order date,printed date,event,place,language,title,author\n",
             "pictures.csv": "picture,posts,photographer,people,consent,caption,alt,hash\n", "people.csv": "name,aliases,mail,consent,print\n",
             "printed.csv": "printed,volume,year,title,date,slug,url,text\n"}

    def tables(name, make, *messages, status=0): # what cannot be read is an error: nobody's "no" may get lost
        c.case("desk-" + name, FRONT.format("Desk") + "Text that goes on.\n", status, *messages, files={
               **{path: data if isinstance(data, bytes) else data.encode() for path, data in ((p, make(h)) for p, h in heads.items())},
               "yearbook.yaml": b"title: A\nposts: [posts]\n"})
    tables("bytes", lambda head: bytes(i * i * 31 % 251 for i in range(20000)), "posts.csv", "sheet-unreadable", status=1)
    tables("open", lambda head: head + 'posts/odd.md,"no\n,,,,"', "posts.csv:2", "sheet-unreadable", status=1)
    tables("utf16", lambda head: (head + "posts/odd.md;x\n").replace(",", ";").encode("utf-16"), "posts.csv:1", "not UTF-8")
    tables("cell-of-1-mb", lambda head: head + 'a,"' + "x, y;\n" * 170000 + '",a,a,a,a,a,a\n', "pictures.csv:2")
    tables("rows-of-one-name", lambda head: head + "same,yes,,no,\n" * 20000, "posts.csv:3")
    tables("wide", lambda head: head.strip() + ",c" * 200 + "\n" + "".join(f"p{i}\n" for i in range(10000)), "pictures.csv:2")
    tables("formulas", lambda head: head + "=1+1,@x,=cmd(),+,-\n../../../etc/passwd,no,31/02/2024,45336.5,\x1b[31m\n", "people.csv:2", "pictures.csv:2")
    tables("mac-cr", lambda head: (head + "posts/odd.md,\u00e9,9/9/99,\n").replace("\n", "\r").encode("mac-roman"), "posts.csv")
    tables("cells-of-lines", lambda head: head + '"posts/odd.md","\ny\n","1\n2",,"a\r\nb","\t;","\n","=1\n","\u202e"\n' * 300, "posts.csv:")
    tables("marks-only", lambda head: head + ";,\t" * 20000 + "\n", "posts.csv", status=1)
    tables("paths-and-spans", lambda head: head + r".\\.\posts//odd.md,yes,99/99,2024-01/,//2024-01/2024-99,\,;|/ / ,x,|; / " + "\n./,no\n.,no\n" +
           "posts/odd.md,maybe\n" * 3, "posts.csv:")
    tables("nothing", lambda head: "", "posts.csv:1", "sheet-unreadable", status=1)

    def fixed(name, text, status, *messages):
        c.case("fix-" + name, FRONT.format("Fixed") + "Text that goes on.\n\n## Day two\n\nMore of it.\n", status, *messages,
               files={"fixes/odd.yaml": text.encode(), "yearbook.yaml": b"title: A\nposts: [posts]\n"})
    fixed("deep", "x: " + "[" * 50000, 1, "odd.yaml:")
    fixed("cuts-many", "cut:\n" + "- Text that\n" * 5000, 0, "odd.yaml:2002", "too many changes of one post")
    fixed("cut-long", "cut: ['" + "Text that " * 100000 + "']\n", 1, "odd.yaml:1", "fix-anchor")
    fixed("wrong-shapes", "cut: [{}, {to: y}, '', null]\nreplace: {'': x}\npictures: [a]\nevent: [x]\ntitle: [{}]\n", 0, "odd.yaml:1")
    fixed("joins-itself", "join: [odd, odd]\n", 1, "odd.yaml:1", "fix-anchor")
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]\n" for i in range(1, 12))
    fixed("bomb", bomb + "cut: *a11\n", 0, "odd.yaml:1", "yaml-limit")
    fixed("of-10-mb", "lead: \"" + "x y " * 2600000 + "\"\n", 1, "odd.yaml", "too large")
    fixed("wrong-kinds", "replace: x\nsplit: y\njoin: {a: b}\ntalks: 5\ndate: [x]\nlead: {a: b}\nauthor: {a: b}\n", 0, "odd.yaml:1:10", "odd.yaml:2:8")
    fixed("splits-many", "split:\n" + "- {at: \"Day two\", title: T}\n" * 3000, 1, "odd.yaml:2")
    fixed("authors-many", "author: [" + ", ".join(f"Name {i}" for i in range(20000)) + "]\n", 0)
    edited(c)
    c.case("waivers-odd", FRONT.format("Waived") + "Text.\n", 0, "bad-value", files={"yearbook.yaml": (
        "title: A\nposts: [posts]\nwaive:\n- x\n- [2]\n- {what: [a], where: {b: c}}\n" + "- {what: consent, where: a/b, reason: c}\n" * 3000).encode()})


def edited(c):
    """Fixes whose quotations lie where none should."""
    text = ("One alpha[^1] A &amp; B \u201cq\u201d \U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f1f2\U0001f1fd \u05e9\u05dc\u05d5\u05dd end.\n\n"
            "|a|b|\n|-|-|\n|one|two|\n|three|four|\n\n- five\n- six\n\n```\nseven;\n```\n\n[eight](http://e.org/x) ![nine](no.png)\n\n[^1]: ten\n")

    def case(name, fixes, status, *messages, **posts):
        c.case("fix-" + name, {"odd.md": FRONT.format("Edited") + text, **{k + ".md": v for k, v in posts.items()}}, status, *messages,
               files={"fixes/odd.yaml": fixes.encode(), "yearbook.yaml": b"title: A\nposts: [posts]\nfixes: {b: {join: odd}}\n"})
    case("of-cells", "cut: [{from: one, to: three}, six, 'seven;', ten, eight]\n", 0)
    case("over-all-kinds", "cut: [{from: alpha, to: 'seven;'}]\n", 0)
    case("of-all", "cut: [{from: One alpha, to: eight}]\n", 0)
    case("of-half-letters", "cut: ['\U0001f1f2', '\u05dc']\nreplace: {'\U0001f467': '\u202e\u0301', 'A & B': '<b>[^1]\\n# x'}\n", 0)
    case("into-nothing", "replace: {one: '', two: '', three: '', four: '', five: '', six: '', eight: ''}\n", 0)
    case("parts-everywhere", "split: [{at: alpha, title: T}, {at: three, title: T}, {at: six, title: ''}, {at: ten, title: T}]\n", 1, "odd.yaml:1", "fix-anchor")
    case("joins-in-a-ring", "join: b\n", 1, "fix-anchor", b=FRONT.format("B") + "Bee.\n")
    case("of-10000-characters", "replace: {alpha: \"" + "word " * 12000 + "\"}\nlead: \"" + "lead " * 12000 + "\"\n", 0)


def printers(c):
    def case(name, profile, status, *messages):
        c.case("printer-" + name, FRONT.format("Printed") + "Text\n", status, *messages, files={
               "yearbook.yaml": b"title: A\nposts: [posts]\nprinter: p.yaml\n", "p.yaml": profile if isinstance(profile, bytes) else profile.encode()})
    case("circle", "based-on: p.yaml\n", 1, "in a circle")
    case("of-devices", "based-on: /dev/zero.yaml\n", 1, "printer-missing")
    case("unknown", "based-on: nobody\n", 1, "printer-missing", "offset-eu")
    case("no-yaml", b"\0\xff\xfe{[", 1, "p.yaml")
    case("is-a-list", "- kdp\n", 1, "p.yaml:1")
    case("numbers", "bleed: -2147483648mm\nsafety: 1e308mm\ngutter: {0: 1mm, 99999999999999: 1mm, 1: .inf}\npages: {multiple: 0, least: -1}\n"
         "stocks: {a: {caliper: 99999999999999999999in}, b: -1mm, c: []}\ncolour: {total-ink: 500}\n", 0, "p.yaml:1", "bad-value")
    case("keys-without-end", "".join(f"key{i}: 1\n" for i in range(5000)), 0, "p.yaml:1", "unknown-key")
    case("impossible-gutter", "gutter: {1: 60mm}\nsafety: 50mm\n", 0, "printer-gutter")
    case("name-of-a-path", "name: ../../../tmp/x\ntitle: " + "T" * 3000 + "\n", 0, "p.yaml:2", "bad-value")
    case("multiples", "pages: {multiple: 64, last-blank: yes}\nsaddle-below: 200\nbleed: 20mm\n", 0)


def style_files(c):
    def case(name, style, status, *messages, **files):
        c.case("style-" + name, FRONT.format("Style") + "Text\n\n## Head\n\n| a | b |\n|---|---|\n| c | d |\n", status, *messages, files={
               "yearbook.yaml": b"title: A\nposts: [posts]\nstyle: s.yaml\n", "s.yaml": style if isinstance(style, bytes) else style.encode(), **files})
    case("circle", "based-on: s.yaml\n", 1, "s.yaml:1", "in a circle")
    case("of-devices", "based-on: /dev/zero\n", 1, "s.yaml:1", "style-missing")
    case("of-10-mb", "#" + "x" * 10000000 + "\n", 1, "too large")
    case("of-bytes", b"page: {grid: \xff\xfe}\n", 1, "s.yaml:1", "yaml-syntax")
    case("alias-bomb", "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]\n" for i in range(1, 12)), 0, "s.yaml:", "yaml-limit")
    case("keys-many", "page:\n" + "".join(f"  k{i}: 1\n" for i in range(40000)), 0, "s.yaml:2", "unknown-key")
    case("of-wrong-kinds", "page: [1, 2]\ntext: 3\nfaces: [a]\ncolour: {accent: red}\nfallback: {a: b}\n", 0, "s.yaml:1:7", "s.yaml:2:7", "s.yaml:3:8",
         "s.yaml:4:18", "s.yaml:5:11")
    faces = "faces:\n  text: {}\n  display: {}\n"
    case("face-folder", faces.format("posts/", "/"), 0, "s.yaml:2:9", "s.yaml:3:12")
    case("face-device", faces.format("/dev/zero", "/dev/null"), 0, "s.yaml:2:9", "s.yaml:3:12")
    case("face-text", faces.format("posts/odd.md", "none.ttf"), 0, "s.yaml:2:9", "s.yaml:3:12")
    font = (pathlib.Path(__file__).parents[2] / "fonts/SourceSerif4-Regular.ttf").read_bytes()
    tables = bytearray(font)
    for i in range(int.from_bytes(font[4:6], "big")):
        tables[12 + 16 * i + 12:12 + 16 * i + 16] = b"\x7f\xff\xff\xff"
    case("face-cut", faces.format("cut.ttf", "lies.ttf"), 0, "s.yaml:2:9", "s.yaml:3:12", **{"cut.ttf": font[:30000], "lies.ttf": bytes(tables)})
    case("page-of-nothing", "page: {trim: [90mm, 90mm], inner: 150mm, outer: 150mm, first-baseline: 150mm, folio-baseline: 0, lines: 120, columns: 2,\n"
         "  column-gap: 72}\nscale: 200\nbody: {indent: 60, last-line: 144}\ntext: {body: {size: 300, leading: 300}, table: {size: 300}}\n", 0, "s.yaml:1:")


def lists(c):
    """What stands beside the posts: people, sponsors, credits, index, parts."""
    def book(name, config, *messages, post=GOOD, status=0, **files):
        c.case(name, {"odd.md": post}, status, *messages,
               files={"yearbook.yaml": ("posts: [posts]\n" + config).encode(),
                      **{path.replace("_", "."): data if isinstance(data, bytes) else data.encode() for path, data in files.items()}})

    odd = ["\u202eabc", "\u200f" * 300, "x" * 5000, "", "<b>&amp;</b>", "../../etc/passwd", "%s%n%d", "a" + "\u0301" * 3000, "\u2028", "word " * 2000]
    heads = {"people": "name,role,picture,url", "sponsors": "name,tier,logo,url", "credits": "picture,credit,licence,source"}
    for key, head in heads.items():
        book(f"{key}-many", f"{key}: l.csv\n", l_csv=head + "\n" + "".join(f"N{i},c{i % 97},p{i},u\n" for i in range(10000)))
        book(f"{key}-odd", f"{key}: l.csv\n", l_csv=head + "\n" + "".join(",".join(odd[(i * 7 + k * 3) % 10] for k in range(4)) + "\n" for i in range(100)))
        book(f"{key}-wide", f"{key}: l.csv\n", l_csv=head + "\n" + "a," * 100000 + "\n" + '"never ends')
        book(f"{key}-nul", f"{key}: l.csv\n", l_csv=head.encode() + b"\na\0b,c\0,\0,\0\n" + bytes(range(256)) * 20)
        book(f"{key}-deep", f"{key}: l.json\n", "l.json", l_json="[" * 3000 + "]" * 3000)
        book(f"{key}-cycle", f"{key}: l.yaml\n", "l.yaml", l_yaml="&a\n- name: A\n  group: *a\n- *a\n")
        book(f"{key}-elsewhere", f"{key}: [../../../../etc/passwd, /dev/zero, posts, ., '']\n", "yearbook.yaml:2")
    ledger = "printed,volume,year,pages,title,date,language,slug,path,url,text,state\n"
    book("printed-many", "volume: 2\n", printed_csv=ledger + "".join(f"{i % 5}/s{i % 7000},{i % 5},2024,1,T,2024-01-{i % 40},es,s,p,https://a.b/,t{i % 9:016x},\n" for i in range(20000)))
    book("printed-odd", "volume: 0x\n", "yearbook.yaml:2", printed_csv=ledger + "".join(",".join([f"{i}/x"] + [odd[(i * 7 + k * 3) % 7] for k in range(11)]) + "\n" for i in range(60)))
    book("printed-open", "volume: 2\n", "printed.csv:2", status=1, printed_csv=ledger + '1/a,1,"never ends')
    terms = " ".join(f"T{i}" for i in range(3000))
    book("index-cycle", "index:\n  - {term: A1, see: B1}\n  - {term: B1, see: A1}\n  - {term: D1, under: E1}\n  - {term: E1, under: D1}\n"
         "  - {term: F1, under: F1, see: F1}\n", "yearbook.yaml:", post=GOOD + "A1 B1 D1 E1 F1\n")
    book("index-chain", "index:\n" + "".join(f"  - {{term: T{i}, see: T{i + 1}, under: T{i + 2}}}\n" for i in range(3000)), post=GOOD + terms)
    book("index-prefix", "index:\n" + "".join("  - '" + "a " * i + "b'\n" for i in range(1, 800)), post=GOOD + "a " * 20000)
    book("parts-many", "parts: [" + "posts, " * 5000 + "blank, " * 20000 + "index]\n", "yearbook.yaml:2")
    book("foreword-device", "foreword: /dev/zero\nmultiple: 1000000\n", "yearbook.yaml:2", "yearbook.yaml:3")
    book("lines-long", "colophon: " + "x" * 20000 + "\nedition: " + "word " * 5000 + "\ntitle: " + "w " * 2000 + "\nsubtitle: " + "y" * 5000 + "\n")


def main():
    c = Cases(pathlib.Path(sys.argv[1]))
    texts(c)
    scripts(c)
    lists(c)
    documents(c)
    pictures(c)
    styles(c)
    style_files(c)
    desks(c)
    printers(c)


if __name__ == "__main__":
    main()
