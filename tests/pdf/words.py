"""words.py - the words of a tagged PDF, as poppler hears them, beside the words of its posts as cmark-gfm reads them: words.py TREE POST.md …

TREE is what pdfinfo -struct-text prints.
Posts come in the order of the book. Each post's section has the post's words, in their order, and nothing else: what is missing, too much or
out of its order is printed, and the exit status is 1. What a book changes on purpose is allowed, by name, and counted (allowed())."""
import collections
import difflib
import html.parser
import re
import subprocess
import sys
import unicodedata

BLOCKS = set("p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table thead tbody tr td th blockquote pre br hr figure figcaption section article details summary "
             "aside header footer center video audio iframe img".split())
EMOJI = re.compile("[\u00a9\u00ae\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\U000e0000-\U000e007f\ufe0e\ufe0f\u200d\u20e3]+")


class Words:
    """Words, and what was folded away on the way to them."""

    def __init__(self):
        self.counts = collections.Counter()

    def count(self, name, n=1):
        if n:
            self.counts[name] += n

    def swap(self, name, pattern, to, text):
        text, n = re.subn(pattern, to, text)
        self.count(name, n)
        return text

    def fold(self, text):
        """Both sides alike: what type sets otherwise than a keyboard writes it."""
        text = unicodedata.normalize("NFC", text)
        text = self.swap("soft hyphens", "\u00ad", "", text)
        text = self.swap("quotes", "[“”„«»‹›‘’‚'\"]", "'", text)
        text = self.swap("quotes", r"(?<!\w)'+|'+(?!\w)", "", text) # pull quotes have none
        text = self.swap("dashes", "[‐‑‒–—―]|---?", "-", text)
        text = self.swap("ellipses", "…", "...", text)
        text = self.swap("ligatures", "[ﬀ-ﬆ]", lambda m: unicodedata.normalize("NFKC", m[0]), text)
        text = self.swap("emoji", EMOJI, " ", text)
        text = self.swap("invisible characters", "[\u200b\u200c\u2060\ufeff]", "", text)
        return text.split()


# ---- the posts ----

class Html(html.parser.HTMLParser):
    """The text of HTML, with blanks between blocks; notes by their numbers."""

    def __init__(self, words):
        super().__init__()
        self.words, self.out, self.skip, self.notes, self.note, self.pictures = words, [], [], [], False, []

    def put(self, text):
        (self.notes if self.note and self.notes else [self.out])[-1].append(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in BLOCKS:
            self.put(" ")
        if tag in ("script", "style", "svg", "iframe", "video", "audio"):
            self.skip.append(tag)
        elif tag == "sup" and attrs.get("class") == "footnote-ref" or tag == "a" and "data-footnote-backref" in attrs:
            self.skip.append(tag)
            self.words.count("numbers of notes", tag == "sup")
        elif tag == "section" and attrs.get("class") == "footnotes":
            self.note = True
        elif tag == "li" and self.note and attrs.get("id", "").startswith("fn-"):
            self.notes.append([])
        elif tag == "img":
            self.words.count("texts of pictures", bool(attrs.get("alt")))
            self.pictures += [attrs.get("alt") or "", attrs.get("title") or ""]

    def handle_endtag(self, tag):
        if self.skip and self.skip[-1] == tag:
            self.skip.pop()
        elif tag == "section":
            self.note = False
        if tag in BLOCKS:
            self.put(" ")

    def handle_data(self, data):
        if not self.skip:
            self.put(data)


def repaired(words, text):
    """UTF-8 that somebody read as Mac Roman or Windows 1252, character by character."""
    def mend(m):
        for code in ("mac_roman", "cp1252"):
            try:
                good = m[0].encode(code).decode("utf-8")
            except UnicodeError:
                continue
            words.count("repaired characters")
            return good
        return m[0]
    return re.sub(r"[^\x00-\x7f]{2,}", mend, text)


def front_matter(text):
    m = re.match(r"\ufeff?(---|\+\+\+)\s*\n(.*?)\n\1\s*(\n|$)", text, re.S)
    fields = {}
    if m:
        for line in m[2].split("\n"):
            f = re.match(r"(\w+)\s*[:=]\s*(.*)", line)
            if f:
                fields[f[1]] = f[2].strip().strip("\"'")
        text = text[m.end():]
    return fields, text


SHORTCODE = r"(?s)\{\{[<%].*?[>%]\}\}|\{%.*?%\}"


class Post:
    def __init__(self, fields, body, notes, beside):
        self.fields, self.body, self.notes = fields, body, notes
        self.beside = beside # what may be said where pictures and shortcodes stand: texts, and whose they are


def post_read(words, path):
    fields, text = front_matter(repaired(words, open(path, encoding="utf-8").read()))
    text = words.swap("comments", r"(?s)<!--.*?-->", " ", text)
    beside = {" ".join(Words().fold(v)): "texts in shortcodes" for code in re.findall(SHORTCODE, text) for v in re.findall(r'"([^"]+)"', code)}
    text = words.swap("shortcodes", SHORTCODE, " ", text)
    out = subprocess.run(["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "footnotes", "-e", "autolink"],
                         input=text, capture_output=True, text=True, check=True).stdout
    reader = Html(words)
    reader.feed(out)
    body = "".join(reader.out)
    body = words.swap("marks of boxes", r"(?m)^\s*\[!(NOTE|TIP|WARNING|IMPORTANT|CAUTION)\]", " ", body)
    body = words.swap("marks of tasks", r"(?m)(^|\s)\[[ xX]\] ", " ", body)
    beside.update({" ".join(Words().fold(v)): "texts of pictures that are shown" for v in reader.pictures if v.strip()})
    return Post(fields, words.fold(body), [words.fold("".join(n)) for n in reader.notes], beside)


# ---- the PDF ----

class Element:
    def __init__(self, kind, depth, inline):
        self.kind, self.depth, self.inline, self.kids = kind, depth, inline, []

    def all(self):
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.all()


def tree_read(path):
    """What pdfinfo -struct-text prints, as a tree."""
    root = Element("root", -1, False)
    open_ = [root]
    text = None  # one that goes on in the next line
    for line in open(path, encoding="utf-8").read().split("\n"):
        if text is not None:
            text += "\n" + line
        else:
            depth = len(line) - len(line.lstrip(" "))
            body = line[depth:]
            if body.startswith('"'):
                while open_[-1].depth >= depth:
                    open_.pop()
                text = body[1:]
            elif not body or body.startswith("/") or body.startswith("Object "):
                continue
            else:
                m = re.match(r'(\w+)(?: <\w+>)?(?: ".*")?(?: \((block|inline)\))?:?$', body)
                if not m:
                    sys.exit(f"pdfinfo says: {line}")
                while open_[-1].depth >= depth:
                    open_.pop()
                e = Element(m[1], depth, m[2] == "inline")
                open_[-1].kids.append(e)
                open_.append(e)
                continue
        if text.endswith('"'):
            open_[-1].kids.append(text[:-1])
            text = None
    return root


def pdf_text(words, e, notes):
    """An element's text; notes are put into their list."""
    out = []
    for kid in e.kids:
        if isinstance(kid, str):
            out.append(kid)
        elif kid.kind == "Note":
            own = "".join(pdf_text(words, k, notes) if isinstance(k, Element) else k for k in kid.kids
                          if not (isinstance(k, Element) and k.kind == "Lbl"))
            notes.append(own)
        elif kid.kind == "Reference":
            words.count("numbers of notes")
            out.append(" " if pdf_text(words, kid, []).endswith(" ") else "")
        elif kid.kind == "Lbl" and e.kind == "LI" and re.fullmatch(r"\s*([•◦▪–·*-]|\w{1,6}[.)])?\s*", pdf_text(words, kid, [])):
            words.count("marks of lists")
        else:
            inner = pdf_text(words, kid, notes)
            out.append(inner if kid.inline else f" {inner} ")
    return "".join(out)


def heading_of(e):
    """The first heading of a section, when nothing but other elements stands before it."""
    kid = e.kids[0] if e.kids and isinstance(e.kids[0], Element) else None
    return kid if kid and re.fullmatch("H[1-6]", kid.kind) else None


def said_by(e):
    return Words().fold(pdf_text(Words(), e, []))


def section_find(sections, at, title, body):
    """The number of the next section with a title (whose last part may be a subtitle), else of the one with most of these words, or None."""
    for i in range(at, len(sections)):
        said = [w.rstrip(":") for w in said_by(heading_of(sections[i]))]
        if [w.rstrip(":") for w in title[:len(said)]] == said and said:
            return i
    most, found = len(set(body)) / 2, None
    for i in range(at, len(sections)):
        same = len(set(body) & set(said_by(sections[i])))
        if same > most:
            most, found = same, i
    return found


# ---- both ----

ADDRESS = re.compile(r"^[(\[]?(https?:|www\.|mailto:)?\S+[./@]\S+$")


def allowed(have, beside, last):
    """Why a book may say what its post does not, or None."""
    text = " ".join(have)
    if re.match(r"(Picture missing|Falta la imagen|Imagem em falta|Imagem ausente)", text):
        return "placeholders of pictures"
    if all(ADDRESS.match(w) for w in have):
        return "addresses"
    if re.fullmatch(r"((Page|Página) \d+ ?)+", text):
        return "pages that links lead to"
    if re.fullmatch(r"(Photo|Foto): .{,60}", text):
        return "credits of pictures"
    if text in beside:
        return beside[text]
    rest, why = text, None
    for own in sorted(beside, key=len, reverse=True): # several, one after the other
        if own in rest:
            rest, why = rest.replace(own, ""), beside[own]
    if why and not rest.strip():
        return why
    if last and ADDRESS.match(have[-1]):
        return "texts of codes"
    if text in ("Note", "Nota", "Tip", "Consejo", "Dica", "Warning", "Aviso", "Important", "Importante", "Caution", "Cuidado"):
        return "names of boxes"
    return None


def forgone(lost, more, opening, last):
    """Why a book may leave out what its post says."""
    text = " ".join(lost)
    if text == "-":
        return "dashes before names"
    if " ".join(lost[:-1] + [lost[-1].rstrip(":")]) == " ".join(more):
        return "colons behind headings"
    if last and not more and text and text in " ".join(opening):
        return "names at the end that the opening says"
    return None


def compare(words, name, want, have, opening, beside):
    """Returns lines that say what differs."""
    said, head = [], []
    m = difflib.SequenceMatcher(None, want, have, autojunk=False)
    for op, a, b, c, d in m.get_opcodes():
        if op == "equal":
            continue
        lost, more = want[a:b], have[c:d]
        if not lost and a == opening and len(more) < 120:
            words.count("words of openings", len(more))
            head = more
            continue
        why = forgone(lost, more, head, b == len(want)) if lost else allowed(more, beside, b == len(want))
        if why:
            words.count(why)
            continue
        before, after = " ".join(want[max(0, a - 5):a]), " ".join(want[b:b + 4])
        kind = "missing" if not more else "too much" if not lost else "differs"
        said.append(f"{name}: {kind}: … {before} [{' '.join(lost)} | {' '.join(more)}] {after} …")
    return said


def main(tree, posts):
    words, wrong = Words(), []
    root = tree_read(tree)
    sections = [e for e in root.all() if e.kind == "Sect" and heading_of(e)]
    total = at = 0
    for path in posts:
        post = post_read(words, path)
        body = post.body
        title = Words().fold(re.sub("<[^>]*>", " ", post.fields.get("title", "")))
        found = section_find(sections, at, title or body, body)
        if found is None:
            wrong.append(f"{path}: no section has its text")
            continue
        opening = 0 if title else len(said_by(heading_of(sections[found])))
        at = found + 1
        spoken = []
        have = words.fold(pdf_text(words, sections[found], spoken))
        wrong += compare(words, path, body, have, opening, post.beside)
        spoken = [words.fold(n) for n in spoken]
        own = [n for n in spoken if not all(ADDRESS.match(w) for w in n)]
        words.count("addresses as notes", len(spoken) - len(own))
        wrong += compare(words, path + " (notes)", sum(post.notes, []), sum(own, []), -1, {})
        total += len(body) + sum(map(len, post.notes))
    for line in wrong:
        print(line)
    print(f"{len(posts)} posts, {total} words, {len(wrong)} differences; allowed: " +
          ", ".join(f"{n} {name}" for name, n in sorted(words.counts.items())))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
