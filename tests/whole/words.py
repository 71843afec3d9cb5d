"""words.py - does a book's text hold the words of its posts, in order?

usage: words.py FINDINGS.txt BOOK.txt POST.md …       (BOOK.txt: pdftotext -raw, or the text of the EPUB)
The posts' words are those of the HTML that the cmark-gfm command makes of them, without front matter and shortcodes. Each post's words must
be found in the book in their order; a stretch that stands elsewhere (a note at the foot, a caption beside its picture, an author
in the byline) counts as moved, not as lost. What a finding says to have been mended is mended here too. Prints the lost words with their context; exit status 1 when there are any.
"""
import difflib
import html.parser
import re
import subprocess
import sys
import unicodedata

DROPPED = {"script", "style", "svg", "template"}


class Words(html.parser.HTMLParser):
    """Collects the text that a browser would show."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.dropped = [], 0

    def handle_starttag(self, tag, attrs):
        if tag in DROPPED:
            self.dropped += 1
        elif tag not in ("a", "b", "i", "em", "strong", "code", "span", "sup", "sub", "u", "s", "del", "mark", "small", "abbr", "kbd"):
            self.parts.append(" ")

    def handle_endtag(self, tag):
        if tag in DROPPED and self.dropped:
            self.dropped -= 1
        self.parts.append(" " if tag in ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "div", "figcaption", "summary") else "")

    def handle_data(self, data):
        if not self.dropped:
            self.parts.append(data)


def tokens(text):
    text = unicodedata.normalize("NFKC", text).replace("\u00ad\n", "").replace("\u00ad", "")
    text = text.replace("’", "'").replace("\ufe0f", "").replace("\u200d", "")
    text = re.sub(r"(?<=[^\W\d])\d+\b", "", text)  # the number of a note stands close behind its word
    return [word.lower().strip("'_") for word in re.findall(r"[\w']+", text) if word.strip("'_")]


def mended(path, text, findings):
    """The text with the repairs that the findings name."""
    for line in findings:
        if not line.startswith(path + ":"):
            continue
        was = re.search(r"mended: (\S+) -> (\S+); check", line)
        if was:
            text = text.replace(was.group(1), was.group(2))
        if "they were joined to a link" in line:
            text = re.sub(r"\] +\(https?://[^)\s]*\)", "]", text)
    return text


def post_words(path, findings):
    text = mended(path, open(path, encoding="utf-8-sig").read().replace("\r\n", "\n"), findings)
    text = re.sub(r"\A\s*(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*(\n|\Z)", "", text, flags=re.S)
    text = re.sub(r"\{[%{]<?.*?>?[%}]\}", " ", text, flags=re.S)
    text = re.sub(r"(?m)\s*\{#[\w-]+\}\s*$", "", text)
    text = re.sub(r"(?m)^\s*>\s*\[!\w+\]", "> ", text)
    extensions = [part for name in ("table", "strikethrough", "autolink", "tasklist", "footnotes") for part in ("-e", name)]
    out = subprocess.run(["cmark-gfm", "--unsafe", *extensions], input=text.encode(), capture_output=True, check=True)
    markup = re.sub(r'<a [^>]*(footnote-backref|footnote-ref)[^>]*>.*?</a>', " ", out.stdout.decode(), flags=re.S)
    reader = Words()
    reader.feed(markup)
    return tokens("".join(reader.parts))


def grams(words, n):
    return {tuple(words[i:i + n]) for i in range(len(words) - n + 1)}


def lost(post, book):
    """Stretches of the post's words that the book lacks."""
    matcher = difflib.SequenceMatcher(None, post, book, autojunk=False)
    known = {n: grams(book, n) for n in (1, 2, 3)}
    for tag, start, end, _, _ in matcher.get_opcodes():
        if tag in ("equal", "insert"):
            continue
        gone = post[start:end]
        n = min(3, len(gone))
        if not grams(gone, n) <= known[n]:
            yield start, end


def main():
    args = sys.argv[1:]
    findings = open(args[0], encoding="utf-8").read().splitlines()
    book = tokens(open(args[1], encoding="utf-8").read())
    status = total = 0
    for path in args[2:]:
        post = post_words(path, findings)
        total += len(post)
        for start, end in lost(post, book):
            print(f"{path}: lost: … {' '.join(post[max(0, start - 4):start])} [{' '.join(post[start:end])}] {' '.join(post[end:end + 4])} …")
            status = 1
    print(f"{total} words in {len(args) - 2} posts")
    return status


if __name__ == "__main__":
    sys.exit(main())
