"""pdffile.py - a PDF as qpdf sees it, for judges: objects, pages, what its contents paint, the structure tree, fonts, metadata

Python's standard library and `qpdf --json` only. What a file says is never believed: a wrong type reads as nothing, and a circle ends.
"""
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zlib
from xml.etree import ElementTree

REF = re.compile(r"\d+ \d+ R")


class File:
    """Objects by number ("4 0 R"), references followed on demand. A folder for the streams must be given."""

    def __init__(self, path, folder):
        self.path = path
        self.raw = pathlib.Path(path).read_bytes()
        done = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-key=encrypt", "--json-stream-data=file",
                               f"--json-stream-prefix={folder}/s", "--decode-level=none", path], capture_output=True, check=False)
        if done.returncode not in (0, 3):
            raise ValueError(done.stderr.decode("utf-8", "replace").strip())
        self.warned = done.stderr.decode("utf-8", "replace").strip()
        report = json.loads(done.stdout.decode("utf-8", "surrogateescape"))  # names may be of any bytes
        self.encrypted = report["encrypt"]["encrypted"]
        self.objects = {key[4:]: value for key, value in report["qpdf"][1].items() if key.startswith("obj:")}
        self.trailer = report["qpdf"][1]["trailer"]["value"]
        self.root = self.dict(self.trailer.get("/Root"))
        self.info = self.dict(self.trailer.get("/Info"))
        self.page_refs = []
        self.pages = list(self.walk_pages())
        self.cache = {}
        self.xmp = self.read_xmp()

    # ---- objects ----

    def value(self, x):
        """The object itself; of a stream its dictionary."""
        for _ in range(20):
            if not (isinstance(x, str) and x.endswith(" R") and REF.fullmatch(x)):
                return x
            held = self.objects.get(x, {})
            x = held["stream"]["dict"] if "stream" in held else held.get("value")
        return None

    def get(self, d, *keys):
        for key in keys:
            d = self.value(d)
            d = d.get(key) if isinstance(d, dict) else None
        return self.value(d)

    def dict(self, x):
        x = self.value(x)
        return x if isinstance(x, dict) else {}

    def array(self, x):
        x = self.value(x)
        return x if isinstance(x, list) else []

    def is_stream(self, ref):
        return isinstance(ref, str) and "stream" in self.objects.get(ref, {})

    def bytes(self, ref):
        """The bytes of a stream as they stand in the file."""
        held = self.objects.get(ref, {}).get("stream") if isinstance(ref, str) else None
        return pathlib.Path(held["datafile"]).read_bytes() if held else None

    def data(self, ref):
        """The bytes of a stream without its filters; None when they cannot be read."""
        raw = self.bytes(ref)
        if raw is None:
            return None
        d = self.dict(ref)
        filters = self.value(d.get("/Filter")) or []
        for name in [filters] if isinstance(filters, str) else filters:
            if name == "/ASCIIHexDecode":
                raw = bytes_of_hex(raw.split(b">")[0])
                continue
            if name != "/FlateDecode" or self.value(d.get("/DecodeParms")):
                return None
            try:
                raw = zlib.decompress(raw)
            except zlib.error:
                return None
        return raw

    def dicts(self):
        """Every dictionary of the file with the number of the object that holds it."""
        for number, held in self.objects.items():
            todo = [held["stream"]["dict"] if "stream" in held else held.get("value")]
            while todo:
                x = todo.pop()
                if isinstance(x, dict):
                    yield number, x
                    todo += x.values()
                elif isinstance(x, list):
                    todo += x

    def streams(self):
        for number, held in self.objects.items():
            if "stream" in held:
                yield number, held["stream"]["dict"]

    def walk_pages(self):
        todo, seen = [(self.root.get("/Pages"), {})], set()
        while todo:
            ref, inherited = todo.pop()
            node = self.value(ref)
            if not isinstance(node, dict) or ref in seen:
                continue
            seen.add(ref)
            here = dict(inherited)
            here.update({k: node[k] for k in ("/MediaBox", "/CropBox", "/Resources", "/Rotate") if k in node})
            if node.get("/Type") == "/Pages":
                todo += [(kid, here) for kid in reversed(self.array(node.get("/Kids")))]
            else:
                self.page_refs.append(ref)
                yield {**here, **node}

    def number_tree(self, ref, faults=None):
        """{number: value} of a number tree; what is wrong with the tree goes to faults."""
        return self.tree(ref, "/Nums", int, faults)

    def name_tree(self, ref, faults=None):
        return self.tree(ref, "/Names", str, faults)

    def tree(self, ref, leaf, kind, faults):
        found, seen, last = {}, set(), None
        faults = faults if faults is not None else []
        todo = [(ref, None, True)]
        while todo:
            ref, limits, is_root = todo.pop()
            node = self.dict(ref)
            if isinstance(ref, str):
                if ref in seen:
                    faults.append(f"{ref} is met twice")
                    continue
                seen.add(ref)
            have = self.array(node.get("/Limits"))
            if not is_root and (len(have) != 2 or not all(isinstance(x, kind) for x in have)):
                faults.append(f"{ref} has no limits")
            entries = self.array(node.get(leaf))
            if len(entries) % 2:
                faults.append(f"{ref}: an odd number of entries")
            keys = [self.value(k) for k in entries[0::2]]
            for key, value in zip(keys, entries[1::2]):
                if not isinstance(key, kind) or isinstance(key, bool):
                    faults.append(f"{key} is no key")
                    continue
                order = key if kind is int else octets(key)
                if last is not None and order <= last:
                    faults.append(f"{key} stands out of order")
                last = order
                found[key if kind is int else text(key)] = value
            if keys and not is_root and len(have) == 2 and have != [keys[0], keys[-1]]:
                faults.append(f"{ref}: the limits {have} are not those of its entries")
            todo += [(kid, None, False) for kid in reversed(self.array(node.get("/Kids")))]
        return found

    # ---- metadata ----

    def read_xmp(self):
        """The properties of the document's metadata: {namespace + name: text}; None without or when it is not XML."""
        self.xmp_tree = self.xmp_root(self.root.get("/Metadata"))
        if self.xmp_tree is None:
            return None
        found = {}
        for node in self.xmp_tree.iter(RDF + "Description"):
            found.update({key: value for key, value in node.attrib.items()})
            found.update({child.tag: "".join(child.itertext()).strip() for child in node})
        return found

    def xmp_root(self, ref):
        data = self.data(ref)
        if data is None:
            return None
        try:
            return ElementTree.fromstring(data.decode("utf-8"))
        except (ElementTree.ParseError, UnicodeDecodeError, ValueError):
            return None

    def xmp_prefixes(self, ref):
        """{namespace: its prefixes} of a metadata stream."""
        found = {}
        try:
            for _, (prefix, uri) in ElementTree.iterparse(io.BytesIO(self.data(ref) or b""), ("start-ns",)):
                found.setdefault(uri, set()).add(prefix)
        except ElementTree.ParseError:
            pass
        return found

    # ---- contents ----

    def page_content(self, page):
        refs = page.get("/Contents")
        listed = self.value(refs)
        parts = [self.data(r) for r in (listed if isinstance(listed, list) else [refs] if refs else [])]
        return None if None in parts else b"\n".join(parts)

    def contents(self):
        """Every content stream: (where, bytes or None)."""
        for n, page in enumerate(self.pages, 1):
            yield f"page {n}", self.page_content(page)
        for number, d in self.streams():
            if d.get("/Subtype") == "/Form" or d.get("/PatternType") == 1:
                yield f"object {number}", self.data(number)
        for number, d in self.dicts():
            if d.get("/Type") == "/Font" and d.get("/Subtype") == "/Type3":
                for name, ref in self.dict(d.get("/CharProcs")).items():
                    yield f"glyph {name} of object {number}", self.data(ref)

    def painted(self):
        """Everything that the pages paint, in the order of painting; see Item. Read once."""
        if "painted" not in self.cache:
            painter = Painter(self)
            for n, page in enumerate(self.pages):
                painter.page(n + 1, self.page_refs[n], page)
            self.cache["painted"] = painter
        return self.cache["painted"]

    def font(self, ref):
        fonts = self.cache.setdefault("fonts", {})
        key = ref if isinstance(ref, str) else json.dumps(ref, sort_keys=True)
        if key not in fonts:
            fonts[key] = Font(self, ref)
        return fonts[key]

    def tags(self):
        if "tags" not in self.cache:
            self.cache["tags"] = Tags(self)
        return self.cache["tags"]


RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XML = "{http://www.w3.org/XML/1998/namespace}"


def octets(x):
    """The bytes of a string of qpdf's JSON."""
    if isinstance(x, str) and x.startswith("b:"):
        return bytes.fromhex(x[2:])
    if isinstance(x, str) and x.startswith("u:"):
        try:
            return x[2:].encode("latin-1")
        except UnicodeEncodeError:
            return b"\xfe\xff" + x[2:].encode("utf-16-be")
    return b""


def text(x):
    """A string of qpdf's JSON as text; None when it is none."""
    if isinstance(x, str) and x.startswith("u:"):
        return x[2:]
    return text_of_bytes(bytes.fromhex(x[2:])) if isinstance(x, str) and x.startswith("b:") else None


def text_of_bytes(raw):
    return raw[2:].decode("utf-16-be", "replace") if raw[:2] == b"\xfe\xff" else raw.decode("latin-1")


def is_name(x):
    return isinstance(x, str) and x.startswith("/")


def is_number(x):
    return isinstance(x, (int, float)) and not isinstance(x, bool)


def box(x):
    if not (isinstance(x, list) and len(x) == 4 and all(is_number(v) for v in x)):
        return None
    return min(x[0], x[2]), min(x[1], x[3]), max(x[0], x[2]), max(x[1], x[3])


def inside(a, b, e=0.02):
    """Whether a lies within b, but for the rounding of numbers with few digits."""
    return a[0] >= b[0] - e and a[1] >= b[1] - e and a[2] <= b[2] + e and a[3] <= b[3] + e


# ---- content streams ----

TOKEN = re.compile(rb"\((?:[^()\\]|\\.)*\)|\(|<<|>>|<[0-9A-Fa-f\s]*>|[\[\]]|/[^\s()<>\[\]{}/%]*|%[^\r\n]*|[^\s()<>\[\]{}/%]+|[<>(){}]", re.S)
NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")
OPERATORS = frozenset("""b B b* B* BDC BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l M m MP n q Q re
    RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' " BI ID EI""".split())
LITERALS = (b"true", b"false", b"null")


def string_end(data, at):
    """Where a string in parentheses that begins at `at` ends, whatever is nested in it."""
    depth = 0
    while at < len(data):
        c = data[at]
        if c == 0x5C:
            at += 1
        elif c == 0x28:
            depth += 1
        elif c == 0x29:
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return len(data)


def operations(data):
    """(operator, operands) of a content stream, operands as they are written; an inline image's dictionary is the operands of BI."""
    operands, at = [], 0
    scan = TOKEN.match
    space = re.compile(rb"[\s\0]*")
    while True:
        at = space.match(data, at).end()
        match = scan(data, at)
        if not match:
            if at < len(data):
                at += 1
                continue
            return
        token = match.group()
        at = match.end()
        first = token[:1]
        if token == b"(":
            at = string_end(data, match.start())
            operands.append(data[match.start():at])
            continue
        if first in b"(<[]/>" or first in b"0123456789+-." or token in LITERALS:
            operands.append(token)
            continue
        if first == b"%":
            continue
        name = token.decode("latin-1")
        if name == "ID":
            yield "BI", operands
            end = re.compile(rb"\sEI(?=\s|\Z)").search(data, at)
            at, operands = end.end() if end else len(data), []
            continue
        if name != "BI":
            yield name, operands
        operands = []


ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def bytes_of_hex(inside):
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", inside)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def bytes_of_string(token):
    if token[:1] == b"<":
        return bytes_of_hex(token[1:-1])
    inside = token[1:-1]
    if b"\\" not in inside:
        return inside

    def plain(match):
        what = match.group(1)
        if what[:1].isdigit():
            return bytes([int(what, 8) & 255])
        return ESCAPES.get(what, b"" if what in (b"\n", b"\r\n", b"\r") else what)
    return re.sub(rb"\\([0-7]{1,3}|\r\n|.)", plain, inside, flags=re.S)


def objects_of(tokens):
    """Operands as objects in the shape of qpdf's JSON; strings as "b:" and hexadecimal digits."""
    stack = [[]]
    for token in tokens:
        first = token[:1]
        if token in (b"[", b"<<"):
            stack.append([])
        elif token in (b"]", b">>"):
            if len(stack) == 1:
                continue
            done = stack.pop()
            if token == b">>":
                done = {k: v for k, v in zip(done[0::2], done[1::2]) if is_name(k)}
            stack[-1].append(done)
        elif first in b"(<":
            stack[-1].append("b:" + bytes_of_string(token).hex())
        elif first == b"/":
            stack[-1].append(re.sub(r"#([0-9A-Fa-f]{2})", lambda m: chr(int(m.group(1), 16)), token.decode("latin-1")))
        elif token in LITERALS:
            stack[-1].append({b"true": True, b"false": False, b"null": None}[token])
        else:
            stack[-1].append(number_of(token))
    while len(stack) > 1:
        done = stack.pop()
        stack[-1].append(done)
    return stack[0]


def number_of(token):
    try:
        return int(token)
    except ValueError:
        try:
            return float(token)
        except ValueError:
            return 0


class Mark:
    """A marked-content sequence: its tag, properties, the page or form whose content it stands in."""
    __slots__ = ("tag", "props", "mcid", "owner", "parent", "where", "in_text", "holds")

    def __init__(self, tag, props, owner, parent, where, in_text):
        self.tag, self.props, self.owner, self.parent, self.where, self.in_text = tag, props, owner, parent, where, in_text
        mcid = props.get("/MCID")
        self.mcid = mcid if isinstance(mcid, int) and not isinstance(mcid, bool) else None
        self.holds = False  # whether anything is painted within

    def up(self):
        """This one and those around it, the innermost first."""
        mark = self
        while mark:
            yield mark
            mark = mark.parent


class Item:
    """Something painted: text, path, image, shading. Of text: the font, codes, how it is shown, where it begins and ends,
    its size, how far right of the first glyph the last one begins."""
    __slots__ = ("kind", "page", "where", "mark", "font", "codes", "mode", "x", "y", "end", "size", "box", "way")

    def __init__(self, kind, page, where, mark):
        self.kind, self.page, self.where, self.mark = kind, page, where, mark
        self.font = self.codes = self.mode = self.box = None
        self.x = self.y = self.end = self.size = self.way = 0


def times(a, b):
    return (a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5])


UNIT = (1, 0, 0, 1, 0, 0)
PATHS = frozenset("S s f F f* B B* b b*".split())


class State:
    __slots__ = ("ctm", "font", "size", "mode", "tc", "tw", "tz", "tl", "rise")

    def __init__(self, other=None):
        for key in self.__slots__:
            setattr(self, key, getattr(other, key) if other else None)
        if not other:
            self.ctm, self.size, self.mode, self.tc, self.tw, self.tz, self.tl, self.rise = UNIT, 0, 0, 0, 0, 1, 0, 0


class Painter:
    """Reads the pages' contents as a viewer does, as far as text, paths, pictures and marks go."""

    def __init__(self, file):
        self.file = file
        self.items = []
        self.marks = []  # every marked-content sequence
        self.faults = []  # (where, what): of the nesting of marks, text objects and states
        self.used = {}  # form: how many times it is painted
        self.deepest = 0  # q within q

    def page(self, n, ref, page):
        data = self.file.page_content(page)
        if data is None:
            self.faults.append((f"page {n}", "the content cannot be read"))
            return
        self.stream(data, self.file.dict(page.get("/Resources")), State(), n, f"page {n}", ref, None, (ref,))

    def resource(self, resources, kind, name):
        return self.file.dict(resources.get(kind)).get(name)

    def stream(self, data, resources, state, page, where, owner, mark, within):
        stack, outer = [], mark
        in_text, tm, tlm = False, UNIT, UNIT
        file, fault = self.file, lambda what: self.faults.append((where, what))
        new = lambda kind: Item(kind, page, where, mark)
        for op, raw in operations(data):
            if op in ("Tj", "TJ", "'", '"'):
                if op == '"' and len(raw) > 2:
                    state.tw, state.tc = number_of(raw[0]), number_of(raw[1])
                if op in "'\"":
                    tm = tlm = times((1, 0, 0, 1, 0, -state.tl), tlm)
                tm = self.show(state, tm, raw if op == "TJ" else raw[-1:], new("text"))
                if not in_text:
                    fault(f"{op} outside of a text object")
            elif op in ("Td", "TD"):
                a = [number_of(x) for x in raw[-2:]]
                if len(a) == 2:
                    tm = tlm = times((1, 0, 0, 1, a[0], a[1]), tlm)
                    if op == "TD":
                        state.tl = -a[1]
            elif op == "Tm":
                a = [number_of(x) for x in raw[-6:]]
                if len(a) == 6:
                    tm = tlm = tuple(a)
            elif op == "T*":
                tm = tlm = times((1, 0, 0, 1, 0, -state.tl), tlm)
            elif op in ("BDC", "BMC"):
                operands = objects_of(raw)
                tag = operands[0] if operands and is_name(operands[0]) else None
                props = operands[1] if op == "BDC" and len(operands) > 1 else {}
                if is_name(props):
                    props = file.dict(self.resource(resources, "/Properties", props))
                if tag is None or not isinstance(props, dict):
                    fault(f"{op} without a tag or a dictionary")
                    props = {}
                mark = Mark(tag, props, owner, mark, where, in_text)
                self.marks.append(mark)
            elif op == "EMC":
                if mark is outer:
                    fault("EMC without its beginning")
                else:
                    if mark.in_text != in_text:
                        fault("marked content and a text object overlap")
                    mark = mark.parent
            elif op in PATHS or op == "sh":
                self.add(new("shading" if op == "sh" else "path"))
            elif op == "Tf":
                state.font = self.resource(resources, "/Font", raw[0].decode("latin-1")) if raw else None
                state.size = number_of(raw[1]) if len(raw) > 1 else 0
                if state.font is None:
                    fault(f"the font {raw[:1]} is not among the resources")
            elif op == "cm":
                a = [number_of(x) for x in raw[-6:]]
                if len(a) == 6:
                    state.ctm = times(tuple(a), state.ctm)
            elif op == "q":
                stack.append(State(state))
                self.deepest = max(self.deepest, len(stack))
            elif op == "Q":
                if stack:
                    state = stack.pop()
                else:
                    fault("Q without q")
            elif op in ("BT", "ET"):
                if in_text == (op == "BT"):
                    fault(f"{op} {'within' if in_text else 'outside of'} a text object")
                in_text, tm, tlm = op == "BT", UNIT, UNIT
            elif op == "Do":
                self.paint(raw[0].decode("latin-1") if raw else "", resources, state, page, where, mark, within)
            elif op == "BI":
                self.add(new("image"))
            elif op == "Tr":
                state.mode = number_of(raw[0]) if raw else 0
            elif op == "Tc":
                state.tc = number_of(raw[0]) if raw else 0
            elif op == "Tw":
                state.tw = number_of(raw[0]) if raw else 0
            elif op == "Tz":
                state.tz = number_of(raw[0]) / 100 if raw else 1
            elif op == "TL":
                state.tl = number_of(raw[0]) if raw else 0
            elif op == "Ts":
                state.rise = number_of(raw[0]) if raw else 0
            elif op == "gs":
                font = file.array(file.dict(self.resource(resources, "/ExtGState", raw[0].decode("latin-1") if raw else "")).get("/Font"))
                if len(font) == 2:
                    state.font, state.size = font[0], file.value(font[1]) or 0
        if mark is not outer:
            fault("marked content without its end")
        if stack:
            fault("q without Q")
        if in_text:
            fault("a text object without its end")

    def add(self, item):
        self.items.append(item)
        mark = item.mark
        while mark and not mark.holds:
            mark.holds = True
            mark = mark.parent

    def show(self, state, tm, tokens, item):
        font = self.file.font(state.font)
        item.font, item.mode = font, state.mode
        codes, x, first_at, last_at = [], 0.0, None, 0.0
        for token in tokens:
            first = token[:1]
            if first in b"(<":
                for code in font.codes(bytes_of_string(token)):
                    codes.append(code)
                    first_at, last_at = x if first_at is None else first_at, x
                    x += (font.width(code) / 1000 * state.size + state.tc + (state.tw if font.single and code == 32 else 0)) * state.tz
            elif first not in b"[]":
                x -= number_of(token) / 1000 * state.size * state.tz
        item.codes, item.way = codes, last_at - (first_at or 0)
        m = times(tm, state.ctm)
        item.x, item.y = m[4] + state.rise * m[2], m[5] + state.rise * m[3]
        item.end = (item.x + x * m[0], item.y + x * m[1])
        item.size = state.size * (m[2] ** 2 + m[3] ** 2) ** .5
        if codes:
            self.add(item)
        return times((1, 0, 0, 1, x, 0), tm)

    def paint(self, name, resources, state, page, where, mark, within):
        ref = self.resource(resources, "/XObject", name)
        d = self.file.dict(ref)
        if d.get("/Subtype") == "/Form":
            self.used[ref] = self.used.get(ref, 0) + 1
            data = self.file.data(ref)
            if data is None or ref in within or len(within) > 20:
                self.faults.append((where, f"the form {name} cannot be read"))
                return
            inner = State(state)
            matrix = self.file.array(d.get("/Matrix"))
            if len(matrix) == 6 and all(is_number(x) for x in matrix):
                inner.ctm = times(tuple(matrix), inner.ctm)
            own = self.file.value(d.get("/Resources"))
            self.stream(data, own if isinstance(own, dict) else resources, inner, page, f"{where}, form {ref}", ref, mark, within + (ref,))
            return
        if not d:
            self.faults.append((where, f"{name} is not among the resources"))
            return
        item = Item("image", page, where, mark)
        c = state.ctm
        corners = [(c[4] + a * c[0] + b * c[2], c[5] + a * c[1] + b * c[3]) for a in (0, 1) for b in (0, 1)]
        item.box = (min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners))
        self.add(item)


# ---- fonts ----

PREDEFINED_CMAPS = frozenset(f"{name}-{way}" for name in """Identity GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K UniGB-UCS2 UniGB-UTF16 B5pc HKscs-B5 ETen-B5
    ETenms-B5 CNS-EUC UniCNS-UCS2 UniCNS-UTF16 83pv-RKSJ 90ms-RKSJ 90msp-RKSJ 90pv-RKSJ Add-RKSJ EUC Ext-RKSJ UniJIS-UCS2 UniJIS-UCS2-HW
    UniJIS-UTF16 KSC-EUC KSCms-UHC KSCms-UHC-HW KSCpc-EUC UniKS-UCS2 UniKS-UTF16""".split() for way in "HV") | {"H", "V"}


def sfnt_tables(data):
    """{tag: bytes} of a TrueType or OpenType program; {} when it is none."""
    if not data or data[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        return {}
    found = {}
    for i in range(int.from_bytes(data[4:6], "big")):
        entry = data[12 + 16 * i:28 + 16 * i]
        if len(entry) == 16:
            at, size = int.from_bytes(entry[8:12], "big"), int.from_bytes(entry[12:16], "big")
            if at + size <= len(data):
                found[entry[:4].decode("latin-1")] = data[at:at + size]
    return found


def u16(data, at):
    return int.from_bytes(data[at:at + 2], "big")


class Font:
    """A font's dictionary and its program. A code is a number; what cannot be known is None."""

    def __init__(self, file, ref):
        self.file, self.ref = file, ref
        self.d = d = file.dict(ref)
        self.subtype = d.get("/Subtype")
        self.name = d.get("/BaseFont") or "without a name"
        self.single = self.subtype != "/Type0"
        down = file.array(d.get("/DescendantFonts"))
        self.cid = file.dict(down[0]) if down and not self.single else {}
        self.descriptor = file.dict((self.cid or d).get("/FontDescriptor"))
        self.encoding = file.value(d.get("/Encoding"))
        self.program_ref = next((self.descriptor[k] for k in ("/FontFile", "/FontFile2", "/FontFile3") if k in self.descriptor), None)
        self.program_key = next((k for k in ("/FontFile", "/FontFile2", "/FontFile3") if k in self.descriptor), None)
        self.program = file.data(self.program_ref) if self.program_ref else None
        self.tables = sfnt_tables(self.program)
        self.unicode = self.read_unicode()
        self.widths = self.read_widths()
        self.default_width = file.value((self.cid or self.descriptor).get("/DW" if self.cid else "/MissingWidth"))
        if not is_number(self.default_width):
            self.default_width = 1000 if self.cid else 0
        self.map, self.cff_read = None, None
        if self.cid and file.is_stream(self.cid.get("/CIDToGIDMap")):
            self.map = file.data(self.cid.get("/CIDToGIDMap"))

    def codes(self, raw):
        return list(raw) if self.single else [raw[i] << 8 | raw[i + 1] for i in range(0, len(raw) - 1, 2)]

    def width(self, code):
        """In thousandths, from the dictionary."""
        return self.widths.get(code, self.default_width)

    def glyph(self, code):
        """The glyph's number in the program, where the code is a CID; else None."""
        if self.single:
            return None
        cff = self.cff()
        if cff and cff.cids is not None:
            return cff.cids.get(code, 0x10000)
        if self.map is not None:
            return u16(self.map, 2 * code) if 2 * code + 1 < len(self.map) else 0
        return code

    def glyphs(self):
        """How many the program has; None: unknown."""
        maxp = self.tables.get("maxp", b"")
        if len(maxp) >= 6:
            return u16(maxp, 4)
        cff = self.cff()
        return cff.glyphs if cff else None

    def program_width(self, code):
        """In thousandths, from the program; None: unknown."""
        glyph = self.glyph(code)
        hhea, hmtx, head = (self.tables.get(t, b"") for t in ("hhea", "hmtx", "head"))
        if glyph is None or len(hhea) < 36 or len(head) < 20 or not u16(head, 18):
            return None
        n = u16(hhea, 34)
        if n == 0 or len(hmtx) < 4 * n:
            return None
        return u16(hmtx, 4 * min(glyph, n - 1)) * 1000 / u16(head, 18)

    def cff(self):
        if self.cff_read is None:
            self.cff_read = self.find_cff() or False
        return self.cff_read

    def find_cff(self):
        data = self.tables.get("CFF ") or (self.program if self.program_key == "/FontFile3" and not self.tables else None)
        return Cff(data) if data else None

    def cmaps(self):
        """(platform, encoding) of the program's own maps."""
        cmap = self.tables.get("cmap", b"")
        return [(u16(cmap, 4 + 8 * i), u16(cmap, 6 + 8 * i)) for i in range(u16(cmap, 2) if len(cmap) >= 4 else 0) if len(cmap) >= 12 + 8 * i]

    def read_widths(self):
        file, found = self.file, {}
        if self.single:
            first = file.value(self.d.get("/FirstChar"))
            for i, w in enumerate(file.array(self.d.get("/Widths"))):
                if isinstance(first, int) and is_number(file.value(w)):
                    found[first + i] = file.value(w)
            if self.subtype == "/Type3":
                m = file.array(self.d.get("/FontMatrix"))
                scale = m[0] * 1000 if len(m) == 6 and is_number(m[0]) else 1
                found = {k: v * scale for k, v in found.items()}
            return found
        w = [file.value(x) for x in file.array(self.cid.get("/W"))]
        i = 0
        while i + 1 < len(w):
            if isinstance(w[i + 1], list):
                for n, width in enumerate(w[i + 1]):
                    found[w[i] + n] = file.value(width)
                i += 2
            else:
                if i + 2 < len(w) and isinstance(w[i], int) and isinstance(w[i + 1], int):
                    for code in range(w[i], min(w[i + 1], 65535) + 1):
                        found[code] = w[i + 2]
                i += 3
        return found

    def read_unicode(self):
        """{code: text} of ToUnicode; None without one."""
        if "/ToUnicode" not in self.d:
            return None
        data = self.file.data(self.d["/ToUnicode"])
        return {} if data is None else read_cmap(data)

    def text(self, code):
        """The characters that a code stands for; None: unknown."""
        if self.unicode is not None:
            return self.unicode.get(code)
        if self.subtype in ("/Type1", "/TrueType", "/MMType1") and self.encoding in ("/WinAnsiEncoding", "/MacRomanEncoding"):
            try:
                return bytes([code]).decode("cp1252" if self.encoding == "/WinAnsiEncoding" else "mac_roman")
            except UnicodeDecodeError:
                return None
        return None


class Cff:
    """As much of a Compact Font Format program as tells how many glyphs it has, and which CIDs they are (None: not by CID)."""

    def __init__(self, data):
        self.glyphs = self.cids = None
        try:
            _, at = self.index(data, data[2])
            tops, at = self.index(data, at)
            top = self.dict(tops[0])
            self.glyphs = u16(data, top[17][0]) if 17 in top else None
            if 1230 in top and self.glyphs:
                self.cids = self.charset(data, top.get(15, [0])[0])
        except (IndexError, ValueError):
            pass

    def charset(self, data, at):
        if at <= 2:
            return {n: n for n in range(self.glyphs)}
        found, kind, glyph = {0: 0}, data[at], 1
        at += 1
        while glyph < self.glyphs:
            first, left = u16(data, at), 0
            at += 2
            if kind:
                left = data[at] if kind == 1 else u16(data, at)
                at += kind
            for n in range(left + 1):
                found[first + n] = glyph + n
            glyph += left + 1
        return found

    @staticmethod
    def index(data, at):
        count = u16(data, at)
        if count == 0:
            return [], at + 2
        size = data[at + 2]
        offsets = [int.from_bytes(data[at + 3 + i * size:at + 3 + (i + 1) * size], "big") for i in range(count + 1)]
        base = at + 2 + (count + 1) * size
        return [data[base + a:base + b] for a, b in zip(offsets, offsets[1:])], base + offsets[-1]

    @staticmethod
    def dict(data):
        found, operands, i = {}, [], 0
        while i < len(data):
            b = data[i]
            i += 1
            if b <= 21:
                if b == 12:
                    b = 1200 + data[i]
                    i += 1
                found[b], operands = operands, []
            elif b == 28:
                operands.append(int.from_bytes(data[i:i + 2], "big", signed=True))
                i += 2
            elif b == 29:
                operands.append(int.from_bytes(data[i:i + 4], "big", signed=True))
                i += 4
            elif b == 30:
                while i < len(data) and data[i] & 15 != 15:
                    i += 1
                i += 1
                operands.append(0)
            elif b <= 246:
                operands.append(b - 139)
            elif b <= 250:
                operands.append((b - 247) * 256 + data[i] + 108)
                i += 1
            elif b <= 254:
                operands.append(-(b - 251) * 256 - data[i] - 108)
                i += 1
        return found


def read_cmap(data):
    """{code: text} of the maps to characters in a CMap."""
    found = {}
    tokens = re.findall(rb"<[0-9A-Fa-f\s]*>|\[|\]|\w+", re.sub(rb"%[^\r\n]*", b"", data))
    i, mode = 0, None
    chars = lambda t: bytes_of_hex(t).decode("utf-16-be", "replace")
    code = lambda t: int.from_bytes(bytes_of_hex(t), "big")
    while i < len(tokens):
        t = tokens[i]
        if t in (b"beginbfchar", b"beginbfrange"):
            mode = t
        elif t in (b"endbfchar", b"endbfrange"):
            mode = None
        elif mode == b"beginbfchar" and i + 1 < len(tokens):
            found[code(t)] = chars(tokens[i + 1])
            i += 1
        elif mode == b"beginbfrange" and i + 2 < len(tokens):
            low, high = code(t), min(code(tokens[i + 1]), code(t) + 65535)
            i += 2
            if tokens[i] == b"[":
                for n in range(low, high + 1):
                    i += 1
                    if i >= len(tokens) or tokens[i] == b"]":
                        break
                    found[n] = chars(tokens[i])
                while i < len(tokens) and tokens[i] != b"]":
                    i += 1
            else:
                base = bytes_of_hex(tokens[i])
                for n in range(high - low + 1):
                    found[low + n] = (int.from_bytes(base, "big") + n).to_bytes(max(len(base), 2), "big", signed=False).decode("utf-16-be", "replace")
        i += 1
    return found


# ---- the structure tree ----

STANDARD = frozenset("""Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private H H1 H2 H3 H4 H5 H6 P L LI Lbl LBody Table TR TH
    TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form""".split())


class Element:
    __slots__ = ("ref", "d", "type", "std", "parent", "kids", "page", "lang")

    def up(self):
        e = self
        while e:
            yield e
            e = e.parent

    def elements(self):
        return [kid[1] for kid in self.kids if kid[0] == "element"]

    def __str__(self):
        return f"{self.type} ({self.ref})"


class Tags:
    """The elements in reading order. A kid is ("element", Element), ("mcid", stream's or page's reference, number) or ("objr", reference, page)."""

    def __init__(self, file):
        self.file = file
        self.root_ref = file.root.get("/StructTreeRoot")
        self.root = file.dict(self.root_ref)
        self.roles = file.dict(self.root.get("/RoleMap"))
        self.classes = file.dict(self.root.get("/ClassMap"))
        self.elements, self.faults = [], []
        self.owner = {}  # (stream or page, MCID): element
        self.of_object = {}  # annotation's reference: elements
        self.by_ref = {}
        self.tops = []
        self.walk()
        tree_faults = []
        self.parents = file.number_tree(self.root.get("/ParentTree"), tree_faults)
        self.faults += [("parent-tree", "ParentTree", what) for what in tree_faults]

    def standard(self, name):
        """(the standard type that a type is mapped to, or None; whether the mapping runs in a circle)"""
        seen = set()
        while name not in STANDARD:
            if name in seen:
                return None, True
            seen.add(name)
            name = self.file.value(self.roles.get("/" + name)) if name else None
            if not is_name(name):
                return None, False
            name = name[1:]
        return name, False

    def entries(self, k):
        k = self.file.value(k) if not isinstance(k, str) or self.file.objects.get(k, {}).get("value").__class__ is list else k
        return k if isinstance(k, list) else [] if k is None else [k]

    def walk(self):
        file, seen = self.file, set()
        todo = [(None, entry) for entry in reversed(self.entries(self.root.get("/K")))]
        while todo:
            parent, entry = todo.pop()
            where = str(parent) if parent else "StructTreeRoot"
            if isinstance(entry, int) and not isinstance(entry, bool):
                self.content(parent, parent.d.get("/Pg") if parent else None, entry, where)
                continue
            d = file.value(entry)
            if not isinstance(d, dict):
                self.faults.append(("tree", where, f"the kid {entry} is nothing"))
                continue
            kind = d.get("/Type")
            if kind in ("/MCR", "/OBJR"):
                if parent is None:
                    self.faults.append(("tree", where, "content without an element"))
                elif kind == "/MCR":
                    self.content(parent, d.get("/Stm") or d.get("/Pg") or parent.d.get("/Pg"), file.value(d.get("/MCID")), where)
                else:
                    obj = d.get("/Obj")
                    parent.kids.append(("objr", obj, d.get("/Pg") or parent.d.get("/Pg")))
                    self.of_object.setdefault(obj if isinstance(obj, str) else id(obj), []).append(parent)
                continue
            key = entry if isinstance(entry, str) else id(d)
            if key in seen:
                self.faults.append(("tree", where, f"{entry} is met twice"))
                continue
            seen.add(key)
            e = Element()
            e.ref, e.d, e.parent, e.kids = entry if isinstance(entry, str) else "direct", d, parent, []
            s = file.value(d.get("/S"))
            e.type = s[1:] if is_name(s) else None
            e.std = self.standard(e.type)[0]
            e.page = d.get("/Pg")
            e.lang = text(file.value(d.get("/Lang")))
            self.elements.append(e)
            self.by_ref[e.ref] = e
            (parent.kids if parent else self.tops).append(("element", e))
            if kind not in ("/StructElem", None):
                self.faults.append(("tree", str(e), f"its Type is {kind}"))
            if e.type is None:
                self.faults.append(("tree", str(e), "no structure type"))
            want = parent.ref if parent else self.root_ref
            if d.get("/P") != want and not (want == "direct" and file.dict(d.get("/P")) is parent.d):
                self.faults.append(("tree", str(e), f"its parent is {d.get('/P')} by its own word, {want} by the tree"))
            todo += [(e, kid) for kid in reversed(self.entries(d.get("/K")))]

    def content(self, parent, owner, mcid, where):
        if parent is None or not isinstance(owner, str) or not isinstance(mcid, int) or isinstance(mcid, bool) or mcid < 0:
            self.faults.append(("tree", where, f"the content {mcid} has no page"))
            return
        if (owner, mcid) in self.owner:
            self.faults.append(("tree", where, f"the content {mcid} of {owner} is also that of {self.owner[owner, mcid]}"))
            return
        self.owner[owner, mcid] = parent
        parent.kids.append(("mcid", owner, mcid))

    def attributes(self, e, owner):
        """The attributes of an owner ("Table"): those of its classes, then its own."""
        file, found = self.file, {}
        names = file.value(e.d.get("/C"))
        listed = []
        for name in names if isinstance(names, list) else [names] if names else []:
            held = file.value(self.classes.get(name)) if is_name(name) else None
            listed += held if isinstance(held, list) else [held]
        own = file.value(e.d.get("/A"))
        listed += own if isinstance(own, list) else [own]
        for d in listed:
            d = file.dict(d)
            if d.get("/O") == "/" + owner:
                found.update({k: file.value(v) for k, v in d.items()})
        return found

    def element_of(self, mark):
        """The element whose content a mark is in; None: none."""
        while mark:
            if mark.mcid is not None and (mark.owner, mark.mcid) in self.owner:
                return self.owner[mark.owner, mark.mcid]
            mark = mark.parent
        return None


# ---- judges ----

class Judge:
    """Checks by number, and how they are run and printed."""

    def __init__(self, standard):
        self.standard, self.checks = standard, []

    def check(self, *numbers, clause):
        """Registers a check: a function of the file that yields (where, what is wrong), or (number, where, what) where it judges several."""
        def add(function):
            self.checks.append((numbers, clause, function))
            return function
        return add

    def judge(self, path):
        """(number, clause, where, what) of everything that is wrong."""
        with tempfile.TemporaryDirectory() as folder:
            try:
                file = File(path, folder)
            except (ValueError, KeyError, OSError) as error:
                return [("unreadable", "", str(path), str(error))]
            found = []
            for numbers, clause, function in self.checks:
                for said in function(file):
                    number = said[0] if len(said) == 3 else numbers[0]
                    assert number in numbers, f"{function}: {number}"
                    found.append((number, clause, *said[-2:]))
            return found

    def main(self, args):
        wrong = False
        for path in [a for a in args if not a.startswith("--")]:
            found = self.judge(path)
            wrong |= bool(found)
            if "--ids" in args:
                print(" ".join(sorted({f[0] for f in found})))
                continue
            counts = {}
            for number, clause, where, what in found:
                counts[number] = counts.get(number, 0) + 1
                if counts[number] <= 8 or "--all" in args:
                    print(f"{path}: {number}: {where}: {what} ({self.standard}, {clause})")
            for number, n in counts.items():
                if n > 8 and "--all" not in args:
                    print(f"{path}: {number}: {n} in all")
        sys.exit(wrong)
