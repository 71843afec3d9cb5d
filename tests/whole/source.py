"""source.py - the words that a browser would show of a post, found independently of the program

cmark-gfm makes HTML of the post, html.parser reads it. What templates would do first (shortcodes, Liquid, attribute lists, MDX) is done by
the rules below; they know only what such a tag shows: some of its arguments, its inner text, or nothing.
"""
import html
import html.parser
import re
import subprocess
import unicodedata

OPEN, CLOSE = "\ue001", "\ue002"  # around text that may or may not be in the book
EXTENSIONS = [part for name in ("table", "strikethrough", "autolink", "tasklist", "footnotes") for part in ("-e", name)]
QUOTES = {ord(c): "'" for c in "\"“”„«»‘’‚‹›"} | {ord(c): "-" for c in "–—−‑"} | {ord("…"): "..."}
DROPPED = {"script", "style", "template", "title", "head"}  # a browser shows nothing of these
MAYBE = {"svg", "iframe", "video", "audio", "object", "noscript", "rp", "math", "datalist"}  # shown by some browsers, or a picture of its own
INLINE = {"a", "b", "i", "em", "strong", "code", "span", "sup", "sub", "u", "s", "del", "ins", "mark", "small", "abbr", "kbd", "wbr", "font", "q",
          "cite", "dfn", "var", "samp", "strike", "tt", "big", "bdi", "bdo", "time", "label", "input"}
VOID = {"br", "hr", "img", "input", "wbr", "source", "meta", "link", "col", "embed", "area", "base", "track", "param"}
# Arguments that a shortcode shows; of one not listed here only what it encloses.
SHOWN = {"title", "caption", "summary", "header", "heading", "text", "footer", "description", "attr", "label"}
FIRST_SHOWN = {"details", "collapse", "spoiler", "btn", "button"}  # their first argument is a title
# Tags of Hexo whose words are behind an address or a name.
LABELLED = {"post_link": re.compile(r"^\s*\S+|\s(?:true|false)\s*$"), "asset_link": re.compile(r"^\s*\S+"), "label": re.compile(r"^\s*\w+@"),
            "button": re.compile(r"^[^,]*,|,[^,]*$")}
# A template tag that stands at one place: the whole of it, over lines.
TAG = re.compile(r"\{\{[<%]-?\s*(?!/\*)(?P<hugo>.*?)\s*-?[>%]\}\}|\{%-?\s*(?P<liquid>.*?)\s*-?%\}|\{\{-?\s*(?P<value>[^{}<%*].*?)\s*-?\}\}", re.S)
ARGUMENT = re.compile(r'(?:([\w.-]+)\s*[=:]\s*)?("(?:\\.|[^"\\])*"|`[^`]*`|\'(?:\\.|[^\'\\])*\'|[^\s"\'`=,()]+)', re.S)


def tokens(text):
    """Words, lower case, without what a page changes: apostrophes, soft hyphens, joiners. Scripts without blanks: one letter a word."""
    text = unicodedata.normalize("NFKC", text.replace("\u00ad\n", "").replace("\u00ad", ""))
    text = re.sub(r"['’‘ʼ\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f]", "", text).casefold()
    return re.findall(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|"
                      r"[^\W_\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+", text)


def plain(text):
    """Text without what typography changes: quotes, dashes, blanks."""
    text = unicodedata.normalize("NFKC", text).translate(QUOTES).replace("--", "-")
    return re.sub(r"[\s\u00ad\u200b-\u200f]+", "", text)


def lines_only(text):
    return "\n" * text.count("\n")


def maybe(text):
    """Text that need not be in the book; its lines still count."""
    return OPEN + re.sub(r"[^\w\s]+", " ", text).replace("\n", " ") + CLOSE + lines_only(text)


def tag_text(match):
    """What a template tag shows."""
    whole = match.group(0)
    body = match.group("hugo") or match.group("liquid") or match.group("value") or ""
    if match.group("value") is not None and "(" not in body or re.match(r"(?:include\s+)?(?:toc|table-of-contents)\b", body):
        return maybe(whole)
    name = re.match(r"/?\s*([\w./-]*)", body).group(1).lower()
    if body.startswith("/") or name.startswith("end"):
        return maybe(whole) if name not in ("endhighlight", "endraw") else lines_only(whole)
    rest = body[len(name):]
    if name in LABELLED:
        words = LABELLED[name].sub("", rest)
        return " " + re.sub(r"[\"'\[\]*_`{}<>]", " ", words) + " "
    shown, other = [], [name]
    for i, (key, value) in enumerate(ARGUMENT.findall(rest)):
        value = value.strip("\"'`").replace("\n", " ")
        if key.lower() in SHOWN and value not in ("true", "false") or (not key and i == 0 and name in FIRST_SHOWN):
            shown.append(value)
        else:
            other.append(key + " " + value)
    text = re.sub(r"[\[\]*_`{}<>]", " ", " ".join(shown))
    return f" {text} {maybe(' '.join(other))} " + lines_only(whole) if text.strip() else maybe(whole)


def templates(text):
    """Prose with its template tags resolved."""
    text = re.sub(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|\{\{[<%]\s*comment\s*[>%]\}\}.*?\{\{[<%]\s*/\s*comment\s*[>%]\}\}|"
                  r"\{::comment\}.*?\{:/(?:comment)?\}|\{/\*.*?\*/\}|\{#-?\s.*?#\}",
                  lambda m: lines_only(m.group(0)), text, flags=re.S)
    text = re.sub(r"\{[{%]/\*(.*?)\*/[%}]\}", lambda m: " " + re.sub(r"[<>*_`\[\]{}%]", " ", m.group(1)) + " ", text, flags=re.S)
    text = re.sub(r"\{\{([<%])/\*(.*?)\*/([>%])\}\}", lambda m: " " + re.sub(r"[<>*_`\[\]]", " ", m.group(2)) + " ", text, flags=re.S)
    pieces, at = [], 0
    for raw in re.finditer(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", text, flags=re.S):
        pieces += [TAG.sub(tag_text, text[at:raw.start()]), raw.group(1)]
        at = raw.end()
    return "".join(pieces) + TAG.sub(tag_text, text[at:])


def prose(text):
    """Prose as plain Markdown: no templates, attribute lists, MDX, admonition marks, shortcodes in brackets."""
    text = re.sub(r"(?<=[\w\])'\"])(\]\(|=[\"'])([^()\n\"']*?)(\{\{.*?\}\}|\{%.*?%\})([^()\n\"']*)([)\"'])", r"\1#\5", text)
    text = templates(text)
    text = re.sub(r"(?m)^(import\s[^\n]*\sfrom\s+['\"][^'\"\n]*['\"];?|import\s+['\"][^'\"\n]*['\"];?|export\s+(const|default|let|function)\b[^\n]*)$", "", text)
    text = re.sub(r"\{:[^{}\n]*\}|(?<=\))\{[^{}\n]*=[^{}\n]*\}|(?<=\S)[ \t]*\{\s*[#.][^{}\n]*\}|(?m:^[ \t]*\{\s*[#.][^{}\n]*\}[ \t]*$)", "", text)
    text = re.sub(r"(?m)^([ \t>]*):{3,}[ \t]*(?:\{[^}\n]*\}|[\w-]+(?:\{[^}\n]*\})?)?[ \t]*(?:\[([^\]\n]*)\]|([^\n{]*))(?:\{[^}\n]*\})?[ \t]*$",
                  lambda m: f"{m.group(1)}{(m.group(2) or m.group(3) or '').strip().strip(':')}", text)
    text = re.sub(r"!\[\[[^\]\n]*\]\]|%%[^%\n]+%%", lambda m: maybe(m.group(0)), text)
    text = re.sub(r"\[\[(?:[^\]|\n]*\|)?([^\]|\n]*)\]\](?!\()", r"\1", text)
    text = re.sub(r"(?m)^([ \t>]*)(?:!!!|\?\?\?\+?)[ \t]+(\w+)[ \t]*(?:\"([^\"\n]*)\")?[ \t]*$\n((?:[ \t]*\n|(?: {4}|\t)[^\n]*\n)*)",
                  lambda m: f"{m.group(1)}{maybe(m.group(2))} {m.group(3) or ''}\n" + re.sub(r"(?m)^(?: {4}|\t)", "", m.group(4)), text)
    text = re.sub(r"\$\$.+?\$\$|\\\\\(.+?\\\\\)|(?<![\w\\])\\\(.+?\\\)|\\\[(?!!).+?\\\]|(?<![\w$\\])\$(?![\s$])[^$\n]*[\\^_=][^$\n]*(?<!\s)\$(?![\w$])", lambda m: maybe(m.group(0)), text, flags=re.S)
    text = re.sub(r"(?m)^([ \t>]*)\\?\[!(\w+)\][+-]?", lambda m: m.group(1) + maybe(m.group(2)), text)
    text = re.sub(r"\[/?(?:caption|gallery|embed|audio|video|sourcecode|vc_\w+|et_pb_\w+)\b[^\]\n]*\]|\[[a-z][\w-]*(?:\s+[\w-]+=[\"'][^\]\n]*)\](?!\()", lambda m: maybe(m.group(0)), text)
    text = re.sub(r"(?m)^[ \t]*%\[[^\]\n]*\][ \t]*$", lambda m: maybe(m.group(0)), text)
    text = re.sub(r"(!\[[^\]\n]*\]\(\s*[^\s)]+)\s+align=\"?\w+\"?\s*\)", r"\1)", text)
    text = re.sub(r"(?m)^(\*\[[^\]\n]+\]:[^\n]*)$", lambda m: maybe(m.group(1)), text)
    text = re.sub(r"(?<![\w:]):([a-z0-9_+-]*[a-z+-][a-z0-9_+-]*):(?![\w:])", lambda m: maybe(m.group(1)), text)
    return re.sub(r"(?im)^[ \t]*(?:[*-] |1\. )?\[?\[?_?_?(toc)_?_?\]?\]?[ \t]*$", lambda m: maybe(m.group(1)), text)


def balanced(text, at):
    """The end of what begins with the brace at `at`."""
    depth = 0
    for i in range(at, min(len(text), at + 20000)):
        depth += (text[i] == "{") - (text[i] == "}")
        if not depth:
            return i + 1
    return at + 1


def mdx(text):
    """Prose of MDX: without statements, comments, the values of code, fragments. What a component's title or label says is shown."""
    text = re.sub(r"(?m)^(?:import|export)\s(?:.+\n?)+", lambda m: lines_only(m.group(0)), text)
    text = re.sub(r"\{/\*.*?\*/\}|</?>", lambda m: lines_only(m.group(0)), text, flags=re.S)
    out, at = [], 0
    for brace in re.finditer(r"(?<!\\)(=?)\{", text):
        if brace.start() < at:
            continue
        end = balanced(text, brace.end() - 1)
        inner = text[brace.end():end - 1]
        out += [text[at:brace.start()], '=""' if brace.group(1) else maybe(re.sub(r"<[^>]*>|\s", " ", inner)) + lines_only(inner)]
        at = end
    text = "".join(out) + text[at:]
    return re.sub(r"<[A-Z]\w*\b[^<>]*>", lambda m: m.group(0) + " ".join([""] + re.findall(r'\s(?:title|label|summary|caption)="([^"]*)"', m.group(0))), text)


FENCE = re.compile(r"^[ \t>]*(?:[*+-] +|\d+[.)] +)?(`{3,}|~{3,})")


def pieces(text):
    """(text, whether it is a block of code) in order; fences belong to the code."""
    out, held, fence = [], [], None
    for line in text.splitlines(keepends=True):
        mark = FENCE.match(line)
        if fence is None and mark and not (mark.group(1)[0] == "`" and "`" in line[mark.end():]):
            out.append(("".join(held), False))
            held, fence = [line], mark.group(1)
        elif fence is not None and mark and mark.group(1).startswith(fence) and not line[mark.end():].strip():
            out.append(("".join(held) + line, True))
            held, fence = [], None
        else:
            held.append(line)
    return out + [("".join(held), fence is not None)]


def markdown(text, before=lambda text: text):
    """The whole post as plain Markdown with as many lines; `before` is done to prose first."""
    text = re.sub(r"\{%-?\s*highlight\s[^%]*%\}(.*?)\{%-?\s*endhighlight\s*-?%\}",
                  lambda m: "```" + lines_only(m.group(1)[:1]) + m.group(1)[1:] + "```" if m.group(1)[:1] == "\n" and m.group(1)[-1:] == "\n" else m.group(1), text, flags=re.S)
    done = []
    for piece, code in pieces(text):
        if code:
            done.append(TAG.sub(lambda m: m.group(0) if "*/" in m.group(0) else m.group(0), piece))
            continue
        spans = re.split(r"((?<![`\\])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\2(?!`))", piece, flags=re.S)
        # split keeps the span and its ticks: every third piece is prose. Templates run over spans, so stand-ins keep their place.
        kept = spans[1::3]
        stood = "".join(part + (f"\ue010{i}\ue011" if i < len(kept) else "") for i, part in enumerate(spans[0::3]))
        stood = re.sub("\ue010(\\d+)\ue011", lambda m: kept[int(m.group(1))], prose(before(stood)))
        done.append(stood)
    return "".join(done)


class Words(html.parser.HTMLParser):
    """Collects (text, line, optional) of what a browser would show, and the text of attributes that a book may show."""

    def __init__(self, first_line):
        super().__init__(convert_charrefs=True)
        self.parts, self.attributes = [], []
        self.dropped, self.optional, self.hidden, self.code = [], [], [], 0
        self.shown = []  # the text outside code, as it is
        self.line = first_line
        self.loose = 0

    def put(self, text, line=None):
        self.parts.append((text, line or self.line, bool(self.optional or self.hidden)))

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        at = re.match(r"(\d+):", values.get("data-sourcepos") or "")
        if at:
            self.line = int(at.group(1))
        self.attributes += [v for k, v in attrs if v and k in ("href", "src", "alt", "title", "cite", "data", "poster", "id", "label", "value", "placeholder", "srcset", "content", "data-src", "data-lang")]
        if tag not in INLINE:
            self.put(" ")
        if tag in VOID:
            return
        if tag in DROPPED:
            self.dropped.append(tag)
        elif tag in MAYBE:
            self.optional.append(tag)
        elif self.hidden or "hidden" in values or re.search(r"display:\s*none|visibility:\s*hidden", values.get("style") or ""):
            self.hidden.append(tag)

        self.code += tag in ("code", "pre")

    def handle_endtag(self, tag):
        self.code -= tag in ("code", "pre") and self.code > 0
        for stack in (self.dropped, self.optional, self.hidden):
            if tag in stack:
                while stack.pop() != tag:
                    pass
        if tag not in INLINE:
            self.put(" ")

    def handle_data(self, data):
        if not self.dropped:
            self.put(data)
            self.shown.append("\ufffc" if self.code else data)
        else:
            self.attributes.append(data)
        self.line += data.count("\n") if data.strip() else 0

    def handle_comment(self, data):
        self.attributes.append(data)


FRONT = re.compile(r"\A\s*(?:(---|\+\+\+|;;;)[ \t]*\n(.*?)(?:\n)?^(?:\1|\.\.\.)[ \t]*(?:\n|\Z)|(?=\{[\s\n]*\")(\{.*?^\})[ \t]*\n)", re.S | re.M)


def split_front(text):
    """(front matter, body with as many lines as the file)"""
    match = FRONT.match(text)
    if not match:
        head = re.match(r"\s*(?:[A-Za-z][\w-]*:[^\n]*\n)+(?:---[ \t]*)?\n", text)  # Pelican, MultiMarkdown
        if head and re.search(r"(?im)^title:", head.group(0)):
            return head.group(0), lines_only(head.group(0)) + text[head.end():]
        return "", text
    return match.group(2) or match.group(3) or "", lines_only(match.group(0)) + text[match.end():]


def decode(data):
    for name in ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return data.decode(name).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            pass
    return ""


def mended(text, findings):
    """The text with the repairs that the findings name."""
    for f in findings:
        was = re.search(r"mended: (\S+) -> (\S+); check", f["text"])
        if was:
            text = text.replace(was.group(1), was.group(2))
        if "they were joined to a link" in f["text"]:
            text = re.sub(r"\] +\(https?://[^)\s]*\)", "]", text)
    return text


class Source:
    """One post as its site would show it."""

    def __init__(self, path, findings):
        with open(path, "rb") as file:
            self.raw = mended(decode(file.read()), findings)
        self.front, body = split_front(self.raw)
        if path.endswith((".html", ".htm")):
            markup = templates(body)
        else:
            out = subprocess.run(["cmark-gfm", "--unsafe", "--sourcepos", *EXTENSIONS], input=markdown(body, mdx if path.endswith(".mdx") else str).encode("utf-8", "replace"),
                                 capture_output=True, check=True)
            markup = out.stdout.decode()
        markup = re.sub(r'<a [^>]*(?:footnote-backref|footnote-ref)[^>]*>.*?</a>', "", markup, flags=re.S)
        reader = Words(1)
        reader.feed(markup)
        reader.close()
        self.shown = plain("".join(reader.shown))
        self.words = []  # (word, line, optional)
        self.collect(reader.parts)
        known = set(tokens(self.front)) | set(tokens(html.unescape(" ".join(reader.attributes))))
        self.known = known | {w for w, _, optional in self.words if optional}

    def collect(self, parts):
        """Joins the parts of words that markup parts."""
        held, line, optional, marked = [], 1, False, False
        for text, at, may in parts:
            for piece in re.split(f"([{OPEN}{CLOSE}])", text):
                now = may or marked
                if piece in (OPEN, CLOSE) or now != optional:
                    self.flush(held, line, optional)
                    held = []
                if piece == OPEN:
                    marked = True
                elif piece == CLOSE:
                    marked = False
                elif piece:
                    if not held or "".join(held).isspace():
                        line = at
                    held.append(piece)
                optional = may or marked
            if len(held) > 1 and text[-1:].isspace():
                self.flush(held, line, optional)
                held = []
        self.flush(held, line, optional)

    def flush(self, held, line, optional):
        text = "".join(held)
        for row in text.split("\n"):
            self.words += [(word, line, optional) for word in tokens(row)]
            line += 1
