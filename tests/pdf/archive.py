"""archive.py - judge a file against PDF/A-2 and PDF/A-3, levels a, u and b (ISO 19005-2, ISO 19005-3): archive.py FILE… [--ids] [--all]

A finding's number is the clause (the same in both parts but for 6.8) and the number of its test, as the field's reference validator counts
them; "house" and letters are ours. Part and level are those that the file says of itself.
"""
import re
import subprocess
import sys

import pdffile
from pdffile import OPERATORS, RDF, XML, box, is_name, is_number, octets, text
from ua import LANGUAGE, rendered, shown

JUDGE = pdffile.Judge("ISO 19005")
check = JUDGE.check
ID = "{http://www.aiim.org/pdfa/ns/id/}"
FILTERS = frozenset("/ASCIIHexDecode /ASCII85Decode /FlateDecode /RunLengthDecode /CCITTFaxDecode /JBIG2Decode /DCTDecode /JPXDecode".split())
INLINE = FILTERS - {"/JBIG2Decode", "/JPXDecode"} | frozenset("/AHx /A85 /Fl /RL /CCF /DCT".split())
INTENTS = ("/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation")
BLENDS = frozenset("""/Normal /Compatible /Multiply /Screen /Overlay /Darken /Lighten /ColorDodge /ColorBurn /HardLight /SoftLight /Difference
    /Exclusion /Hue /Saturation /Color /Luminosity""".split())


def claim(file, what):
    return (file.xmp or {}).get(ID + what)


def part(file):
    return 3 if claim(file, "part") == "3" else 2


def level(file):
    return claim(file, "conformance") or ""


# ---- the file's bytes ----

@check("6.1.2-1", "6.1.2-2", clause="6.1.2: file header")
def _(file):
    match = re.match(rb"%PDF-1\.[0-7](\r\n|\r|\n)", file.raw)
    if not match:
        yield "6.1.2-1", "file", f"begins with {file.raw[:12]}"
        return
    comment = file.raw[match.end():match.end() + 5]
    if comment[:1] != b"%" or len(comment) < 5 or min(comment[1:]) < 128:
        yield "6.1.2-2", "file", f"after the header stands {comment}"


@check("6.1.3-1", "6.1.3-2", "6.1.3-3", clause="6.1.3: file trailer")
def _(file):
    ids = file.value(file.trailer.get("/ID"))
    if not (isinstance(ids, list) and len(ids) == 2 and all(octets(file.value(x)) for x in ids)):
        yield "6.1.3-1", "trailer", "no ID of two strings"
    if "/Encrypt" in file.trailer or file.encrypted:
        yield "6.1.3-2", "trailer", "Encrypt"
    rest = file.raw[file.raw.rfind(b"%%EOF") + 5:]
    if rest not in (b"", b"\n", b"\r", b"\r\n") or b"%%EOF" not in file.raw:
        yield "6.1.3-3", "file", f"{len(rest)} bytes after the end"


def offsets(file):
    """{object: where it begins} of what stands by itself in the file."""
    if "offsets" not in file.cache:
        said = subprocess.run(["qpdf", "--show-xref", file.path], capture_output=True, text=True, check=False).stdout
        file.cache["offsets"] = {f"{n} {g} R": int(at) for n, g, at in re.findall(r"^(\d+)/(\d+): uncompressed; offset = (\d+)", said, re.M)}
    return file.cache["offsets"]


@check("6.1.4-1", "6.1.4-2", clause="6.1.4: cross-reference table")
def _(file):
    for match in re.finditer(rb"(?<!start)xref(\s*)(\d+)(\s+)(\d+)", file.raw):
        if not re.search(rb"(^|[\r\n])\Z", file.raw[max(0, match.start() - 1):match.start()]):
            continue
        if match.group(1) not in (b"\n", b"\r", b"\r\n"):
            yield "6.1.4-2", f"byte {match.start()}", f"xref is followed by {match.group(1)}"
        if match.group(3) != b" ":
            yield "6.1.4-1", f"byte {match.start()}", f"a subsection's numbers are parted by {match.group(3)}"


def dictionary_bytes(file):
    """(object, bytes) of what stands by itself in the file, without the bytes of streams."""
    starts = offsets(file)
    edges = sorted(starts.values()) + [len(file.raw)]
    after = dict(zip(edges, edges[1:]))
    for ref, at in starts.items():
        whole = file.raw[at:after[at]]
        if file.is_stream(ref):
            match = re.search(rb"stream\r?\n?", whole)
            whole = whole[:match.start()] if match else whole
        yield ref, whole
    at = file.raw.rfind(b"trailer")
    if at >= 0:
        yield "trailer", file.raw[at:file.raw.rfind(b"startxref")]


@check("6.1.6-1", "6.1.6-2", clause="6.1.6: strings in hexadecimal digits")
def _(file):
    text_or_hex = re.compile(rb"\((?:[^()\\]|\\.)*\)|\(|<<|%[^\r\n]*|<([^>]*)>", re.S)

    def judge(where, data):
        at = 0
        while True:
            match = text_or_hex.search(data, at)
            if not match:
                return
            at = match.end()
            if match.group() == b"(":
                at = pdffile.string_end(data, match.start())
            elif match.group(1) is not None:
                digits = re.sub(rb"[\s\0]", b"", match.group(1))
                if len(digits) % 2:
                    yield "6.1.6-1", where, f"an odd number of digits: {digits[:20]}"
                if re.search(rb"[^0-9A-Fa-f]", digits):
                    yield "6.1.6-2", where, f"no digits: {digits[:20]}"
    for ref, data in dictionary_bytes(file):
        yield from judge(ref, data)
    for where, data in file.contents():
        yield from judge(where, re.sub(rb"\bID\s.*?\sEI\b", b"", data or b"", flags=re.S))


@check("6.1.7-1", "6.1.7-2", clause="6.1.7.1: streams and their lengths")
def _(file):
    for ref, at in offsets(file).items():
        if not file.is_stream(ref):
            continue
        match = re.compile(rb"\sstream|>>stream").search(file.raw, at)
        if not match:
            yield "6.1.7-2", ref, "no stream"
            continue
        told = re.findall(rb"/Length\s+(\d+)(\s+\d+\s+R)?", file.raw[at:match.start()])
        length = int(told[-1][0]) if told else None
        if told and told[-1][1]:
            length = file.value(f"{length} 0 R")
        start = match.end()
        if file.raw[start:start + 2] == b"\r\n":
            start += 2
        elif file.raw[start:start + 1] == b"\n":
            start += 1
        else:
            yield "6.1.7-2", ref, f"after stream stands {file.raw[start:start + 2]}"
        after = file.raw[start + length:start + length + 11] if isinstance(length, int) else b""
        if re.match(rb"(\r\n|\n|\r)endstream", after):
            continue
        if re.match(rb"[ \t]?endstream", after):
            yield "6.1.7-2", ref, "no end of line before endstream"
        else:
            yield "6.1.7-1", ref, f"the Length is {length}"


@check("6.1.7-3", "6.1.7-4", clause="6.1.7: streams outside, filters")
def _(file):
    for ref, d in file.streams():
        for key in ("/F", "/FFilter", "/FDecodeParms"):
            if key in d:
                yield "6.1.7-3", ref, f"{key[1:]} in a stream"
        names = file.value(d.get("/Filter"))
        names = names if isinstance(names, list) else [names] if names else []
        parms = file.value(d.get("/DecodeParms"))
        parms = parms if isinstance(parms, list) else [parms]
        for n, name in enumerate(names):
            if name == "/Crypt" and file.get(parms[n] if n < len(parms) else None, "/Name") in ("/Identity", None):
                continue
            if name not in FILTERS:
                yield "6.1.7-4", ref, f"the filter {name}"


@check("6.1.8-1", clause="6.1.8: names are UTF-8")
def _(file):
    def bad(name):
        return isinstance(name, str) and (name.startswith("n:") or any("\udc80" <= c <= "\udcff" for c in name))
    for ref, d in file.dicts():
        for key in ("/BaseFont", "/FontName", "/S"):
            if bad(d.get(key)):
                yield ref, f"{key[1:]} is no UTF-8"
    for ref, space in spaces(file):
        listed = file.array(space[1]) if space[0] == "/DeviceN" and len(space) > 1 else space[1:2] if space[0] == "/Separation" else []
        if any(bad(x) for x in listed):
            yield ref, "a colorant's name is no UTF-8"


@check("6.1.9-1", clause="6.1.9: indirect objects")
def _(file):
    for ref, at in offsets(file).items():
        n, g, _ = ref.split()
        head = re.compile(rb"%s %s obj(\r\n|\r|\n)" % (n.encode(), g.encode())).match(file.raw, at)
        if not head:
            yield ref, f"begins with {file.raw[at:at + 20]}"
        elif at and file.raw[at - 1:at] not in (b"\n", b"\r"):
            yield ref, "does not begin on a line of its own"
    edges = sorted(offsets(file).values())
    for at, after in zip(edges, edges[1:] + [len(file.raw)]):
        end = file.raw.rfind(b"endobj", at, after)
        if end < 0:
            continue
        if file.raw[end - 1:end] not in (b"\n", b"\r") or file.raw[end + 6:end + 7] not in (b"\n", b"\r"):
            yield f"byte {end}", "endobj is not on a line of its own"


@check("6.1.10-1", clause="6.1.10: inline images")
def _(file):
    for where, data in file.contents():
        for name, operands in pdffile.operations(data or b""):
            if name == "BI":
                d = pdffile.objects_of([b"<<"] + operands + [b">>"])[0]
                names = d.get("/F", d.get("/Filter"))
                for used in names if isinstance(names, list) else [names] if names else []:
                    if used not in INLINE:
                        yield where, f"the filter {used}"


@check("6.1.12-1", "6.1.12-2", clause="6.1.12: permissions")
def _(file):
    perms = file.dict(file.root.get("/Perms"))
    if set(perms) - {"/UR3", "/DocMDP"}:
        yield "6.1.12-1", "catalog", f"Perms has {' '.join(perms)}"
    if "/DocMDP" in perms:
        for ref, d in file.dicts():
            if "/TransformMethod" in d and {"/DigestLocation", "/DigestMethod", "/DigestValue"} & set(d):
                yield "6.1.12-2", ref, "a digest beside DocMDP"


@check("6.1.13-1", "6.1.13-2", "6.1.13-3", "6.1.13-4", "6.1.13-5", "6.1.13-7", clause="6.1.13: limits of numbers, strings, names, objects")
def _(file):
    if len(file.objects) > 8388607:
        yield "6.1.13-7", "file", f"{len(file.objects)} objects"

    def number(where, x):
        if isinstance(x, int) and not -2147483648 <= x <= 2147483647:
            yield "6.1.13-1", where, f"the number {x}"
        elif isinstance(x, float) and abs(x) > 3.403e38:
            yield "6.1.13-2", where, f"the number {x}"
        elif isinstance(x, float) and 0 < abs(x) < 1.175e-38:
            yield "6.1.13-5", where, f"the number {x}"

    def simple(where, x):
        if is_number(x):
            yield from number(where, x)
        elif isinstance(x, str):
            if len(x) > 60 and x.startswith(("/", "n:")) and len(x.encode("utf-8", "surrogateescape")) > 128:
                yield "6.1.13-4", where, f"the name {x[:30]}…"
            elif len(x) > 15000 and len(octets(x)) > 32767:
                yield "6.1.13-3", where, f"a string of {len(octets(x))} bytes"
    for ref, held in file.objects.items():
        todo = [held["stream"]["dict"] if "stream" in held else held.get("value")]
        while todo:
            x = todo.pop()
            if isinstance(x, dict):
                for key in x:
                    yield from simple(ref, key)
                todo += x.values()
            elif isinstance(x, list):
                todo += x
            elif x.__class__ is not bool:
                yield from simple(ref, x)
    for where, data in file.contents():
        for _, operands in pdffile.operations(data or b""):
            for token in operands:
                if len(token) > 9 and pdffile.NUMBER.fullmatch(token):
                    yield from number(where, pdffile.number_of(token))
                elif token[:1] == b"/" and len(token) > 128:
                    yield "6.1.13-4", where, f"the name {token[:30]}…"
                elif len(token) > 32767 and token[:1] in b"(<" and len(pdffile.bytes_of_string(token)) > 32767:
                    yield "6.1.13-3", where, "a long string"


@check("6.1.13-8", clause="6.1.13: q within q")
def _(file):
    if file.painted().deepest > 28:
        yield "pages", f"{file.painted().deepest} states within one another"


@check("6.1.13-9", clause="6.1.13: colorants")
def _(file):
    for ref, space in spaces(file):
        if space[0] == "/DeviceN" and len(file.array(space[1])) > 32:
            yield ref, f"{len(file.array(space[1]))} colorants"


@check("6.1.13-10", clause="6.1.13: CIDs")
def _(file):
    for ref, d in file.streams():
        if d.get("/Type") == "/CMap" or "/CMapName" in d:
            for low, high, cid in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s+(\d+)", file.data(ref) or b""):
                if int(cid) + int(high, 16) - int(low, 16) > 65535:
                    yield ref, f"the CID {int(cid) + int(high, 16) - int(low, 16)}"


@check("6.1.13-11", clause="6.1.13: size of pages")
def _(file):
    for n, page in enumerate(file.pages, 1):
        for key in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
            has = box(file.value(page.get(key)))
            if has is None and (key == "/MediaBox" or key in page):
                yield f"page {n}", f"{key[1:]} is {page.get(key)}"
            elif has and not all(3 <= v <= 14400 for v in (has[2] - has[0], has[3] - has[1])):
                yield f"page {n}", f"{key[1:]} is {has}"


@check("6.1-warnings", clause="6.1.1, house: the file is read without repairs")
def _(file):
    if file.warned:
        yield "file", file.warned.splitlines()[0]


# ---- graphics ----

@check("6.2.2-1", clause="6.2.2: operators")
def _(file):
    for where, data in file.contents():
        if data is None:
            yield where, "a content that cannot be read"
        for name, _ in pdffile.operations(data or b""):
            if name not in OPERATORS:
                yield where, f"the operator {name[:20]}"


@check("6.2.2-2", clause="6.2.2: resources of one's own")
def _(file):
    kinds = {"Tf": "/Font", "Do": "/XObject", "gs": "/ExtGState", "cs": "/ColorSpace", "CS": "/ColorSpace", "sh": "/Shading", "scn": "/Pattern",
             "SCN": "/Pattern", "BDC": "/Properties"}

    def judge(where, data, resources):
        for name, raw in pdffile.operations(data or b""):
            if name not in kinds or not raw:
                continue
            used = raw[0] if name in ("Tf", "Do", "gs", "cs", "CS", "sh") else raw[-1]
            used = used.decode("latin-1")
            if not is_name(used) or used in ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern") or used == "/Artifact":
                continue
            if used not in file.dict(resources.get(kinds[name])):
                yield where, f"{used[1:]} is not among its own resources"
    for n, page in enumerate(file.pages):
        own = file.dict(file.page_refs[n])
        yield from judge(f"page {n + 1}", file.page_content(page), file.dict(own.get("/Resources")))
    for ref, d in file.streams():
        if d.get("/Subtype") == "/Form" or d.get("/PatternType") == 1:
            yield from judge(ref, file.data(ref), file.dict(d.get("/Resources")))


def intents(file):
    return [file.dict(x) for x in file.array(file.root.get("/OutputIntents"))]


def profile(file, ref):
    """(class, colour space, version, whether it is sound) of an ICC profile."""
    data = file.data(ref) or b""
    sound = len(data) >= 132 and data[36:40] == b"acsp" and int.from_bytes(data[:4], "big") == len(data)
    return data[12:16], data[16:20], data[8] if len(data) > 8 else 0, sound


def output_space(file):
    """The colour space of the PDF/A output intent: b"RGB ", …; None without."""
    for intent in intents(file):
        if intent.get("/S") == "/GTS_PDFA1" and file.is_stream(intent.get("/DestOutputProfile")):
            return profile(file, intent["/DestOutputProfile"])[1]
    return None


@check("6.2.3-1", "6.2.3-2", "6.2.3-3", "6.2.3-4", clause="6.2.3: output intent")
def _(file):
    listed = intents(file)
    if not [x for x in listed if x.get("/S") == "/GTS_PDFA1"]:
        yield "6.2.3-4", "catalog", "no output intent of PDF/A (house: ours has one)"
    profiles = {str(x["/DestOutputProfile"]) for x in listed if "/DestOutputProfile" in x}
    if len(profiles) > 1:
        yield "6.2.3-2", "catalog", "several output profiles"
    for intent in listed:
        if "/DestOutputProfileRef" in intent:
            yield "6.2.3-3", "catalog", "DestOutputProfileRef"
        if intent.get("/S") == "/GTS_PDFA1" and not text(file.value(intent.get("/OutputConditionIdentifier"))):
            yield "6.2.3-4", "catalog", "no OutputConditionIdentifier"
        ref = intent.get("/DestOutputProfile")
        if ref is None:
            if intent.get("/S") == "/GTS_PDFA1":
                yield "6.2.3-4", "catalog", "no DestOutputProfile"
            continue
        kind, space, version, sound = profile(file, ref)
        parts = {b"RGB ": 3, b"CMYK": 4, b"GRAY": 1}
        if not sound or kind not in (b"prtr", b"mntr") or space not in parts or version > 4:
            yield "6.2.3-1", ref, f"a profile of class {kind}, space {space}, version {version}"
        elif file.dict(ref).get("/N") != parts[space]:
            yield "6.2.3-1", ref, f"N is {file.dict(ref).get('/N')}"


def spaces(file):
    """(object, colour space as an array) of every colour space that is written out in the file."""
    for ref, held in file.objects.items():
        todo = [held["stream"]["dict"] if "stream" in held else held.get("value")]
        while todo:
            x = todo.pop()
            if isinstance(x, dict):
                todo += x.values()
            elif isinstance(x, list):
                if len(x) > 1 and x[0] in ("/ICCBased", "/Separation", "/DeviceN", "/Indexed", "/CalRGB", "/CalGray", "/Lab", "/Pattern"):
                    yield ref, x
                todo += x


@check("6.2.4.2-1", clause="6.2.4.2: ICC profiles of colours")
def _(file):
    for ref, space in spaces(file):
        if space[0] == "/ICCBased":
            kind, colours, version, sound = profile(file, space[1])
            parts = {b"RGB ": 3, b"CMYK": 4, b"GRAY": 1, b"Lab ": 3}
            if not sound or kind not in (b"prtr", b"mntr", b"scnr", b"spac") or colours not in parts or version > 4:
                yield ref, f"a profile of class {kind}, space {colours}, version {version}"
            elif file.dict(space[1]).get("/N") != parts[colours]:
                yield ref, f"N is {file.dict(space[1]).get('/N')}, the profile is of {colours}"


@check("6.2.4.2-2", clause="6.2.4.2: overprint of ICC colours of four inks")
def _(file):
    fours = [ref for ref, s in spaces(file) if s[0] == "/ICCBased" and file.dict(s[1]).get("/N") == 4]
    for ref, d in file.dicts():
        if fours and file.value(d.get("/OPM")) == 1 and (d.get("/OP") is True or d.get("/op") is True):
            yield ref, "OPM 1 beside ICC colours of four inks"


DEVICE = {"rg": "/DeviceRGB", "RG": "/DeviceRGB", "k": "/DeviceCMYK", "K": "/DeviceCMYK", "g": "/DeviceGray", "G": "/DeviceGray"}
SHORT = {"/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/G": "/DeviceGray"}


def device_spaces(file):
    """(where, device colour space) of every use of one."""
    for where, data in file.contents():
        seen = set()
        for name, raw in pdffile.operations(data or b""):
            used = DEVICE.get(name)
            if name in ("cs", "CS") and raw:
                used = raw[-1].decode("latin-1")
            if name == "BI":
                d = pdffile.objects_of([b"<<"] + raw + [b">>"])[0]
                used = d.get("/CS", d.get("/ColorSpace"))
                used = SHORT.get(used, used) if isinstance(used, str) else None
            if used and used not in seen:
                seen.add(used)
                yield where, used
    for ref, d in file.dicts():
        for key in ("/ColorSpace", "/CS"):
            yield ref, file.value(d.get(key))
        for held in file.dict(d.get("/ColorSpace")).values() if isinstance(file.value(d.get("/ColorSpace")), dict) else ():
            yield ref, file.value(held)
    for ref, space in spaces(file):
        if space[0] in ("/Indexed", "/Pattern"):
            yield ref, file.value(space[1])
        if space[0] in ("/Separation", "/DeviceN") and len(space) > 2:
            yield ref, file.value(space[2])


@check("6.2.4.3-2", "6.2.4.3-3", "6.2.4.3-4", clause="6.2.4.3: device colours and the output intent")
def _(file):
    out = output_space(file)
    defaults = {key for _, d in file.dicts() for key in ("/DefaultRGB", "/DefaultCMYK", "/DefaultGray") if key in d}
    for where, used in device_spaces(file):
        if used == "/DeviceRGB" and out != b"RGB " and "/DefaultRGB" not in defaults:
            yield "6.2.4.3-2", where, "DeviceRGB"
        if used == "/DeviceCMYK" and out != b"CMYK" and "/DefaultCMYK" not in defaults:
            yield "6.2.4.3-3", where, "DeviceCMYK"
        if used == "/DeviceGray" and out is None and "/DefaultGray" not in defaults:
            yield "6.2.4.3-4", where, "DeviceGray"


@check("6.2.4.4-1", "6.2.4.4-2", clause="6.2.4.4: inks")
def _(file):
    known = {}
    for ref, space in spaces(file):
        if space[0] == "/DeviceN" and len(space) > 3:
            colorants = file.dict(file.get(space[4] if len(space) > 4 else None, "/Colorants"))
            for name in file.array(space[1]):
                if name not in colorants and name not in ("/Cyan", "/Magenta", "/Yellow", "/Black", "/None", "/All"):
                    yield "6.2.4.4-1", ref, f"the ink {name[1:]} is not described"
        if space[0] == "/Separation" and len(space) > 3 and space[1] not in ("/All", "/None"):
            told = (str(file.value(space[2])), str(file.value(space[3])), file.data(space[3]) if file.is_stream(space[3]) else None)
            if known.setdefault(space[1], told) != told:
                yield "6.2.4.4-2", ref, f"the ink {space[1][1:]} is described twice in different words"


@check("6.2.5-1", "6.2.5-2", "6.2.5-3", "6.2.5-4", "6.2.5-5", "6.2.5-6", clause="6.2.5: graphics states, halftones")
def _(file):
    for ref, d in file.dicts():
        if d.get("/Type") in (None, "/ExtGState"):
            if "/TR" in d and d.get("/Type") == "/ExtGState":
                yield "6.2.5-1", ref, "TR"
            if "/TR2" in d and d["/TR2"] != "/Default":
                yield "6.2.5-2", ref, "TR2"
            if "/HTP" in d:
                yield "6.2.5-3", ref, "HTP"
        if "/HalftoneType" in d or d.get("/Type") == "/Halftone":
            if d.get("/HalftoneType") not in (1, 5):
                yield "6.2.5-4", ref, f"HalftoneType is {d.get('/HalftoneType')}"
            if "/HalftoneName" in d:
                yield "6.2.5-5", ref, "HalftoneName"
            if "/TransferFunction" in d:
                yield "6.2.5-6", ref, "TransferFunction"


@check("6.2.6-1", clause="6.2.6: rendering intents")
def _(file):
    for ref, d in file.dicts():
        for key in ("/RI", "/Intent"):
            if key in d and (key == "/RI" or d.get("/Subtype") == "/Image") and file.value(d[key]) not in INTENTS:
                yield ref, f"{key[1:]} is {d[key]}"
    for where, data in file.contents():
        for name, raw in pdffile.operations(data or b""):
            if name == "ri" and (raw or [b""])[-1].decode("latin-1") not in INTENTS:
                yield where, f"ri is {(raw or [b''])[-1]}"


@check("6.2.8-1", "6.2.8-2", "6.2.8-3", clause="6.2.8: images")
def _(file):
    for ref, d in file.streams():
        if d.get("/Subtype") == "/Image":
            if "/Alternates" in d:
                yield "6.2.8-1", ref, "Alternates"
            if "/OPI" in d:
                yield "6.2.8-2", ref, "OPI"
            if file.value(d.get("/Interpolate", False)) is not False:
                yield "6.2.8-3", ref, "Interpolate"
    for where, data in file.contents():
        for name, raw in pdffile.operations(data or b""):
            if name == "BI":
                d = pdffile.objects_of([b"<<"] + raw + [b">>"])[0]
                if d.get("/I", d.get("/Interpolate", False)) is not False:
                    yield "6.2.8-3", where, "I of an inline image"


@check("6.2.8.3-house", clause="6.2.8.3, house: no JPEG 2000, which these checks cannot judge")
def _(file):
    for ref, d in file.streams():
        names = file.value(d.get("/Filter"))
        if "/JPXDecode" in (names if isinstance(names, list) else [names]):
            yield ref, "JPXDecode"


@check("6.2.9-1", "6.2.9-2", "6.2.9-3", clause="6.2.9: form and PostScript XObjects")
def _(file):
    for ref, d in file.streams():
        if d.get("/Subtype") == "/Form":
            if d.get("/Subtype2") == "/PS" or "/PS" in d or "/OPI" in d:
                yield "6.2.9-1", ref, "PS or OPI in a form"
            if "/Ref" in d:
                yield "6.2.9-2", ref, "a reference XObject"
        if d.get("/Subtype") == "/PS" or (d.get("/Type") == "/XObject" and d.get("/Subtype") not in ("/Image", "/Form")):
            yield "6.2.9-3", ref, f"an XObject of kind {d.get('/Subtype')}"


def transparent(file, d):
    """Whether a dictionary asks for transparency."""
    mask = file.value(d.get("/SMask"))
    return (mask not in (None, "/None") or file.value(d.get("/SMaskInData", 0)) != 0
            or any(is_number(file.value(d.get(k))) and file.value(d[k]) < 1 for k in ("/ca", "/CA") if k in d)
            or (d.get("/BM") not in (None, "/Normal", "/Compatible") and "/BM" in d)
            or file.get(d, "/Group", "/S") == "/Transparency")


@check("6.2.10-1", "6.2.10-2", "6.2.10-3", clause="6.2.10: transparency")
def _(file):
    for ref, d in file.dicts():
        if "/BM" in d and d.get("/Type", "/ExtGState") == "/ExtGState":
            modes = file.value(d["/BM"])
            for mode in modes if isinstance(modes, list) else [modes]:
                if mode not in BLENDS:
                    yield "6.2.10-1", ref, f"the blend mode {mode}"
    if output_space(file) is None and any(transparent(file, d) for _, d in file.dicts()):
        for n, page in enumerate(file.pages, 1):
            if file.get(page, "/Group", "/CS") is None:
                yield "6.2.10-2", f"page {n}", "transparency without a blending space"
    for n, page in enumerate(file.pages, 1):
        used = file.get(page, "/Group", "/CS")
        if used in ("/DeviceRGB", "/DeviceCMYK") and output_space(file) != {"/DeviceRGB": b"RGB ", "/DeviceCMYK": b"CMYK"}[used]:
            yield "6.2.10-3", f"page {n}", f"the blending space {used[1:]} beside the output intent"


# ---- fonts ----

def all_fonts(file):
    """(object, Font) of every font dictionary but those that stand under another."""
    for ref, held in file.objects.items():
        d = held.get("value")
        if isinstance(d, dict) and d.get("/Type") == "/Font" and d.get("/Subtype") not in ("/CIDFontType0", "/CIDFontType2"):
            yield ref, file.font(ref)


@check("6.2.11.2-1", "6.2.11.2-2", "6.2.11.2-3", "6.2.11.2-4", "6.2.11.2-5", "6.2.11.2-6", "6.2.11.2-7", clause="6.2.11.2: font dictionaries")
def _(file):
    for font in set(shown(file)) | {f for _, f in all_fonts(file)}:
        for d in [font.d] + ([font.cid] if not font.single else []):
            if d.get("/Type") != "/Font":
                yield "6.2.11.2-1", font.name, f"Type is {d.get('/Type')}"
            if d.get("/Subtype") not in ("/Type1", "/MMType1", "/TrueType", "/Type3", "/Type0", "/CIDFontType0", "/CIDFontType2"):
                yield "6.2.11.2-2", font.name, f"Subtype is {d.get('/Subtype')}"
            if d.get("/Subtype") != "/Type3" and not is_name(file.value(d.get("/BaseFont"))):
                yield "6.2.11.2-3", font.name, "no BaseFont"
        if font.single:
            first, last = file.value(font.d.get("/FirstChar")), file.value(font.d.get("/LastChar"))
            if not isinstance(first, int):
                yield "6.2.11.2-4", font.name, "no FirstChar"
            if not isinstance(last, int):
                yield "6.2.11.2-5", font.name, "no LastChar"
            if isinstance(first, int) and isinstance(last, int) and len(file.array(font.d.get("/Widths"))) != last - first + 1:
                yield "6.2.11.2-6", font.name, f"{len(file.array(font.d.get('/Widths')))} widths"
        kind = file.dict(font.program_ref).get("/Subtype") if font.program_ref else None
        if kind not in (None, "/Type1C", "/CIDFontType0C", "/OpenType"):
            yield "6.2.11.2-7", font.name, f"a program of {kind}"


@check("6.2.11.2-program", clause="6.2.11.2 (ISO 32000-1, 9.9): the program is of its kind")
def _(file):
    for font in shown(file):
        if font.program is None or font.subtype == "/Type3":
            continue
        below = font.cid.get("/Subtype", font.subtype)
        if below in ("/CIDFontType2", "/TrueType") and font.program_key == "/FontFile2" and not {"glyf", "head", "hhea", "hmtx", "loca", "maxp"} <= set(font.tables):
            yield font.name, f"a TrueType program of {' '.join(sorted(font.tables))}"
        if below == "/CIDFontType2" and font.program_key == "/FontFile" or below == "/CIDFontType0" and font.program_key == "/FontFile2":
            yield font.name, f"{below[1:]} with {font.program_key[1:]}"
        if font.program_key == "/FontFile3" and font.glyphs() is None:
            yield font.name, "a CFF program that cannot be read"


@check("6.2.11.3-1", "6.2.11.3-2", "6.2.11.3-3", "6.2.11.3-4", "6.2.11.3-5", clause="6.2.11.3: composite fonts")
def _(file):
    for font in shown(file):
        if font.single:
            continue
        if font.cid.get("/Subtype") == "/CIDFontType2" and font.program_ref and font.map is None and font.cid.get("/CIDToGIDMap") != "/Identity":
            yield "6.2.11.3-2", font.name, f"CIDToGIDMap is {font.cid.get('/CIDToGIDMap')}"
        if is_name(font.encoding):
            if font.encoding[1:] not in pdffile.PREDEFINED_CMAPS:
                yield "6.2.11.3-3", font.name, f"the CMap {font.encoding[1:]} is not embedded"
            continue
        ref = font.d.get("/Encoding")
        d, data = file.dict(ref), file.data(ref) if file.is_stream(ref) else None
        if data is None:
            yield "6.2.11.3-3", font.name, "no CMap"
            continue
        here, there = file.dict(font.cid.get("/CIDSystemInfo")), file.dict(d.get("/CIDSystemInfo"))
        if (text(here.get("/Registry")), text(here.get("/Ordering"))) != (text(there.get("/Registry")), text(there.get("/Ordering"))) \
                or not is_number(here.get("/Supplement")) or not is_number(there.get("/Supplement")) or here["/Supplement"] > there["/Supplement"]:
            yield "6.2.11.3-1", font.name, "CIDSystemInfo of font and CMap do not fit"
        mode = re.search(rb"/WMode\s+(\d)", data)
        if (int(mode.group(1)) if mode else 0) != (file.value(d.get("/WMode")) or 0):
            yield "6.2.11.3-4", font.name, "WMode differs"
        used = d.get("/UseCMap")
        for name in re.findall(rb"/([\w-]+)\s+usecmap", data) + ([used[1:].encode()] if is_name(used) else []):
            if name.decode() not in pdffile.PREDEFINED_CMAPS:
                yield "6.2.11.3-5", font.name, f"the CMap {name.decode()} is used"


@check("6.2.11.4-1", "6.2.11.4-2", "6.2.11.4-4", "6.2.11.5-1", "6.2.11.8-1", clause="6.2.11.4, .5, .8: embedding, glyphs, widths")
def _(file):
    for font, codes in shown(file).items():
        if font.subtype == "/Type3":
            continue
        seen = rendered(codes)
        if seen and font.program is None:
            yield "6.2.11.4-1", font.name, "not embedded"
            continue
        most = font.glyphs()
        for code, item in codes.items():
            glyph = font.glyph(code)
            if glyph == 0:
                yield "6.2.11.8-1", item.where, f"{font.name}: code {code} is .notdef"
            elif glyph is not None and most is not None and glyph >= most and code in seen:
                yield "6.2.11.4-2", item.where, f"{font.name}: the program has no glyph {glyph}"
            wide = font.program_width(code)
            if code in seen and wide is not None and abs(wide - font.width(code)) > 1:
                yield "6.2.11.5-1", item.where, f"{font.name}: code {code} is {font.width(code)} wide, its glyph {wide:g}"
        data = file.data(font.descriptor.get("/CIDSet")) if font.cid else None
        if data is not None and most is not None and re.match(r"/[A-Z]{6}\+", font.name):
            if {8 * i + bit for i, byte in enumerate(data) for bit in range(8) if byte >> (7 - bit) & 1} != set(range(most)):
                yield "6.2.11.4-4", font.name, "CIDSet is not the set of its glyphs"


@check("6.2.11.4-house", clause="6.2.11.4.2, house: Type 1 and simple TrueType fonts, which these checks judge in part only, are not in our files")
def _(file):
    for font in shown(file):
        if font.subtype not in ("/Type0", "/Type3"):
            yield font.name, f"a font of kind {font.subtype}"


@check("6.2.11.6-2", "6.2.11.6-3", "6.2.11.6-4", clause="6.2.11.6: codes of TrueType fonts")
def _(file):
    for font in shown(file):
        if font.subtype != "/TrueType":
            continue
        flags = file.value(font.descriptor.get("/Flags"))
        base = font.encoding if is_name(font.encoding) else file.get(font.encoding, "/BaseEncoding")
        if isinstance(flags, int) and flags & 4:
            if font.encoding is not None:
                yield "6.2.11.6-3", font.name, "a symbolic font with an Encoding"
            if len(font.cmaps()) != 1 and (3, 0) not in font.cmaps():
                yield "6.2.11.6-4", font.name, f"{len(font.cmaps())} maps"
        elif base not in ("/MacRomanEncoding", "/WinAnsiEncoding"):
            yield "6.2.11.6-2", font.name, f"the encoding is {base}"


@check("6.2.11.7-1", "6.2.11.7-2", "6.2.11.7-3", clause="6.2.11.7: characters of codes")
def _(file):
    if level(file) not in ("A", "U"):
        return
    for font, codes in shown(file).items():
        for code, item in codes.items():
            told = font.text(code)
            if not told:
                yield "6.2.11.7-1", item.where, f"{font.name}: code {code} stands for no character"
            elif any(c in told for c in "\0\ufeff\ufffe"):
                yield "6.2.11.7-2", item.where, f"{font.name}: code {code} stands for {told!a}"
    if level(file) == "A":
        tags = file.tags()
        for item in file.painted().items:
            if item.kind != "text":
                continue
            private = any(0xE000 <= ord(c) <= 0xF8FF or ord(c) >= 0xF0000 for code in item.codes for c in item.font.text(code) or "")
            if private and not any("/ActualText" in m.props for m in item.mark.up() if item.mark):
                e = tags.element_of(item.mark)
                if not e or not any("/ActualText" in a.d for a in e.up()):
                    yield "6.2.11.7-3", item.where, f"{item.font.name}: a character of the Private Use Area without ActualText"


# ---- annotations, forms, actions ----

KINDS = frozenset("""/Text /Link /FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline /Squiggly /StrikeOut /Stamp /Caret /Ink
    /Popup /FileAttachment /Widget /PrinterMark /TrapNet /Watermark /Redact""".split())


def annotations(file):
    for n, page in enumerate(file.pages, 1):
        for ref in file.array(page.get("/Annots")):
            yield f"page {n}, {ref}", file.dict(ref)


@check("6.3.1-1", "6.3.2-1", "6.3.2-2", "6.3.3-1", "6.3.3-2", "6.4.1-1", clause="6.3, 6.4.1: annotations")
def _(file):
    for where, d in annotations(file):
        kind, flags = d.get("/Subtype"), file.value(d.get("/F"))
        if kind not in KINDS:
            yield "6.3.1-1", where, f"an annotation of kind {kind}"
        if flags is None and kind != "/Popup":
            yield "6.3.2-1", where, "no F"
        elif isinstance(flags, int) and (flags & 4 == 0 or flags & (1 | 2 | 32 | 256)):
            yield "6.3.2-2", where, f"F is {flags}"
        r = box(file.value(d.get("/Rect")))
        look = file.value(d.get("/AP"))
        if kind not in ("/Popup", "/Link") and look is None and not (r and r[0] == r[2] and r[1] == r[3]):
            yield "6.3.3-1", where, "no appearance"
        if isinstance(look, dict):
            button = kind == "/Widget" and d.get("/FT") == "/Btn"
            if set(look) != {"/N"} or (not button and not file.is_stream(look["/N"])) or (button and file.is_stream(look["/N"])):
                yield "6.3.3-2", where, f"the appearance has {' '.join(look)}"
        if kind == "/Widget" and ("/A" in d or "/AA" in d):
            yield "6.4.1-1", where, "a field with an action"


@check("6.4.1-2", "6.4.1-3", "6.4.2-1", "6.4.2-2", "6.4.3-house", clause="6.4: forms, signatures")
def _(file):
    form = file.dict(file.root.get("/AcroForm"))
    for ref, d in file.dicts():
        if "/FT" in d and "/AA" in d:
            yield "6.4.1-2", ref, "a field with actions"
        if d.get("/Type") == "/Sig" or "/ByteRange" in d:
            yield "6.4.3-house", ref, "a signature, which these checks do not judge"
    if file.value(form.get("/NeedAppearances", False)) is not False:
        yield "6.4.1-3", "AcroForm", "NeedAppearances"
    if "/XFA" in form:
        yield "6.4.2-1", "AcroForm", "XFA"
    if "/NeedsRendering" in file.root:
        yield "6.4.2-2", "catalog", "NeedsRendering"


ACTIONS = ("/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", "/SubmitForm")


@check("6.5.1-1", "6.5.1-2", "6.5.2-1", "6.5.2-2", clause="6.5: actions")
def _(file):
    def judge(where, x):
        seen, todo = set(), [x]
        while todo:
            x = todo.pop()
            if isinstance(x, str):
                if x in seen:
                    continue
                seen.add(x)
            d = file.dict(x)
            if not d:
                continue
            if d.get("/S") not in ACTIONS:
                yield "6.5.1-1", where, f"an action {d.get('/S')}"
            if d.get("/S") == "/Named" and d.get("/N") not in ("/NextPage", "/PrevPage", "/FirstPage", "/LastPage"):
                yield "6.5.1-2", where, f"the action {d.get('/N')}"
            following = file.value(d.get("/Next"))
            todo += following if isinstance(following, list) else [d.get("/Next")]
    for ref, d in file.dicts():
        if "/A" in d and (d.get("/Subtype") in KINDS or "/Title" in d) and isinstance(file.value(d["/A"]), dict):
            yield from judge(ref, d["/A"])
    if isinstance(file.value(file.root.get("/OpenAction")), dict):
        yield from judge("catalog", file.root["/OpenAction"])
    if file.get(file.root, "/Names", "/JavaScript") is not None:
        yield "6.5.1-1", "catalog", "scripts among the names"
    if "/AA" in file.root:
        yield "6.5.2-1", "catalog", "AA"
    for n, page in enumerate(file.pages, 1):
        if "/AA" in page:
            yield "6.5.2-2", f"page {n}", "AA"


# ---- metadata ----

PDFA = "http://www.aiim.org/pdfa/ns/"
EXTENSION, SCHEMA, PROPERTY, TYPE, FIELD = (f"{{{PDFA}{name}}}" for name in ("extension/", "schema#", "property#", "type#", "field#"))
KNOWN = {
    "http://purl.org/dc/elements/1.1/": dict(contributor="Bag", coverage="Text", creator="Seq", date="Seq Date", description="Lang", format="Text",
                                             identifier="Text", language="Bag", publisher="Bag", relation="Bag", rights="Lang", source="Text",
                                             subject="Bag", title="Lang", type="Bag"),
    "http://ns.adobe.com/xap/1.0/": dict(Advisory="Bag", BaseURL="Text", CreateDate="Date", CreatorTool="Text", Identifier="Bag", Label="Text",
                                         MetadataDate="Date", ModifyDate="Date", Nickname="Text", Rating="Integer", Thumbnails="Any"),
    "http://ns.adobe.com/xap/1.0/rights/": dict(Certificate="Text", Marked="Boolean", Owner="Bag", UsageTerms="Lang", WebStatement="Text"),
    "http://ns.adobe.com/xap/1.0/mm/": dict(DerivedFrom="Any", DocumentID="Text", History="Any", Ingredients="Any", InstanceID="Text",
                                            ManagedFrom="Any", Manager="Text", ManageTo="Text", ManageUI="Text", ManagerVariant="Text",
                                            RenditionClass="Text", RenditionParams="Text", VersionID="Text", Versions="Any", LastURL="Text",
                                            RenditionOf="Any", SaveID="Integer"),
    "http://ns.adobe.com/pdf/1.3/": dict(Keywords="Text", PDFVersion="Text", Producer="Text"),
    PDFA + "id/": dict(part="Integer", amd="Text", corr="Text", conformance="Text"),
    PDFA + "extension/": dict(schemas="Any"),
}
PREFIXES = {PDFA + "id/": "pdfaid", PDFA + "extension/": "pdfaExtension", PDFA + "schema#": "pdfaSchema", PDFA + "property#": "pdfaProperty",
            PDFA + "type#": "pdfaType", PDFA + "field#": "pdfaField"}
SIMPLE = {"Text", "Integer", "Boolean", "Date", "Real", "URI", "URL", "MIMEType", "GUID", "Locale", "AgentName", "RenditionClass", "ProperName", "Lang Alt"}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")


def properties(tree):
    """(namespace, name, element or None, text) of every property of a packet."""
    for node in tree.iter(RDF + "Description"):
        if RDF + "about" not in node.attrib and node not in list(tree.iter(RDF + "RDF"))[0:1]:
            continue
        for key, value in node.attrib.items():
            if key.startswith("{") and not key.startswith((RDF, XML)):
                uri, name = key[1:].split("}")
                yield uri, name, None, value
        for child in node:
            uri, name = child.tag[1:].split("}") if child.tag.startswith("{") else ("", child.tag)
            yield uri, name, child, (child.text or "").strip()


def extensions(tree):
    """{namespace: {name: type}} of the properties that the packet's extension schemas describe."""
    found = {}
    for schema in tree.iter(SCHEMA + "property"):
        pass
    for li in schemas_of(tree):
        names = {}
        for entry in entries_of(li, SCHEMA + "property", RDF + "Seq"):
            names[field(entry, PROPERTY + "name")] = field(entry, PROPERTY + "valueType")
        found.setdefault(field(li, SCHEMA + "namespaceURI"), {}).update(names)
    return found


def schemas_of(tree):
    for container in tree.iter(EXTENSION + "schemas"):
        for bag in container.iter(RDF + "Bag"):
            yield from (li for li in bag if li.tag == RDF + "li")


def inner(node):
    """The node that holds the fields of a structure: itself, or a description within."""
    below = node.find(RDF + "Description")
    return node if below is None else below


def field(node, tag):
    node = inner(node)
    held = node.find(tag)
    return (held.text or "").strip() if held is not None else node.get(tag)


def entries_of(node, tag, kind):
    held = inner(node).find(tag)
    listed = held.find(kind) if held is not None else None
    return [li for li in listed if li.tag == RDF + "li"] if listed is not None else []


@check("6.6.2.1-house", "6.6.2.1-1", "6.6.2.1-2", "6.6.2.1-3", "6.6.2.1-4", "6.6.2.1-5", clause="6.6.2.1: metadata streams")
def _(file):
    main = file.root.get("/Metadata")
    d = file.dict(main)
    if not file.is_stream(main) or d.get("/Type") != "/Metadata" or d.get("/Subtype") != "/XML":
        yield "6.6.2.1-1", "catalog", "no Metadata"
    for ref, d in file.streams():
        if d.get("/Type") != "/Metadata":
            continue
        if ref == main and "/Filter" in d:
            yield "6.6.2.1-house", ref, "a filter keeps the metadata from being found"
        data = file.data(ref) or b""
        head = re.search(rb"<\?xpacket[^>]*\?>", data)
        if head and b"bytes=" in head.group():
            yield "6.6.2.1-2", ref, "bytes in the packet's header"
        if head and b"encoding=" in head.group():
            yield "6.6.2.1-3", ref, "encoding in the packet's header"
        if data[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0" in data[:8]:
            yield "6.6.2.1-5", ref, "not UTF-8"
        tree = file.xmp_root(ref)
        if tree is None or tree.find(f".//{RDF}RDF") is None and tree.tag != RDF + "RDF":
            yield "6.6.2.1-4", ref, "no XMP"
        elif not head or not re.search(rb"<\?xpacket\s+end=", data):
            yield "6.6.2.1-4", ref, "no packet"


@check("6.6.2.3-1", "6.6.2.3-2", "6.6.2.3-3", "6.6.2.3-4", "6.6.2.3-5", "6.6.2.3-6", clause="6.6.2.3: extension schemas")
def _(file):
    tree = file.xmp_tree
    if tree is None:
        return
    prefixes = file.xmp_prefixes(file.root.get("/Metadata"))
    for uri, prefix in PREFIXES.items():
        if uri != PDFA + "id/" and prefixes.get(uri, {prefix}) != {prefix}:
            yield "6.6.2.3-2" if uri.endswith("extension/") else "6.6.2.3-3", "metadata", f"the prefix of {uri} is {prefixes[uri]}"
    for container in tree.iter(EXTENSION + "schemas"):
        if [c.tag for c in container] != [RDF + "Bag"]:
            yield "6.6.2.3-2", "metadata", "schemas are no Bag"
    for li in schemas_of(tree):
        known = {SCHEMA + n for n in ("schema", "namespaceURI", "prefix", "property", "valueType")}
        if {c.tag for c in inner(li)} - known:
            yield "6.6.2.3-1", "metadata", "fields that a schema has not"
        for name in ("schema", "namespaceURI", "prefix"):
            if not field(li, SCHEMA + name):
                yield "6.6.2.3-3", "metadata", f"a schema without {name}"
        if not entries_of(li, SCHEMA + "property", RDF + "Seq"):
            yield "6.6.2.3-3", "metadata", "a schema without properties in a Seq"
        types = {field(e, TYPE + "type") for e in entries_of(li, SCHEMA + "valueType", RDF + "Seq")}
        for entry in entries_of(li, SCHEMA + "property", RDF + "Seq"):
            if {c.tag for c in inner(entry)} - {PROPERTY + n for n in ("name", "valueType", "category", "description")}:
                yield "6.6.2.3-1", "metadata", "fields that a property has not"
            for name in ("name", "valueType", "category", "description"):
                if not field(entry, PROPERTY + name):
                    yield "6.6.2.3-4", "metadata", f"a property without {name}"
            if field(entry, PROPERTY + "category") not in ("internal", "external"):
                yield "6.6.2.3-4", "metadata", f"the category {field(entry, PROPERTY + 'category')}"
            kind = re.sub(r"^(closed|open)\s+choice of |^(bag|seq|alt)\s+", "", field(entry, PROPERTY + "valueType") or "", flags=re.I)
            if kind not in SIMPLE | types:
                yield "6.6.2.3-4", "metadata", f"the type {kind} is not known"
        for entry in entries_of(li, SCHEMA + "valueType", RDF + "Seq"):
            for name in ("type", "namespaceURI", "prefix", "description"):
                if not field(entry, TYPE + name):
                    yield "6.6.2.3-5", "metadata", f"a type without {name}"
            for f in entries_of(entry, TYPE + "field", RDF + "Seq"):
                for name in ("name", "valueType", "description"):
                    if not field(f, FIELD + name):
                        yield "6.6.2.3-6", "metadata", f"a field without {name}"


def fits(kind, node, value):
    """Whether a property's value is of its type."""
    if kind == "Any":
        return True
    if kind in ("Bag", "Seq", "Seq Date", "Lang"):
        want = {"Lang": "Alt"}.get(kind, kind.split()[0])
        below = list(node) if node is not None else []
        if [c.tag for c in below] != [RDF + want] or any(li.tag != RDF + "li" for li in below[0]):
            return False
        items = list(below[0])
        if kind == "Lang":
            return all(XML + "lang" in li.attrib for li in items) and sum(li.get(XML + "lang") == "x-default" for li in items) <= 1 and bool(items)
        return all(DATE.fullmatch((li.text or "").strip()) for li in items) if kind == "Seq Date" else True
    if node is not None and len(node):
        return False
    return {"Integer": re.compile(r"[+-]?\d+"), "Boolean": re.compile("True|False"), "Date": DATE}.get(kind, re.compile(".*", re.S)).fullmatch(value) is not None


@check("6.6.2.3-7", clause="6.6.2.3: properties are of known schemas, their values of the types there")
def _(file):
    for ref, d in file.streams():
        tree = file.xmp_root(ref) if d.get("/Type") == "/Metadata" else None
        if tree is None:
            continue
        described = extensions(tree)
        if file.xmp_tree is not None:
            for uri, names in extensions(file.xmp_tree).items():
                described.setdefault(uri, {}).update(names)
        for uri, name, node, value in properties(tree):
            kind = KNOWN.get(uri, {}).get(name)
            if kind is None:
                kind = described.get(uri, {}).get(name)
                kind = kind if kind in ("Integer", "Boolean", "Date") else kind and ("Any" if re.match(r"(?i)bag|seq|alt|lang", kind) else "Text")
            if kind is None:
                yield ref, f"{{{uri}}}{name} is in no known schema"
            elif not fits(kind, node, value):
                yield ref, f"{name} is no {kind}: {value!r}"


@check("6.6.3-house", clause="6.6.3, house: the information dictionary says what the metadata say")
def _(file):
    x, dc, pdf, xap = file.xmp or {}, "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/pdf/1.3/}", "{http://ns.adobe.com/xap/1.0/}"
    for key, name in (("/Title", dc + "title"), ("/Author", dc + "creator"), ("/Subject", dc + "description"), ("/Keywords", pdf + "Keywords"),
                      ("/Creator", xap + "CreatorTool"), ("/Producer", pdf + "Producer")):
        have = text(file.value(file.info.get(key)))
        if have is not None and re.sub(r"\s+", " ", have).strip() != re.sub(r"\s+", " ", x.get(name) or "").strip():
            yield "Info", f"{key[1:]} is {have!r}, in the metadata {x.get(name)!r}"
    for key, name in (("/CreationDate", xap + "CreateDate"), ("/ModDate", xap + "ModifyDate")):
        a, b = (re.sub(r"\D", "", v or "")[:14] for v in (text(file.value(file.info.get(key))), x.get(name)))
        if a and a != b:
            yield "Info", f"{key[1:]} is {a}, in the metadata {b}"


@check("6.6.4-1", "6.6.4-2", "6.6.4-3", "6.6.4-4", clause="6.6.4: version and level")
def _(file):
    if claim(file, "part") is None:
        yield "6.6.4-1", "metadata", "no pdfaid:part"
    elif claim(file, "part") not in ("2", "3"):
        yield "6.6.4-2", "metadata", f"pdfaid:part is {claim(file, 'part')}"
    if claim(file, "conformance") not in ("A", "B", "U"):
        yield "6.6.4-3", "metadata", f"pdfaid:conformance is {claim(file, 'conformance')}"
    prefixes = file.xmp_prefixes(file.root.get("/Metadata")).get(PDFA + "id/", {"pdfaid"})
    if prefixes != {"pdfaid"}:
        yield "6.6.4-4", "metadata", f"the prefix is {prefixes}"


# ---- level a ----

@check("6.7.2-1", "6.7.3-1", "6.7.3-2", "6.7.3-3", "6.7.3-4", "6.7.4-1", clause="6.7: logical structure")
def _(file):
    if level(file) != "A":
        return
    tags = file.tags()
    if file.get(file.root, "/MarkInfo", "/Marked") is not True:
        yield "6.7.2-1", "catalog", "Marked is not true"
    if not tags.root:
        yield "6.7.3-1", "catalog", "no StructTreeRoot"
    for name in tags.roles:
        if name[1:] in pdffile.STANDARD:
            yield "6.7.3-4", "RoleMap", f"{name[1:]} is a standard type"
        elif tags.standard(name[1:])[1]:
            yield "6.7.3-3", "RoleMap", f"{name[1:]} is mapped in a circle"
    for e in tags.elements:
        if not e.std:
            yield "6.7.3-2", e, f"the type {e.type} is mapped to no standard type"
    held = [("catalog", file.root)] + [(e, e.d) for e in tags.elements] + [(m.where, m.props) for m in file.painted().marks]
    for where, d in held:
        if "/Lang" in d and text(file.value(d["/Lang"])) != "" and not LANGUAGE.fullmatch(text(file.value(d["/Lang"])) or ""):
            yield "6.7.4-1", where, f"Lang is {file.value(d['/Lang'])}"


# ---- embedded files, optional content, the rest ----

@check("6.8-1", "6.8-2", "6.8-3", "6.8-4", "6.8-5", clause="6.8: embedded files")
def _(file):
    associated = set()
    for _, d in file.dicts():
        listed = d.get("/AF")
        for x in file.array(listed) or ([listed] if listed else []):
            associated.add(x if isinstance(x, str) else id(x))
    for ref, d in file.dicts():
        if "/EF" not in d:
            continue
        if not (text(file.value(d.get("/F"))) and text(file.value(d.get("/UF")))):
            yield "6.8-2", ref, "a file without F and UF"
        if part(file) == 2:
            yield "6.8-5", ref, "a file in PDF/A-2 must be PDF/A itself: not judged, not in ours"
            continue
        if d.get("/AFRelationship") not in ("/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"):
            yield "6.8-3", ref, f"AFRelationship is {d.get('/AFRelationship')}"
        if ref not in associated and id(d) not in associated:
            yield "6.8-4", ref, "a file that is associated with nothing"
        for stream in file.dict(d["/EF"]).values():
            kind = file.dict(stream).get("/Subtype")
            if not is_name(kind) or not re.fullmatch(r"/[\w.+-]+/[\w.+-]+", kind.replace("#2f", "/").replace("#2F", "/")):
                yield "6.8-1", ref, f"the file's MIME type is {kind}"
            if file.get(stream, "/Params", "/ModDate") is None:
                yield "6.8-1", ref, "no date of the file"


@check("6.9-1", "6.9-2", "6.9-3", "6.9-4", clause="6.9: optional content")
def _(file):
    properties_ = file.dict(file.root.get("/OCProperties"))
    configs = [file.dict(c) for c in file.array(properties_.get("/Configs"))] + ([file.dict(properties_.get("/D"))] if properties_ else [])
    names = [text(file.value(c.get("/Name"))) for c in configs]
    groups = set(file.array(properties_.get("/OCGs")))
    for config, name in zip(configs, names):
        if not name:
            yield "6.9-1", "OCProperties", "a configuration without a name"
        if name and names.count(name) > 1:
            yield "6.9-2", "OCProperties", f"two configurations {name}"
        if "/AS" in config:
            yield "6.9-4", "OCProperties", "AS"
        if "/Order" in config:
            flat, todo = set(), [config["/Order"]]
            while todo:
                x = todo.pop()
                if isinstance(file.value(x), list):
                    todo += file.value(x)
                elif isinstance(x, str):
                    flat.add(x)
            if groups - flat:
                yield "6.9-3", "OCProperties", "Order lacks groups"


@check("6.10-1", "6.10-2", "6.11-1", clause="6.10, 6.11: alternate presentations, requirements")
def _(file):
    if file.get(file.root, "/Names", "/AlternatePresentations") is not None:
        yield "6.10-1", "catalog", "AlternatePresentations"
    for n, page in enumerate(file.pages, 1):
        if "/PresSteps" in page:
            yield "6.10-2", f"page {n}", "PresSteps"
    if "/Requirements" in file.root:
        yield "6.11-1", "catalog", "Requirements"


if __name__ == "__main__":
    JUDGE.main(sys.argv[1:])
