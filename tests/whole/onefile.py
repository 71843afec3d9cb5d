"""onefile.py HTML EPUB - judge the single HTML file: nothing runs or is fetched, ids and links hold, nothing that only XML knows, the EPUB's words and pictures

Prints what is wrong, a line each, and ends with status 1; else prints what was counted."""
import collections
import html.parser
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

VOID = {"br", "col", "hr", "img", "wbr", "meta", "link"}
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
CONTENT_POLICY = "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
wrong = []


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.words, self.pictures, self.headings = [], [], [], {}, [], []
        self.policy, self.document, self.mains = None, None, 0

    def handle_startendtag(self, tag, attributes):
        wrong.append(f"<{tag}/> is XML")
        self.handle_starttag(tag, attributes)

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        self.mains += tag == "main"
        if len(a) != len(attributes):
            wrong.append(f"<{tag}> has an attribute twice")
        for name, value in attributes:
            if ":" in name or name == "xmlns" or name.startswith("on") or name in ("srcset", "action", "formaction", "ping"):
                wrong.append(f"<{tag}> has {name}")
            if name in ("src", "poster", "data") and not value.startswith("data:image/"):
                wrong.append(f"<{tag}> fetches {value[:60]!r}")
            if name == "style" and "url(" in value:
                wrong.append(f"<{tag}> fetches by its style")
        if tag in ("script", "iframe", "object", "embed", "base", "form", "audio", "video") or (tag == "link" and a.get("href") != "data:,"):
            wrong.append(f"<{tag}> is here")
        if a.get("http-equiv") == "Content-Security-Policy":
            self.policy = a["content"]
        if "id" in a:
            self.ids.append(a["id"])
        if tag == "div" and a.get("class") == "document":
            self.document = self.words.setdefault(a["id"], [])
        if tag in ("a", "use") and "href" in a:
            self.links.append(a["href"])
        for name in ("aria-labelledby", "aria-describedby", "headers"):
            self.links += ["#" + i for i in a.get(name, "").split()]
        if tag == "img":
            self.pictures.append(a["src"])
            if "alt" not in a:
                wrong.append("a picture has no alt")
        if tag == "svg" and "img" in a.get("class", "").split():
            self.pictures.append("")
            if not a.get("aria-label") and "aria-hidden" not in a:
                wrong.append("a picture that is shown again has no words")
        if tag == "image":
            self.pictures[-1] = a["href"]
            if not a["href"].startswith("data:image/"):
                wrong.append(f"<image> fetches {a['href'][:60]!r}")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID or not self.open or self.open.pop() != tag:
            wrong.append(f"</{tag}> closes something else, at {self.getpos()}")

    def handle_data(self, data):
        if "style" in self.open:
            if re.search(r"url\((?!data:font/[ot]tf;base64,)|@import|<", data):
                wrong.append("the style sheet fetches or holds a tag")
        elif self.document is not None and not {"main", "nav", "header"}.isdisjoint(self.open):
            self.document.append(data)


def epub_words(archive, name):
    """The words of a document, without the lists that only e-readers show; the number of its pictures."""
    body = ET.fromstring(archive.read(name)).find("{http://www.w3.org/1999/xhtml}body")
    for parent in list(body.iter()):
        for child in list(parent):
            if child.tag.endswith("}nav") and child.get(EPUB_TYPE) != "toc":
                parent.remove(child)
    return "".join(body.itertext()).split(), sum(1 for e in body.iter() if e.tag.endswith("}img"))


page = Page()
with open(sys.argv[1], encoding="utf-8", newline="") as f:
    page.feed(f.read())
page.close()
if page.open:
    wrong.append(f"left open: {page.open}")
if page.policy != CONTENT_POLICY:
    wrong.append(f"the policy is {page.policy!r}")
if page.mains != 1:
    wrong.append(f"{page.mains} main elements")
for i, times in collections.Counter(page.ids).items():
    if times > 1:
        wrong.append(f"the id {i!r} is there {times} times")
ids, inner = set(page.ids), 0
for link in page.links:
    if link.startswith("#"):
        inner += 1
        if link[1:] not in ids:
            wrong.append(f"{link!r} leads nowhere")
    elif not re.match(r"(https?|mailto|tel):", link):
        wrong.append(f"a link to {link[:60]!r}")
if page.headings.count(1) != 1:
    wrong.append(f"{page.headings.count(1)} headings of the first level")
for before, after in zip(page.headings, page.headings[1:]):
    if after > before + 1:
        wrong.append(f"a heading of level {after} behind one of level {before}")
words = pictures = 0
with zipfile.ZipFile(sys.argv[2]) as archive:
    names = [n for n in archive.namelist() if n.endswith(".xhtml")]
    for name in names:
        expected, shown = epub_words(archive, name)
        found = page.words.get(name[len("OPS/"):-len(".xhtml")])
        words += len(expected)
        pictures += shown
        if found is None:
            wrong.append(f"{name} is not in it")
        elif "".join(found).split() != expected:
            wrong.append(f"{name} has other words")
if len(page.words) != len(names):
    wrong.append(f"{len(page.words)} documents of {len(names)}")
if len(page.pictures) != pictures:
    wrong.append(f"{len(page.pictures)} pictures of {pictures}")
large = [p for p in page.pictures if len(p) > 12000]
if len(large) > len(set(large)):
    wrong.append(f"{len(large) - len(set(large))} pictures are in it again")
for line in wrong[:40]:
    print(line)
print(f"{len(page.words)} documents, {words} words, {pictures} pictures, {len(ids)} ids, {inner} links inside")
sys.exit(bool(wrong))
