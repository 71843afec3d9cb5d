"""outputs.py - what the program made of a site, post by post: the text of the PDF and of the EPUB, and its findings

For each post the two texts (as a reader gets them), the same without code (for what must not leak), and the calls of its notes.
"""
import json
import os
import posixpath
import re
import subprocess
import xml.etree.ElementTree as ET
import zipfile

BLOCKS = {"p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "pre", "br", "section", "aside", "dt", "dd", "summary",
          "header", "figure", "blockquote", "caption", "tr", "hr", "ol", "ul", "table", "dl", "details"}
CODE = {"pre", "code", "kbd", "samp"}
RUN = re.compile(r'\[([^\]]*)\] "((?:[^"\\]|\\.)*)"')


def run(program, *args):
    out = subprocess.run([program, *args], capture_output=True)
    return out.stdout.decode("utf-8", "replace"), out.stderr.decode("utf-8", "replace"), out.returncode


class Post:
    def __init__(self, path):
        self.path, self.title, self.about, self.calls, self.findings = path, "", "", [], []
        self.unsaid = []  # addresses of links that the paper does not say
        self.joined = ""  # the PDF's text, each block's lines joined
        self.text = {"pdf": "", "epub": ""}
        self.plain = {"pdf": "", "epub": ""}  # without code


def read_book(dump):
    """The posts of `dump --book`, in the book's order."""
    posts = []
    for line in re.sub(r"\{U\+([0-9A-F]{4,6})\}", lambda m: chr(int(m.group(1), 16)), dump).split("\n"):
        if re.match(r"entry \d+$", line):
            posts.append(Post(""))
        elif posts and line.startswith("  file ") and not posts[-1].path:
            posts[-1].path = line[7:]
        elif posts and line.startswith("  title ") and not posts[-1].title:
            posts[-1].title = line[8:]
        elif posts and re.match("  (subtitle|author|kicker|summary|place|from-[a-z-]*) ", line):
            posts[-1].about += line.split(" ", 3)[3] + "\n"
    return posts


def folios(lines):
    """Running heads and folios of a page of `dump --pages`."""
    head, out = False, []
    for line in lines:
        if line.startswith("  frame "):
            head = line.startswith("  frame head ")
        elif head or " artifact" in line:
            out += [" ".join(text for face, text in RUN.findall(line) if head or "artifact" in face).strip()]
    return [t for t in out if t]


def calls(lines):
    """(word before, number, word behind) of each number of a note in the text of a page of `dump --pages`."""
    out = []
    for line in lines:
        text, at = "", []
        for face, piece in RUN.findall(line) if " call " in line else []:
            if re.search(r" call \d+", face):
                at.append((len(text), len(text) + len(piece)))
            text += re.sub(r"\\(.)", r"\1", piece)
        out += [(re.search(r"\w*$", text[:a]).group(0), text[a:b], re.match(r"\w*", text[b:]).group(0)) for a, b in at]
    return out


def unsaid(lines):
    """Addresses of links in the text of a page of `dump --pages` whose hosts are to be read nowhere on it. Links of pictures are higher than text."""
    text = "".join(re.sub(r"\\(.)", r"\1", piece) for line in lines for _, piece in RUN.findall(line)).replace(" ", "").lower()
    links = [re.match(r" *link \S+ \S+ \S+ (\S+) uri (?:https?:(?://)?|mailto:|tel:)([^/?#]*)", line) for line in lines]
    return [m.group(2) for m in links if m and float(m.group(1)) < 16 and re.sub(r"^www[.]", "", m.group(2).lower())[:24] not in text]


def joined_text(pages):
    """The text of pages of `dump --pages`, the lines of each block joined: a word that a line's end parts is whole here."""
    blocks = {}
    for line in pages:
        if not line.lstrip().startswith("line "):
            continue
        for ref, start, more, text in re.findall(r'(?<!artifact) (\d+):(\d+)-\d+([^\]]*)\] "((?:[^"\\]|\\.)*)"', line):
            if " call " in more:
                text = " "
            blocks.setdefault(ref, []).append((int(start), re.sub(r"\\(.)", r"\1", text)))
        if line.endswith(" hyphen"):
            blocks[ref][-1] = (int(start), blocks[ref][-1][1].rstrip("-"))
    return "\n".join("".join(text for _, text in sorted(pieces)) for pieces in blocks.values())


def plain_text(lines):
    """The text of a page of `dump --pages` without code: a line of its own for each block."""
    out, block = [], None
    for line in lines:
        if not line.lstrip().startswith("line ") or " artifact" in line:
            continue
        ref = re.search(r" (\d+):\d+-\d+[^\]]*\] \"", line)
        if not ref or ref.group(1) != block:
            out.append("\n")
        block = ref and ref.group(1)
        for face, text in RUN.findall(line):
            text = re.sub(r"\\(.)", lambda m: "\n" if m.group(1) == "n" else m.group(1), text)
            out.append("\ufffc" if "Code" in face.split(" ")[0] else text)
        if line.endswith(" hyphen"):
            out[-1] = out[-1].rstrip("-")
    return "".join(out) + "\n"


def read_pages(dump, pdf_pages, posts):
    """Gives each post the text of its pages, heads and folios taken away."""
    pages = re.split(r"(?m)^page (?=\d)", dump)[1:]
    lines_of = {}
    for number, page in enumerate(pages):
        lines = page.splitlines()
        at = re.match(r"\d+ .*\bpost (\d+)", lines[0])
        if not at or number >= len(pdf_pages):
            continue
        post = posts[int(at.group(1)) - 1]
        rows = pdf_pages[number].split("\n")
        for head in folios(lines):
            for i in reversed(range(len(rows))):
                if rows[i].strip() == head:
                    del rows[i]
                    break
        post.text["pdf"] += "\n".join(rows) + "\n"
        post.calls += calls(lines[1:])
        post.unsaid += unsaid(lines[1:])
        post.plain["pdf"] += plain_text(lines[1:])
        lines_of.setdefault(post, []).extend(lines[1:])
    for post, lines in lines_of.items():
        post.joined = joined_text(lines)


def text_of(node, code):
    """The text below a node; code gives whether what is in code counts."""
    todo, out = [(node, "open")], []
    while todo:
        item, what = todo.pop()
        if what == "text":
            out.append(item)
            continue
        tag = item.tag.split("}")[-1]
        if tag in ("script", "style", "head"):
            continue
        edge = "\n" if tag in BLOCKS else ""
        out.append(edge)
        if tag == "a" and re.search("noteref|backlink", item.get("role") or ""):
            out.append(" ")
            continue
        if not code and tag in CODE:
            out.append("\ufffc")
            continue
        todo.append((edge, "text"))
        for child in reversed(item):
            todo.append((child.tail or "", "text"))
            todo.append((child, "open"))
        todo.append((item.text or "", "text"))
    return "".join(out)


def read_epub(name, posts):
    """Gives each post the text of its documents; returns the text of all documents in reading order."""
    book = zipfile.ZipFile(name)
    container = ET.fromstring(book.read("META-INF/container.xml"))
    package = next(e for e in container.iter() if e.tag.endswith("rootfile")).get("full-path")
    root = ET.fromstring(book.read(package))
    items = {e.get("id"): e.get("href") for e in root.iter() if e.tag.endswith("}item")}
    for ref in (e for e in root.iter() if e.tag.endswith("}itemref")):
        at = re.match(r"post(\d+)", ref.get("idref"))
        if at:
            post = posts[int(at.group(1)) - 1]
            tree = ET.fromstring(book.read(posixpath.join(posixpath.dirname(package), items[ref.get("idref")])))
            post.text["epub"] += text_of(tree, True)
            post.plain["epub"] += text_of(tree, False)


def read_findings(text, posts):
    """Gives each post its findings; returns those of no post in the book."""
    by_path = {}
    for post in posts:
        by_path.setdefault(post.path, []).append(post)
    rest = []
    for finding in json.loads(text or "[]"):
        for post in by_path.get(finding["file"], []):
            post.findings.append(finding)
        if finding["file"] not in by_path:
            rest.append(finding)
    return rest


def make(program, site, options, folder):
    """Builds both outputs of a site; returns its posts and the findings that name none of them, or None when nothing was built."""
    out, err, status = run(program, "build", "-q", "-o", folder, *options, site)
    names = {name.rsplit(".", 1)[-1]: os.path.join(folder, name) for name in os.listdir(folder)} if os.path.isdir(folder) else {}
    if status or "pdf" not in names or "epub" not in names:
        print(out + err + f"{site}: nothing was built (status {status})")
        return None
    posts = read_book(run(program, "dump", "--book", *options, site)[0])
    pages = run(program, "dump", "--pages", *options, site)[0]
    text = subprocess.run(["pdftotext", "-raw", names["pdf"], "-"], capture_output=True, check=True).stdout.decode()
    read_pages(pages, text.split("\f"), posts)
    read_epub(names["epub"], posts)
    return posts, read_findings(run(program, "check", "-v", "--format", "json", *options, site)[0], posts)
