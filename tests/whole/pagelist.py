"""pagelist.py - do the marks of printed pages in an EPUB stand where the pages begin?

usage: pagelist.py BOOK.epub PAGES.dump [BOOK.pdf]

For every page that begins with a post's running text, the words behind its mark in the EPUB must be the page's first whole words; with
the PDF, they must also be what pdftotext reads there. Every page that shows something has one mark and one line in the list. At the end a mark is
moved by a word on purpose: the check must see it.
"""
import collections
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
import zipfile

WORDS = 5
OPS = "{http://www.idpf.org/2007/ops}"
XHTML = "{http://www.w3.org/1999/xhtml}"
INLINE = {XHTML + t for t in "a span strong em u mark small s code kbd sup sub img br bdi q cite abbr".split()}
RUN = re.compile(r'\[(\S+) \S+(?: rise \S+)? (\w+)(?: (\d+):(\d+)-(\d+))?(?: call (\d+))?[^\]]*\] "((?:[^"\\]|\\.)*)"( hyphen)?')


class Page:
    def __init__(self, number, label, post):
        self.number, self.label, self.post = number, label, post
        self.lines = []  # (block, first byte, text, ends in a hyphen, right to left, role) of running text
        self.places = []
        self.begins = False  # with running text
        self.shows = False


def line_read(page, line, seen):
    """Adds a line of the dump that is running text and no repeated head."""
    block, start, text, hyphen = 0, None, "", False
    for _, role, number, first, last, call, words, ends in RUN.findall(line):
        if role == "caption" and page.lines and page.lines[-1][5] == "embed":
            role = "embed"  # it belongs to the card
        if role in ("artifact", "caption", "note", "figure") or not number or call:
            continue
        block = int(number)
        start = int(first) if start is None else min(start, int(first))
        text += re.sub(r"\\(.)", r"\1", words)
        hyphen = bool(ends)
    if block and (page.post, block, start) not in seen:
        page.places.append((page.post, block, start))
        rtl = any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)
        page.lines.append((block, start, text[:-1] if hyphen else text, hyphen, rtl, role))
        return True
    return False


def pages_read(path):
    pages, frame, first, seen = [], "", None, set()
    for line in open(path, encoding="utf-8"):
        head = re.match(r"page (\d+)(?: folio (.*?))?(?: post (\d+))?$", line)
        if head:
            seen.update(pages[-1].places if pages else [])
            pages.append(Page(int(head[1]), head[2] or "", int(head[3] or 0)))
            first = None
        elif line.startswith("  frame "):
            frame = line.split()[1]
        elif line.startswith("    ") and pages and frame != "head":
            pages[-1].shows = True
            kind = line.split()[0]
            if frame == "text" and kind == "line":
                if line_read(pages[-1], line, seen):
                    pages[-1].begins |= first is None
                    first = first or "text"
            elif frame != "notes" and kind == "picture":
                first = first or "picture"
    return pages


def document_read(data):
    """The text of a document with a blank at every block's edge, and where in it the marks stand."""
    text, marks = [], []
    size = 0

    def add(s):
        nonlocal size
        if s:
            text.append(s)
            size += len(s)

    def walk(e):
        if e.get("class") in ("noteref", "embed-head"):  # only one of both books shows them so
            return
        if e.get(OPS + "type") == "pagebreak":
            marks.append((e.get("id"), e.get("aria-label"), size))
        inline = e.tag in INLINE and e.tag != XHTML + "br"
        if not inline:
            add(" ")
        add(e.text)
        for child in e:
            walk(child)
            add(child.tail)
        if not inline:
            add(" ")

    body = ET.fromstring(data).find(XHTML + "body")
    walk(body)
    return "".join(text), marks


def bare(text):
    """Letters as they are compared: no blanks, no hyphens, no case."""
    return re.sub(r"[\s\u00ad\u200b\u200e\u200f\u2010-]", "", unicodedata.normalize("NFKC", text)).casefold()


def unnumbered(words):
    """Without figures, for only the printed book numbers links, and without marks of code that goes on."""
    return re.sub(r"[\d▸]", "", bare(" ".join(words)))


def first_words(page, before):
    """The page's first whole words; the rest of a word that the page before began is none. Where cells of a row go on, only those of one cell."""
    if page.lines[0][4]:  # pieces are in visual order: its letters in any order are all that can be said
        return sorted(bare(page.lines[0][2])), True
    blocks = {}
    for block, start, words, hyphen, *_ in page.lines[:40]:
        at = blocks.setdefault(block, [start, ""])
        at[1] += words + ("" if hyphen else " ")
    begun = {line[0]: line[3] for line in before.lines} if before else {}
    found = []
    for block, (start, text) in blocks.items():
        words = text.split()
        found += words[1:] if start and begun.get(block) else words
        if len(found) >= WORDS or (found and start and block < max(begun, default=0)):
            break
    return found[:WORDS], False


def mark_agrees(expected, any_order, behind):
    if any_order:
        return sorted(bare(behind[:4000])[: len(expected)]) == expected
    return bare(behind[:4000]).startswith(bare(" ".join(expected)))


class Judge:
    def __init__(self, epub, dump, pdf):
        self.pages = pages_read(dump)
        self.wrong, self.checked = 0, []
        archive = zipfile.ZipFile(epub)
        self.documents = {n: archive.read(n) for n in archive.namelist() if n.endswith(".xhtml")}
        self.texts = {n: document_read(d) for n, d in self.documents.items()}
        self.marks = {}
        for name, (_, marks) in self.texts.items():
            for id, label, at in marks:
                if label in self.marks:
                    self.say(f"page {label} has two marks")
                self.marks[label] = (name, id, at)
        self.printed = None
        if pdf:  # of ideographs it has no text where no face for them is installed
            self.printed = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout.split("\f")

    def say(self, what):
        print(what)
        self.wrong += 1

    def lists(self):
        shown = collections.OrderedDict((p.label, p) for p in self.pages if p.shows)
        nav = ET.fromstring(self.documents["OPS/nav.xhtml"])
        lists = [n for n in nav.iter(XHTML + "nav") if n.get(OPS + "type") == "page-list"]
        links = [(a.text, a.get("href")) for n in lists for a in n.iter(XHTML + "a")]
        for label, page in shown.items():
            if label not in self.marks and page.post:
                self.say(f"page {label} has no mark")
        for label, (name, id, _) in self.marks.items():
            if (label, f"{name[4:]}#{id}") not in links:
                self.say(f"page {label} is not in the list")
        if len(links) != len(self.marks):
            self.say(f"{len(links)} pages in the list, {len(self.marks)} marks")
        order = {label: i for i, label in enumerate(shown)}
        for name, (_, marks) in self.texts.items():
            places = [order.get(label, -1) for _, label, _ in marks]
            if places != sorted(places):
                self.say(f"{name}: its marks are not in order")
        numbers = [int(t) for t, _ in links if t.isdigit() and t in shown and shown[t].post]
        if numbers != sorted(numbers):
            self.say("the list is not in order")

    def beginnings(self):
        before = None
        opened = set()
        for page in self.pages:
            first = page.post not in opened
            opened.add(page.post)
            if page.post and not first and page.begins and page.label in self.marks:
                self.beginning(page, before)
            if page.post and page.lines:
                before = None if first and not page.lines else page

    def beginning(self, page, before):
        name, _, at = self.marks[page.label]
        words, any_order = first_words(page, before if before and before.post == page.post else None)
        behind = self.texts[name][0][at:]
        if not mark_agrees(words, any_order, behind):
            self.say(f"page {page.label} begins with {' '.join(words)!r}, its mark stands before {' '.join(behind.split()[:WORDS])!r}")
        elif self.printed and not any_order and max(map(ord, "".join(words))) < 0x2E80 and unnumbered(words) not in unnumbered([self.printed[page.number - 1]])[:200]:
            self.say(f"page {page.label}: the PDF does not begin with {' '.join(words)!r}")
        else:
            self.checked.append((page, words, any_order, name, at))

    def planted(self):
        """Moves each mark by a word, forth and back: how often that is not seen."""
        unseen = 0
        for page, words, any_order, name, at in self.checked:
            text = self.texts[name][0]
            forth = re.compile(r"\s*\S+\s+").match(text, at)
            back = re.search(r"\S+\s*$", text[:at])
            for moved in (forth.end() if forth else at + 1, back.start() if back else 0):
                unseen += mark_agrees(words, any_order, text[moved:])
        return unseen


def main():
    judge = Judge(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None)
    judge.lists()
    judge.beginnings()
    n, unseen = len(judge.checked), judge.planted()
    pages = sum(1 for p in judge.pages if p.post)
    if unseen * 10 > n:  # the same word may stand twice
        judge.say(f"{unseen} of {2 * n} marks moved by a word were not seen")
    print(f"{n} of {pages} pages of posts begin with running text and have their mark there")
    sys.exit(judge.wrong > 0 or not n)


if __name__ == "__main__":
    main()
