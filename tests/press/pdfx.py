"""pdfx.py - judge a file against PDF/X-4, PDF/X-1a:2001 and PDF/X-1a:2003: pdfx.py FILE… [--standard NAME] [--ids]

Reads the file with ../pdf/pdffile.py. Every check names the part of ISO 15930 that asks for it and
the subject within clause 6 (technical requirements). The standards' texts are sold, not public: the rules were gathered from public
descriptions (Ghent Workgroup, PDF/X-ready, manuals of preflight programs), which name subjects and seldom the numbers of subclauses, so
subjects stand here. A rule that is this project's own and stricter than the standard says "house".
"""
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "pdf"))
from pdffile import OPERATORS, File, box, inside, operations, text

X4, X1A2001, X1A2003 = "PDF/X-4", "PDF/X-1a:2001", "PDF/X-1a:2003"
ALL, OLD = (X4, X1A2001, X1A2003), (X1A2001, X1A2003)
PART = {X4: "ISO 15930-7:2010", X1A2001: "ISO 15930-1:2001", X1A2003: "ISO 15930-4:2003"}
BASE = {X4: (1, 6), X1A2001: (1, 3), X1A2003: (1, 4)}
CHECKS = []


def check(name, standards, subject):
    """Registers a check: a function of the document that yields what is wrong."""
    def add(function):
        CHECKS.append((name, standards, subject, function))
        return function
    return add


# ---- the file ----

class Document(File):
    """A file, and the standard that it is judged by."""

    def __init__(self, path, folder, standard=None):
        super().__init__(path, folder)
        self.standard = standard or self.claim()

    def claim(self):
        version, conformance = text(self.info.get("/GTS_PDFXVersion")), text(self.info.get("/GTS_PDFXConformance"))
        for name in (conformance, version, (self.xmp or {}).get(PDFXID + "GTS_PDFXVersion")):
            if name in ALL:
                return name
        return None


PDFXID, PDF = "{http://www.npes.org/pdfx/ns/id/}", "{http://ns.adobe.com/pdf/1.3/}"
MM = "{http://ns.adobe.com/xap/1.0/mm/}"
XMP, DC = "{http://ns.adobe.com/xap/1.0/}", "{http://purl.org/dc/elements/1.1/}"


# ---- the checks ----

@check("version", ALL, "file header: the version of PDF that the part is built on, or an earlier one")
def _(doc):
    match = re.match(rb"%PDF-(\d)\.(\d)", doc.raw)
    most = BASE[doc.standard]
    for have in (match and match.groups(), re.findall(r"\d", doc.root.get("/Version") or "") or None):
        if have and tuple(map(int, have)) > most:
            yield f"PDF {'.'.join(map(str, map(int, have)))} where {most[0]}.{most[1]} is the latest"
    if not match:
        yield "no header"


@check("structure", ALL, "conformance to the PDF Reference: the file is read without repairs")
def _(doc):
    if doc.warned:
        yield doc.warned.splitlines()[0]
    if doc.standard in OLD and re.search(rb"/Type\s*/(ObjStm|XRef)\b", doc.raw):
        yield "object streams (PDF 1.5)"


@check("identification", ALL, "identification of the version: GTS_PDFXVersion, GTS_PDFXConformance")
def _(doc):
    version, conformance = text(doc.info.get("/GTS_PDFXVersion")), text(doc.info.get("/GTS_PDFXConformance"))
    want = "PDF/X-1:2001" if doc.standard == X1A2001 else doc.standard
    if version != want:
        yield f"Info has GTS_PDFXVersion {version}, not {want}"
    if doc.standard == X1A2001 and conformance != X1A2001:
        yield f"Info has GTS_PDFXConformance {conformance}, not {X1A2001}"
    in_xmp = (doc.xmp or {}).get(PDFXID + "GTS_PDFXVersion")
    if doc.standard == X4 and in_xmp != X4:
        yield f"XMP has pdfxid:GTS_PDFXVersion {in_xmp}, not {X4}"


@check("title", ALL, "metadata: the title")
def _(doc):
    if not text(doc.info.get("/Title")):
        yield "Info has no Title"
    if doc.standard == X4 and not (doc.xmp or {}).get(DC + "title"):
        yield "XMP has no dc:title"


@check("dates", ALL, "metadata: dates of creation and change")
def _(doc):
    for key in ("/CreationDate", "/ModDate"):
        if not re.match(r"D:\d{14}([+\-Z]|$)", text(doc.info.get(key)) or ""):
            yield f"Info has no complete {key[1:]}"
    for key in ("CreateDate", "ModifyDate", "MetadataDate") if doc.standard == X4 else ():
        if not re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", (doc.xmp or {}).get(XMP + key, "")):
            yield f"XMP has no xmp:{key}"


@check("metadata-agrees", ALL, "metadata: XMP and Info say the same")
def _(doc):
    pairs = (("/Title", DC + "title"), ("/Producer", PDF + "Producer"), ("/Creator", XMP + "CreatorTool"), ("/Keywords", PDF + "Keywords"))
    for key, name in pairs:
        a, b = text(doc.info.get(key)), (doc.xmp or {}).get(name)
        if a is not None and b is not None and a != b:
            yield f"Info has {key[1:]} {a!r}, XMP {b!r}"
    for key, name in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
        a, b = (re.sub(r"\D", "", x or "")[:14] for x in (text(doc.info.get(key)), (doc.xmp or {}).get(XMP + name)))
        if a and b and a != b:
            yield f"Info has {key[1:]} {a}, XMP {b}"


@check("xmp-identity", (X4,), "metadata: which document, which version, which rendition")
def _(doc):
    for key in ("DocumentID", "VersionID", "RenditionClass"):
        if not (doc.xmp or {}).get(MM + key):
            yield f"XMP has no xmpMM:{key}"


@check("trapped", ALL, "trapping: Trapped is True or False")
def _(doc):
    if doc.info.get("/Trapped") not in ("/True", "/False"):
        yield f"Info has Trapped {doc.info.get('/Trapped')}"
    if doc.standard == X4 and (doc.xmp or {}).get(PDF + "Trapped") not in ("True", "False"):
        yield f"XMP has pdf:Trapped {(doc.xmp or {}).get(PDF + 'Trapped')}"


@check("id", ALL, "file trailer: ID")
def _(doc):
    ids = doc.value(doc.trailer.get("/ID"))
    if not (isinstance(ids, list) and len(ids) == 2 and all(len(x) > 2 for x in ids)):
        yield "no ID of two strings"


@check("encryption", ALL, "encryption is not allowed")
def _(doc):
    if doc.encrypted or re.search(rb"/Encrypt\s", doc.raw):
        yield "the file is encrypted"


def intents(doc):
    listed = [doc.value(x) for x in doc.value(doc.root.get("/OutputIntents")) or []]
    return [x for x in listed if isinstance(x, dict) and x.get("/S") == "/GTS_PDFX"]


@check("output-intent", ALL, "output intent: one of PDF/X, its condition named")
def _(doc):
    found = intents(doc)
    if len(found) != 1:
        yield f"{len(found)} output intents of PDF/X"
    for intent in found:
        if not text(intent.get("/OutputConditionIdentifier")):
            yield "no OutputConditionIdentifier"
        if not text(doc.value(intent.get("/Info"))) and doc.standard in OLD:
            yield "no Info in the output intent"
        if doc.value(intent.get("/DestOutputProfile")) is None and (doc.standard == X4 or not text(intent.get("/RegistryName"))):
            yield "no DestOutputProfile"


@check("output-profile", ALL, "output intent: an ICC profile of a printing device, of the inks in use")
def _(doc):
    for intent in intents(doc):
        ref = intent.get("/DestOutputProfile")
        if doc.value(ref) is None:
            continue
        data = doc.data(ref) or b""
        kind, space = data[12:16], data[16:20]
        if len(data) < 132 or data[36:40] != b"acsp" or int.from_bytes(data[:4], "big") != len(data):
            yield "the profile is no ICC profile"
        elif kind != b"prtr":
            yield f"the profile is of class {kind.decode('latin-1')}, not prtr"
        elif space != b"CMYK" or doc.value(ref).get("/N") != 4:
            yield f"the profile is of {space.decode('latin-1')} with N {doc.value(ref).get('/N')}"
        elif doc.standard in OLD and data[8] > 2:
            yield f"ICC version {data[8]} in a file of PDF {BASE[doc.standard][0]}.{BASE[doc.standard][1]}"


@check("trim-box", ALL, "bounding boxes: every page has a TrimBox or an ArtBox, not both")
def _(doc):
    if not doc.pages:
        yield "no pages"
    for n, page in enumerate(doc.pages, 1):
        if box(doc.value(page.get("/MediaBox"))) is None:
            yield f"page {n}: no MediaBox"
        if ("/TrimBox" in page) + ("/ArtBox" in page) != 1:
            yield f"page {n}: {'both a TrimBox and an ArtBox' if '/TrimBox' in page else 'no TrimBox'}"


@check("boxes-nested", ALL, "bounding boxes: TrimBox within BleedBox within MediaBox")
def _(doc):
    for n, page in enumerate(doc.pages, 1):
        trim, bleed, crop, media = (box(doc.value(page.get(k))) for k in ("/TrimBox", "/BleedBox", "/CropBox", "/MediaBox"))
        trim = trim or box(doc.value(page.get("/ArtBox")))
        for a, b, names in ((trim, bleed, "trim outside bleed"), (bleed, media, "bleed outside media"), (trim, media, "trim outside media"),
                            (crop, media, "crop outside media"), (trim, crop, "trim outside crop")):
            if a and b and not inside(a, b):
                yield f"page {n}: {names}"


@check("annotations", ALL, "annotations lie outside the BleedBox (TrapNet and PrinterMark may not)")
def _(doc):
    for n, page in enumerate(doc.pages, 1):
        area = next(filter(None, (box(doc.value(page.get(k))) for k in ("/BleedBox", "/TrimBox", "/ArtBox", "/MediaBox"))), None)
        for annot in map(doc.value, doc.value(page.get("/Annots")) or []):
            rect = box(doc.value(annot.get("/Rect"))) if isinstance(annot, dict) else None
            apart = rect and area and (rect[2] <= area[0] or rect[0] >= area[2] or rect[3] <= area[1] or rect[1] >= area[3])
            if annot and annot.get("/Subtype") not in ("/TrapNet", "/PrinterMark") and not apart:
                yield f"page {n}: {annot.get('/Subtype')}"


@check("form", ALL, "interactive forms are not allowed within the page")
def _(doc):
    if doc.value((doc.value(doc.root.get("/AcroForm")) or {}).get("/Fields")):
        yield "the catalog has fields of a form"


@check("fonts", ALL, "fonts: all embedded")
def _(doc):
    for number, d in doc.dicts():
        if d.get("/Type") != "/Font" or d.get("/Subtype") in ("/Type0", "/Type3"):
            continue
        held = doc.value(d.get("/FontDescriptor")) or {}
        if all(doc.value(held.get(k)) is None for k in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"object {number}: {d.get('/BaseFont')} is not embedded"


@check("operators", ALL, "content streams: operators of the PDF Reference alone")
def _(doc):
    for where, data in doc.contents():
        if data is None:
            yield f"{where}: the content cannot be read"
            continue
        unknown = {name for name, _ in operations(data)} - OPERATORS
        if unknown:
            yield f"{where}: {' '.join(sorted(unknown))}"


RGB = {b"/DeviceRGB", b"/RGB"}


@check("operator-rgb", ALL, "colour: no device RGB in content streams")
def _(doc):
    for where, data in doc.contents():
        bad = set()
        for name, operands in operations(data or b""):
            if name in ("rg", "RG") or name in ("cs", "CS", "BI") and RGB & set(operands):
                bad.add(name)
        if bad:
            yield f"{where}: {' '.join(sorted(bad))}"


def spaces(doc):
    """Every colour space that an object names: (object, the space with its references followed, as JSON)."""
    for number, d in doc.dicts():
        for key in ("/ColorSpace", "/CS"):
            named = doc.value(d.get(key))
            for space in named.values() if isinstance(named, dict) else [named]:
                space = doc.value(space)
                if isinstance(space, list):
                    yield number, [doc.value(x) for x in space[:4]]
                elif isinstance(space, str):
                    yield number, [space]


def names_in(space):
    todo, found = [space], set()
    while todo:
        x = todo.pop()
        if isinstance(x, list):
            todo += x
        elif isinstance(x, str):
            found.add(x)
    return found


@check("space-rgb", ALL, "colour: pictures, shadings and groups without device RGB")
def _(doc):
    for number, space in spaces(doc):
        if "/DeviceRGB" in names_in(space):
            yield f"object {number}: DeviceRGB"


@check("space-independent", OLD, "colour: CMYK, gray and spot colours alone")
def _(doc):
    for number, space in spaces(doc):
        bad = names_in(space) & {"/ICCBased", "/CalRGB", "/CalGray", "/Lab"}
        if bad:
            yield f"object {number}: {' '.join(sorted(bad))}"


@check("space-icc", (X4,), "colour: the profile of a picture is an ICC profile with as many components as it says")
def _(doc):
    sizes = {b"RGB ": 3, b"CMYK": 4, b"GRAY": 1, b"Lab ": 3}
    for number, d in doc.dicts():
        for space in map(doc.value, d.values()):
            if isinstance(space, list) and len(space) == 2 and space[0] == "/ICCBased":
                data = doc.data(space[1]) or b""
                if data[36:40] != b"acsp" or sizes.get(data[16:20]) != doc.get(space[1], "/N"):
                    yield f"object {number}: a broken ICC profile"


@check("transparency", OLD, "transparency is not allowed")
def _(doc):
    for number, d in doc.dicts():
        if doc.value(d.get("/SMask")) not in (None, "/None"):
            yield f"object {number}: SMask"
        if d.get("/SMaskInData") or (d.get("/S") == "/Transparency"):
            yield f"object {number}: transparency group or mask in data"
        for key in ("/ca", "/CA"):
            if d.get(key) not in (None, 1, 1.0) and "/Subtype" not in d:
                yield f"object {number}: {key[1:]} {d[key]}"
        if d.get("/BM") not in (None, "/Normal", "/Compatible"):
            yield f"object {number}: blend mode {d['/BM']}"


@check("transfer", ALL, "transfer curves are not allowed")
def _(doc):
    for number, d in doc.dicts():
        if "/TR" in d and d.get("/S") not in ("/Alpha", "/Luminosity") and d.get("/Type") != "/StructElem":
            yield f"object {number}: TR"
        if doc.value(d.get("/TR2")) not in (None, "/Default"):
            yield f"object {number}: TR2"


@check("halftone", ALL, "halftones: of type 1 or 5, without a name or a phase")
def _(doc):
    for number, d in doc.dicts():
        for key in ("/HTP", "/HalftoneName"):
            if key in d:
                yield f"object {number}: {key[1:]}"
        if d.get("/HalftoneType") not in (None, 1, 5):
            yield f"object {number}: HalftoneType {d['/HalftoneType']}"


def filters(doc, d):
    named = doc.value(d.get("/Filter")) or []
    return [named] if isinstance(named, str) else [doc.value(x) for x in named]


@check("lzw", OLD, "compression: no LZW")
def _(doc):
    for number, d in doc.streams():
        if "/LZWDecode" in filters(doc, d):
            yield f"object {number}: LZWDecode"


@check("filters", OLD, "compression: no JBIG2, no JPEG 2000")
def _(doc):
    for number, d in doc.streams():
        for name in {"/JBIG2Decode", "/JPXDecode"} & set(filters(doc, d)):
            yield f"object {number}: {name[1:]}"


@check("sixteen-bit", OLD, "pictures of at most 8 bits (16 came with PDF 1.5)")
def _(doc):
    for number, d in doc.streams():
        if d.get("/Subtype") == "/Image" and (doc.value(d.get("/BitsPerComponent")) or 0) > 8:
            yield f"object {number}: {d['/BitsPerComponent']} bits"


@check("postscript", ALL, "PostScript XObjects are not allowed")
def _(doc):
    for number, d in doc.streams():
        if d.get("/Subtype") == "/PS" or d.get("/Subtype2") == "/PS" or (d.get("/Subtype") == "/Form" and "/PS" in d):
            yield f"object {number}: PostScript"


@check("opi", ALL, "OPI is not allowed")
def _(doc):
    for number, d in doc.streams():
        if "/OPI" in d:
            yield f"object {number}: OPI"


@check("reference", OLD, "reference XObjects are not allowed (PDF 1.4)")
def _(doc):
    for number, d in doc.streams():
        if d.get("/Subtype") == "/Form" and "/Ref" in d:
            yield f"object {number}: Ref"


@check("outside", ALL, "all parts lie in the file: no stream in another file")
def _(doc):
    for number, d in doc.streams():
        if "/F" in d and d.get("/Subtype") != "/Widget":
            yield f"object {number}: F"


@check("alternates", ALL, "alternate pictures: none that is the default for printing (house: none)")
def _(doc):
    for number, d in doc.streams():
        if "/Alternates" in d:
            yield f"object {number}: Alternates"


@check("embedded", ALL, "embedded files (house, in PDF/X-4: none)")
def _(doc):
    if "/EmbeddedFiles" in (doc.value(doc.root.get("/Names")) or {}):
        yield "the catalog names embedded files"
    for number, d in doc.dicts():
        if "/EF" in d:
            yield f"object {number}: EF"


ACTIONS = {"/GoTo", "/GoToR", "/GoToE", "/Launch", "/Thread", "/URI", "/Sound", "/Movie", "/Hide", "/Named", "/SubmitForm", "/ResetForm", "/ImportData",
           "/JavaScript", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView"}


@check("actions", ALL, "actions are not allowed")
def _(doc):
    for number, d in doc.dicts():
        if d.get("/S") in ACTIONS - {"/JavaScript"} and d.get("/Type") in (None, "/Action"):
            yield f"object {number}: {d['/S'][1:]}"
        if "/AA" in d:
            yield f"object {number}: AA"


@check("javascript", ALL, "JavaScript is not allowed")
def _(doc):
    if "/JavaScript" in (doc.value(doc.root.get("/Names")) or {}):
        yield "the catalog names scripts"
    for number, d in doc.dicts():
        if d.get("/S") == "/JavaScript" or "/JS" in d:
            yield f"object {number}: JavaScript"


@check("separated", ALL, "pages are not separated beforehand")
def _(doc):
    for n, page in enumerate(doc.pages, 1):
        if "/SeparationInfo" in page:
            yield f"page {n}: SeparationInfo"


@check("optional-content", OLD, "optional content came with PDF 1.5")
def _(doc):
    if "/OCProperties" in doc.root:
        yield "the catalog has OCProperties"


@check("intent-name", ALL, "rendering intents: the four of the PDF Reference")
def _(doc):
    known = {"/" + x for x in ("Perceptual", "RelativeColorimetric", "Saturation", "AbsoluteColorimetric")}
    for number, d in doc.dicts():
        if d.get("/Subtype") == "/Image" and d.get("/Intent", "/Perceptual") not in known:
            yield f"object {number}: {d['/Intent']}"
    for where, data in doc.contents():
        for name, operands in operations(data or b""):
            if name == "ri" and (operands or [b""])[-1].decode("latin-1") not in known:
                yield f"{where}: ri"


def judge(path, standard=None):
    """(check, standard's part and subject, what is wrong) of everything that is."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            doc = Document(path, folder, standard)
        except (ValueError, KeyError, OSError) as error:
            return [("unreadable", "", str(error))]
        if not doc.standard:
            return [("identification", "ISO 15930", "the file says of no standard that it keeps it")]
        return [(name, f"{PART[doc.standard]}, {subject}", what)
                for name, standards, subject, function in CHECKS if doc.standard in standards for what in function(doc)]


def main(args):
    standard = args[args.index("--standard") + 1] if "--standard" in args else None
    files = [a for a in args if not a.startswith("--") and a != standard]
    wrong = False
    for path in files:
        found = judge(path, standard)
        wrong |= bool(found)
        if "--ids" in args:
            print(" ".join(sorted({name for name, _, _ in found})))
        else:
            for name, clause, what in found[:40]:
                print(f"{path}: {name}: {what} ({clause})")
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
