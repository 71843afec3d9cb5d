"""epubtext.py - the text of an EPUB in reading order: epubtext.py BOOK.epub"""
import posixpath
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

BLOCKS = {"p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "pre", "br", "section", "aside", "dt", "dd", "summary",
          "header", "figure", "blockquote", "caption", "tr"}


def text_of(node):
    tag = node.tag.split("}")[-1]
    if tag in ("script", "style", "head"):
        return
    if tag in BLOCKS:
        yield "\n"
    if tag == "a" and re.search("noteref|backlink", node.get("role") or ""):
        yield " "
    else:
        yield node.text or ""
        for child in node:
            yield from text_of(child)
            yield child.tail or ""
    if tag in BLOCKS:
        yield "\n"


def main():
    book = zipfile.ZipFile(sys.argv[1])
    container = ET.fromstring(book.read("META-INF/container.xml"))
    package = next(e for e in container.iter() if e.tag.endswith("rootfile")).get("full-path")
    root = ET.fromstring(book.read(package))
    items = {e.get("id"): e.get("href") for e in root.iter() if e.tag.endswith("}item")}
    for ref in (e for e in root.iter() if e.tag.endswith("}itemref")):
        name = posixpath.join(posixpath.dirname(package), items[ref.get("idref")])
        for part in text_of(ET.fromstring(book.read(name))):
            sys.stdout.write(part)


if __name__ == "__main__":
    main()
