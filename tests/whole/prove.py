"""prove.py - the judge behind tests/tools/prove: which losses a finding excuses, and what counts as a leak"""
import collections
import os
import re

import compare
import outputs
import source

# A finding of these kinds excuses the loss of words from `before` lines above to `after` lines below the line that it names.
EXCUSES = {"html-dropped": (1, 60), "shortcode": (1, 2), "too-deep": (1, 100000), "too-wide": (1, 60), "note-lost": (1, 20), "glyph-missing": (0, 100000),
           "encoding": (0, 100000), "repaired-text": (0, 0), "embed": (1, 1), "preview-link": (1, 1), "shortcode-place": (1, 2),
           "source-shown": (1, 30), "front-matter-unclosed": (1, 30), "front-matter-syntax": (1, 30)}
LEFT_OUT = {"draft", "skipped", "future", "no-post", "not-selected", "other-language", "no-version", "duplicate-post", "empty-post", "post-format", "page-resource",
            "file-too-large"}
# The program promises to read these: they leak even where the site shows them too.
PROMISED = {"template tag", "attribute list", "bracket shortcode", "admonition mark", "module line", "front matter", "mojibake", "control"}
MDX = [("expression", re.compile(r"(?<!\\)\{[\w.+ ]+\}|\{\[|\)\}|</?>"))]
LEAKS = [(name, re.compile(pattern, re.M)) for name, pattern in (
    ("template tag", r"\{\{|\{%|%\}|[>%]\}\}"),
    ("attribute list", r"\{[#:.][\w .:#=\"-]+\}"),
    ("bracket shortcode", r"\[/?(?:caption|gallery|embed|audio|video|playlist|sourcecode|vc_\w+|et_pb_\w+)\b[^\]]*\]|\[[a-z][\w-]*(?:\s+[\w-]+=[\"“”'«„][^\]]*)\]"),
    ("admonition mark", r"(?:^|\s):::|^(?:!!!|\?\?\?\+?) \w|\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|INFO)\]"),
    ("tag", r"</?(?:[a-zA-Z][\w.-]*)(?:\s+[\w:@-]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*\s*/?>|</\w|<!--"),
    ("argument", r"(?<![\w?&/])(?:text|url|src|href|title|class|id|alt|width|height|style|name|caption|link|target|rel)=[\"“”'«„]"),
    ("entity", r"&(?:amp|lt|gt|quot|nbsp|apos|#\d+|#x[0-9a-fA-F]+|[a-z]+acute|ntilde|hellip|mdash|ndash|rsquo|lsquo|[lr]dquo);"),
    ("Markdown link", r"!\[|\]\((?:https?:|/|\.|#|mailto:)|\]\[[\w .-]*\]|^\[[^\]]+\]: "),
    ("Markdown emphasis", r"\*\*(?=\S)[^*\n]{1,200}\*\*|__(?=\w)\w[^_\n]*__|~~|(?<!\w)==(?=\w)"),
    ("Markdown emphasis", r"(?<![\w*/])\*\w[^*\n]*[\w.]\*(?![\w*])|(?<![\w_/])_\w[^_\n]*\s[^_\n]*\w_"),
    ("wiki mark", r"\[\[[^\]\n]+\]\]|\^\[|(?<!\d)%%|^\[TOC\]$|^\^(?: |$)"),
    ("Markdown heading", r"^#{1,6} "),
    ("Markdown fence", r"```|~~~"),
    ("Markdown table", r"\|\s*:?-{3,}|-{3,}:?\s*\|"),
    ("footnote mark", r"\[\^[^\]]+\]"),
    ("emoji code", r"(?<![\w:]):(?:[a-z]+(?:_[a-z0-9]+)*):(?![\w:])"),
    ("written escape", r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}"),
    ("lost character", "\ufffd"),
    ("mojibake", "Ã[\u0080-\u00bf©±³¡]|â€[™œ\u009d“”¦]|Â[\u00a0°¿¡«»]|ðŸ"),
    ("front matter", r"^(?:---|\+\+\+)$|^(?:title|layout|permalink|date|tags|categories|draft): "),
    ("module line", r"^(?:import\s.+\sfrom\s['\"“‘]|export (?:const|default)\b)"),
    ("math", r"\$\$"),
    ("control", "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ue000-\uf8ff]"),
)]


ENTITIES = {"<": "lt|#0*60|#x0*3c", ">": "gt|#0*62|#x0*3e", "&": "amp|#0*38|#x0*26", "*": "ast|#0*42|#x0*2a", "{": "lbrace|lcub|#0*123|#x0*7b",
            "}": "rbrace|rcub|#0*125|#x0*7d", "[": "lbrack|lsqb|#0*91|#x0*5b", "]": "rbrack|rsqb|#0*93|#x0*5d", "_": "lowbar|#0*95", "#": "num|#0*35",
            "$": "dollar|#0*36", "|": "vert|#0*124", "~": "#0*126", "`": "grave|#0*96", "!": "excl|#0*33", "(": "lpar|#0*40", ")": "rpar|#0*41"}


def escaped(leak, raw):
    """Whether the source holds the leak with one of its marks escaped."""
    pattern = []
    for c in leak.strip():
        if c.isspace():
            pattern.append(r"\s+")
        elif c in "\"'“”„«»‘’":
            pattern.append(r"[\"'“”„«»‘’]|&quot;|&#39;|&#34;".join(("(?:\\\\?(?:", "))")))
        elif c.isalnum():
            pattern.append(re.escape(c))
        else:
            pattern.append(rf"(?:\\?{re.escape(c)}" + (f"|&(?:{ENTITIES[c]});" if c in ENTITIES else "") + ")")
    return any(re.search(r"\\|&", m.group(0)) for m in re.finditer("".join(pattern), raw, re.I))


def excused(words, start, end, findings):
    """Whether findings name the loss of each of these words."""
    for finding in findings:
        before, after = EXCUSES.get(finding["kind"], (0, -1))
        if after < 0:
            continue
        at = finding["line"]
        if finding["kind"] in ("shortcode", "shortcode-place"):  # it quotes the tag: only words of the tag may go
            said = set(source.tokens(finding["text"]))
            if "goes through data" in finding["text"]:
                after = 20  # a loop, with what it holds
            elif not all(words[i][0] in said for i in range(start, end)):
                continue
        if all(at - before <= words[i][1] <= at + after for i in range(start, end)) and after < 100000:
            return True
        if after == 100000 and end - start <= 3:
            return True
    return False


HTML = set("a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas caption center cite code col colgroup data "
           "datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame h1 h2 h3 h4 h5 h6 head header hr "
           "html i iframe img input ins kbd label legend li link main map mark meta meter nav noscript object ol optgroup option output p param picture "
           "pre progress q rp rt ruby s samp script section select small source span strike strong style sub summary sup svg table tbody td template "
           "textarea tfoot th thead time title tr track tt u ul var video wbr".split())


def is_word(leak):
    """Whether angle brackets hold no element of HTML: Vec<T>, <your-name>. A browser hides them; to print them is better."""
    name = re.match(r"</?([\w.-]+)", leak)
    return bool(name) and name.group(1).lower() not in HTML


def quoted(leak, raw, line, findings):
    """Whether the author wrote the leak as text (escaped, or in code), or a finding at its line names it."""
    for finding in findings:
        if finding["kind"] not in EXCUSES:
            continue
        if leak in finding["text"] and (not line or not finding["line"] or abs(finding["line"] - line) <= 3):
            return True
        if "as written" in finding["text"] and abs(finding["line"] - line) <= 1:
            return True
    if any(source.plain(leak) in source.plain(zone) for zone in re.findall(r"\{[{%][<%]?/\*.*?\*/", raw)):
        return True
    if re.search(r"/\*.*\*/", raw) and re.search(re.escape(leak.strip("{}<>%")) + r"\s*/\*|\*/\s*" + re.escape(leak.strip("{}<>%")), raw):
        return True
    return escaped(leak, raw) or any(leak in zone for zone in re.findall(r"(?s)\{%-?\s*raw.*?endraw", raw))


def leaks(post, src, strict):
    """(kind, line, context, outputs, times) of what of the markup can be read in a post. What a browser shows as well, for the author wrote it so, counts
    only when it is promised or `strict`."""
    raw = src.raw
    found = {}
    for output in ("pdf", "epub"):
        flat = post.plain[output]
        for name, pattern in LEAKS + (MDX if post.path.endswith(".mdx") else []):
            for match in pattern.finditer(flat):
                context = flat[max(0, match.start() - 30):match.end() + 30].replace("\n", " ⏎ ")
                if not strict and name not in PROMISED and source.plain(match.group(0)) in src.shown:
                    continue
                if name == "tag" and is_word(match.group(0)):
                    continue
                line = line_of(raw, match.group(0), context)
                if (name in PROMISED or match.group(0) not in post.title) and not quoted(match.group(0), raw, line, post.findings):
                    found.setdefault((name, line, match.group(0)), [context, []])[1].append(output)
    for (name, line, leak), (context, where) in found.items():
        yield name, line, context, "+".join(sorted(set(where))), len(where)


def note_numbers(text, calls):
    """Takes the numbers of notes from behind their words: the pages say which, in their order."""
    out, at = [], 0
    for word, number, after in calls:
        found = re.compile(rf"(?<!\w){re.escape(word + number + after)}(?!\w)" if word else rf"{number}(?={re.escape(after)}(?!\w))").search(text, at)
        if found:
            out += [text[at:found.start()], f"{word} "]
            at = found.start() + len(word + number)
    return "".join(out) + text[at:]


def line_of(raw, leak, context):
    """The source's line that a leak comes from, as well as can be told."""
    at = raw.find(leak)
    words = [w for w in re.findall(r"[^\W_]{4,}", context)]
    for number, line in enumerate(raw.split("\n"), 1):
        if leak in line and any(w in line for w in words):
            return number
    return raw.count("\n", 0, at) + 1 if at >= 0 else 0


def judge(post, flags):
    """Prints what is wrong with one post; returns how many words it has and how much is wrong."""
    src = source.Source(post.path, post.findings)
    title = [(w, 1, False) for w in source.tokens(post.title)]
    same = [w for w, _, _ in src.words[:len(title)]] == [w for w, _, _ in title] or not re.search(r"(?im)^\W*title\b", src.front)
    words = src.words if same else title + src.words  # a heading that is the title is set once
    wrong, seen = 0, {}
    for output in ("pdf", "epub"):
        text = note_numbers(post.text[output], post.calls) if output == "pdf" else post.text[output]
        book = source.tokens(text)
        lost, added = compare.compare(words, book)
        if output == "pdf" and lost:  # words that a line's end parts inside a cell: the page's lines tell what belongs together
            whole = collections.Counter(source.tokens(post.joined))
            whole.subtract(book)
            lost = [(start, end) for start, end in lost if any(whole[w] <= 0 for w, _, may in words[start:end] if not may)]
        for start, end in lost:
            if not excused(words, start, end, post.findings):
                seen.setdefault((start, end), []).append(output)
        if "--added" in flags:
            known = src.known | set(source.tokens(post.about))
            for start, end in added:
                if not all(w in known or w.isdigit() for w in book[start:end]):
                    print(f"{post.path}: added in {output}: … {' '.join(book[max(0, start - 4):start])} [{' '.join(book[start:end])}] {' '.join(book[end:end + 4])} …")
    for (start, end), where in sorted(seen.items()):
        wrong += 1
        text = " ".join(w for w, _, _ in words[start:end])
        print(f"{post.path}:{words[start][1]}: lost in {'+'.join(where)}: … {' '.join(w for w, _, _ in words[max(0, start - 4):start])} "
              f"[{text if len(text) < 300 else text[:300] + ' …'}] {' '.join(w for w, _, _ in words[end:end + 4])} …")
    for address in sorted(set(post.unsaid)):
        wrong += 1
        print(f"{post.path}: no page says where a link leads: {address}")
    for name, line, context, where, count in leaks(post, src, "--strict" in flags):
        wrong += 1
        print(f"{post.path}:{line}: leak in {where}: {name}: {context}" + (f" ({count} times)" if count > 2 else ""))
    if "--posts" in flags:
        print(f"{post.path}: {len(words)} words")
    return len(words), wrong


def left_out(findings):
    """{kind: {file: words}} of the files that are in no book, by what the findings say of them."""
    kinds = {}
    for finding in findings:
        if finding["kind"] in LEFT_OUT and os.path.isfile(finding["file"]):
            text = open(finding["file"], "rb").read().decode("utf-8", "replace")
            kinds.setdefault(finding["kind"], {})[finding["file"]] = len(source.tokens(source.split_front(text)[1]))
    return kinds


def prove(program, site, options, folder, flags):
    made = outputs.make(program, site, options, folder)
    if not made:
        return 1
    posts, rest = made
    words = wrong = 0
    for post in posts:
        count, faults = judge(post, flags)
        words, wrong = words + count, wrong + faults
    for kind, files in left_out(rest).items():
        print(f"{site}: left out as {kind}: {len(files)} files, {sum(files.values())} words, such as {max(files, key=files.get)}")
    print(f"{site}: {words} words in {len(posts)} posts; {wrong} lost or leaked")
    return 1 if wrong else 0
