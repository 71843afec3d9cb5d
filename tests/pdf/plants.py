"""plants.py - shows that ua.py and archive.py judge: a good file passes, and each defect planted in it is found under just its numbers"""
import pathlib
import re
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor

import archive
import pdffile
import ua

FACE = (pathlib.Path(__file__).parents[2] / "fonts" / "SourceSerif4-Regular.ttf").read_bytes()
PACKED = zlib.compress(FACE, 1)
FIRST = 40  # the glyph that stands for "a" in the sample; the shapes do not matter


def profile(kind=b"mntr", space=b"RGB "):
    size = 144
    head = size.to_bytes(4, "big") + b"none" + bytes([2, 0x40, 0, 0]) + kind + space + b"XYZ " + bytes(12) + b"acsp"
    return (head + bytes(size))[:size]


XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A year</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>Ana</rdf:li></rdf:Seq></dc:creator>
<pdf:Producer>P</pdf:Producer><xmp:CreateDate>2024-01-02T03:04:05Z</xmp:CreateDate>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the standard</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""

# The elements: name, type, parent, what else stands in the dictionary; K is put together from the kids and from the contents named here.
ELEMENTS = [
    ("doc", "Document", "tree", ""), ("title", "H1", "doc", "0"), ("toc", "TOC", "doc", ""), ("toci", "TOCI", "toc", ""),
    ("tocref", "Reference", "toci", "1"), ("para", "P", "doc", "2"), ("link", "Link", "para", "3 <</Type/OBJR/Obj @annot>>"),
    ("spanish", "Span", "para", "4", "/Lang(es)"), ("noteref", "Reference", "para", "5"), ("note", "Note", "para", "", "/ID(n1)"),
    ("notelbl", "Lbl", "note", "6"), ("notep", "P", "note", "7"), ("sect", "Sect", "doc", ""), ("second", "H2", "sect", "8"),
    ("list", "L", "sect", "", "/A<</O/List/ListNumbering/Decimal>>"), ("item", "LI", "list", ""), ("itemlbl", "Lbl", "item", "9"),
    ("itembody", "LBody", "item", "10"), ("table", "Table", "sect", ""), ("thead", "THead", "table", ""), ("headrow", "TR", "thead", ""),
    ("th1", "TH", "headrow", "11", "/A<</O/Table/Scope/Column>>"), ("th2", "TH", "headrow", "12", "/C/Head/ID(h2)"), ("tbody", "TBody", "table", ""),
    ("row1", "TR", "tbody", ""), ("td1", "TD", "row1", "13"), ("td2", "TD", "row1", "14", "/A<</O/Table/Headers[(h2)]>>"),
    ("row2", "TR", "tbody", ""), ("td3", "TD", "row2", "15", "/A<</O/Table/ColSpan 2>>"),
    ("figure", "Figure", "sect", "16", "/Alt(A cat)/A<</O/Layout/Placement/Block/BBox[60 60 90 90]>>"), ("caption", "Caption", "figure", "17"),
    ("inform", "P", "sect", "<</Type/MCR/Pg @page/Stm @form/MCID 0>>"), ("third", "H3", "sect", "18"), ("last", "P", "doc", "0", "", "@page2"),
]
WORDS = ["a year", "index", "read ", "the page ", "hola ", "one", "one", "a note", "months", "1", "first", "who", "what", "ana", "map", "all", None, "a cat", "days"]


def shown(word):
    return "<" + "".join(f"{FIRST + ord(c) - 97 if c.isalpha() else FIRST + 26 + (c == '1'):04x}" for c in word) + "> Tj"


def body():
    lines = ["/Artifact<</Type/Pagination/Subtype/Header>>BDC BT /F1 9 Tf 20 280 Td " + shown("head") + " ET EMC",
             "/Artifact<</Type/Layout>>BDC 0.9 g 20 20 30 5 re f 0 g EMC"]
    tags = {}
    for _, kind, _, k, *more in ELEMENTS:
        if more[1:] != ["@page2"]:
            tags.update({int(m): kind for m in re.findall(r"^(\d+)", k)})
    for n, word in enumerate(WORDS):
        if word is None:
            lines.append(f"/Figure<</MCID {n}>>BDC q 30 0 0 30 60 60 cm /I1 Do Q EMC")
        else:
            lines.append(f"/{tags[n]}<</MCID {n}>>BDC BT /F1 9 Tf 20 {270 - 12 * n} Td {shown(word)} ET EMC")
    lines.append("q 1 0 0 1 20 15 cm /X1 Do Q")
    return "\n".join(lines) + "\n"


CONTENT = body()


def unicode_map():
    pairs = [(FIRST + i, ord("a") + i) for i in range(26)] + [(FIRST + 26, 32), (FIRST + 27, ord("1"))]
    rows = "\n".join(f"<{a:04x}><{b:04x}>" for a, b in pairs)
    return ("/CIDInit/ProcSet findresource begin 12 dict begin begincmap /CMapName/Adobe-Identity-UCS def /CMapType 2 def\n"
            f"1 begincodespacerange <0000><ffff> endcodespacerange\n{len(pairs)} beginbfchar\n{rows}\nendbfchar\nendcmap end end")


def widths():
    t = pdffile.sfnt_tables(FACE)
    n, unit = pdffile.u16(t["hhea"], 34), pdffile.u16(t["head"], 18)
    return " ".join(str(round(pdffile.u16(t["hmtx"], 4 * min(g, n - 1)) * 1000 / unit)) for g in range(FIRST, FIRST + 28))


def sample():
    """A small file that keeps both standards: {name: [dictionary, stream or None]}; "@name" is a reference."""
    made = {
        "header": ["1.7", None],
        "trailer": ["/Root @catalog/Info @info/ID[<0123456789ABCDEF><0123456789ABCDEF>]", None],
        "catalog": ["/Type/Catalog/Pages @pages/Metadata @xmp/OutputIntents[@intent]/Lang(en)/MarkInfo<</Marked true>>/StructTreeRoot @tree"
                    "/ViewerPreferences<</DisplayDocTitle true>>/Outlines @outlines/Names<</Dests @dests>>", None],
        "info": ["/Title(A year)/Producer(P)/CreationDate(D:20240102030405Z)", None],
        "pages": ["/Type/Pages/Kids[@page @page2]/Count 2", None],
        "page": ["/Type/Page/Parent @pages/MediaBox[0 0 200 300]/Contents @content/Annots[@annot]/Tabs/S/StructParents 0"
                 "/Resources<</Font<</F1 @font>>/XObject<</I1 @image/X1 @form>>>>", None],
        "page2": ["/Type/Page/Parent @pages/MediaBox[0 0 200 300]/Contents @content2/StructParents 3/Resources<</Font<</F1 @font>>>>", None],
        "xmp": ["/Type/Metadata/Subtype/XML", XMP],
        "intent": ["/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile @profile", None],
        "profile": ["/N 3", profile()],
        "content": ["", CONTENT],
        "content2": ["", f"/P<</MCID 0>>BDC BT /F1 9 Tf 20 200 Td {shown('last')} ET EMC"],
        "form": ["/Type/XObject/Subtype/Form/BBox[0 0 100 20]/StructParents 2/Resources<</Font<</F1 @font>>>>",
                 f"/P<</MCID 0>>BDC BT /F1 9 Tf 0 0 Td {shown('form')} ET EMC"],
        "image": ["/Type/XObject/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB", bytes(6)],
        "annot": ["/Type/Annot/Subtype/Link/Rect[20 220 80 240]/Contents(The page)/F 4/StructParent 1/A<</S/URI/URI(http://example.org)>>", None],
        "outlines": ["/Type/Outlines/First @entry/Last @entry/Count 1", None],
        "entry": ["/Title(A year)/Parent @outlines/Dest(top)", None],
        "dests": ["/Names[(top)[@page/XYZ 0 300 null]]", None],
        "font": ["/Type/Font/Subtype/Type0/BaseFont/ABCDEF+Serif/Encoding/Identity-H/DescendantFonts[@cidfont]/ToUnicode @unicode", None],
        "cidfont": [f"/Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Serif/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                    f"/FontDescriptor @descriptor/DW 1000/W[{FIRST}[{widths()}]]/CIDToGIDMap/Identity", None],
        "descriptor": ["/Type/FontDescriptor/FontName/ABCDEF+Serif/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 670"
                       "/StemV 80/FontFile2 @program", None],
        "program": ["/Filter/FlateDecode", PACKED],
        "unicode": ["", unicode_map()],
        "tree": ["/Type/StructTreeRoot/K[@doc]/ParentTree @parents/ParentTreeNextKey 4/IDTree @ids/RoleMap<<>>/ClassMap<</Head<</O/Table/Scope/Column>>>>", None],
        "ids": ["/Names[(h2)@th2(n1)@note]", None],
    }
    owners = {}
    for name, kind, parent, k, *more in ELEMENTS:
        kids = " ".join("@" + e[0] for e in ELEMENTS if e[2] == name)
        page = more[1] if len(more) > 1 else "@page"
        made[name] = [f"/Type/StructElem/S/{kind}/P @{parent}/K[{k} {kids}]/Pg {page}{more[0] if more else ''}", None]
        if page == "@page" and re.match(r"\d", k):
            owners[int(k.split()[0])] = "@" + name
    made["parents"] = [f"/Nums[0[{' '.join(owners[n] for n in range(len(WORDS)))}] 1 @link 2[@inform] 3[@last]]", None]
    return made


def write(objects, path):
    names = [n for n in objects if n not in ("header", "trailer")]
    numbers = {name: i + 1 for i, name in enumerate(names)}

    def resolve(s):
        return re.sub(r"@(\w+)", lambda m: f"{numbers[m.group(1)]} 0 R ", s)
    out = bytearray(f"%PDF-{objects['header'][0]}\n%\u00e2\u00e3\u00cf\u00d3\n".encode("latin-1"))
    offsets = []
    for name in names:
        inner, stream = objects[name]
        offsets.append(len(out))
        stream = stream.encode() if isinstance(stream, str) else stream
        length = "" if stream is None or "/Length " in inner else f"/Length {len(stream)}"
        inner = resolve(inner)
        inner = inner if inner.startswith("[") else f"<<{inner}{length}>>"
        out += f"{numbers[name]} 0 obj\n{inner}\n".encode("latin-1")
        if stream is not None:
            out += b"stream\n" + stream + b"\nendstream\n"
        out += b"endobj\n"
    start = len(out)
    out += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n".encode() + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    out += f"trailer\n<</Size {len(offsets) + 1}{resolve(objects['trailer'][0])}>>\nstartxref\n{start}\n%%EOF\n".encode()
    pathlib.Path(path).write_bytes(out)


# ---- defects: (numbers that must be found, changes …); a change is (object, text, other text), in its dictionary or stream; text None: at the end
# of the dictionary; (object, dictionary, stream) with a new name adds one; ("bytes", old, new) changes the file as written ----

def new(name, dictionary, stream=None):
    return "new", name, dictionary, stream


def font(name, old, fresh):
    return name, old, fresh


ANNOT = "/Type/Annot/Rect[20 20 40 40]/F 4"
SHOWN = "/P<</MCID 2>>BDC BT /F1 9 Tf 20 246 Td"
UA = [
    ("header", ("bytes", b"%PDF-1.7\n", b"%PDF-2.0\n")),
    ("06-001 06-002 06-003", ("catalog", "/Metadata @xmp", "")),
    ("06-001", ("xmp", "/Subtype/XML", "")),
    ("06-002", ("xmp", "<pdfuaid:part>1<", "<pdfuaid:part>2<")),
    ("06-002", ("xmp", "<pdfuaid:part>1</pdfuaid:part>", "")),
    ("06-002", ("xmp", "pdfuaid:", "ua:"), ("xmp", "xmlns:pdfuaid", "xmlns:ua")),
    ("06-002 06-003", ("xmp", "</rdf:RDF>", "")),
    ("06-003", ("xmp", ">A year<", "><")),
    ("07-001", ("catalog", "/ViewerPreferences<</DisplayDocTitle true>>", "")),
    ("07-002", ("catalog", "/DisplayDocTitle true", "/DisplayDocTitle false")),
    ("01-007", ("catalog", "/Marked true", "/Marked true/Suspects true")),
    ("marked", ("catalog", "/Marked true", "/Marked false")),
    ("25-001", ("catalog", None, "/AcroForm<</Fields[]/XFA @xfa>>"), new("xfa", "", "<config><dynamicRender>required</dynamicRender></config>")),
    ("20-001", ("catalog", None, "/OCProperties<</OCGs[]/D<</Name(d)>>/Configs[<</Name()>>]>>")),
    ("20-002", ("catalog", None, "/OCProperties<</OCGs[]/D<<>>>>")),
    ("20-003", ("catalog", None, "/OCProperties<</OCGs[]/D<</Name(d)/AS[]>>>>")),
    ("21-001", new("spec", "/Type/Filespec/F(a)/EF<</F @content>>")),
    ("21-001", new("spec", "/Type/Filespec/F()/UF(a)/EF<</F @content>>")),
    ("28-014", new("clip", "/Type/MediaClip/S/MCD/D(a)/Alt[(en)(A song)]")),
    ("28-015", new("clip", "/Type/MediaClip/S/MCD/D(a)/CT(audio/ogg)")),
    ("30-001", ("form", None, "/Ref<</F(a)/Page 0>>")),
    ("30-002", ("content", "/X1 Do", "/X1 Do /X1 Do")),
    # the tree
    ("tree 01-005 28-011", ("catalog", "/StructTreeRoot @tree", "")),
    ("tree", ("tree", "/Type/StructTreeRoot", "/Type/Tree")),
    ("tree", ("td1", "/P @row1", "/P @row2")),
    ("tree", ("td1", "/Type/StructElem", "/Type/Elem")),
    ("tree", ("doc", "@toc ", "@toc @toc ")),
    ("tree", new("lost", "/Type/StructElem/S/P/P @doc/K[]")),
    ("tree", ("doc", "@toc ", "@toc @nothing "), new("nothing", "[]")),
    ("tree", ("title", "/K[0", "/K[0 0")),
    ("tree", ("link", "/Obj @annot", "/Obj @annot/Pg @page2")),
    ("tree", ("tree", "/IDTree @ids", "")),
    ("tree", ("ids", "(h2)@th2", "(h2)@th1")),
    ("tree", ("ids", "(n1)@note", "(n1)@note(zz)@note")),
    ("tree", ("ids", "(h2)@th2(n1)@note", "(n1)@note(h2)@th2")),
    ("02-001", ("para", "/S/P", "/S/Odd")),
    ("02-003", ("tree", "/RoleMap<<>>", "/RoleMap<</Odd/Even/Even/Odd>>")),
    ("02-004", ("tree", "/RoleMap<<>>", "/RoleMap<</Quote/P>>")),
    ("parent-tree", ("page", "/StructParents 0", "")),
    ("parent-tree", ("parents", "1 @link", "1 @para")),
    ("parent-tree", ("parents", "2[@inform]", "2[@last]")),
    ("parent-tree", ("parents", "3[@last]", "3[@last @last]")),
    ("parent-tree", ("parents", "3[@last]", "3[@last]4[@last]"), ("tree", "NextKey 4", "NextKey 5")),
    ("parent-tree", ("parents", "2[@inform] 3[@last]", "3[@last] 2[@inform]")),
    ("parent-tree", ("annot", "/StructParent 1", "")),
    ("parent-tree", ("tree", "/ParentTreeNextKey 4", "/ParentTreeNextKey 3")),
    ("parent-tree", ("page2", "/StructParents 3", "/StructParents 0")),
    # content
    ("01-003", ("content", SHOWN, "/P<</MCID 2>>BDC /Artifact<</Type/Page>>BDC EMC BT /F1 9 Tf 20 246 Td")),
    ("01-004", ("content", SHOWN, "/Artifact<</Type/Page>>BDC " + SHOWN), ("content2", "EMC", "EMC"), ("content", shown("read ") + " ET EMC", shown("read ") + " ET EMC EMC")),
    ("01-005", ("content", "/Artifact<</Type/Layout>>BDC 0.9 g", "0.9 g"), ("content", "0 g EMC", "0 g")),
    ("01-005 mcid", ("content", "/P<</MCID 2>>BDC", "/P<</Odd 2>>BDC")),
    ("01-005", ("content", "q 1 0 0 1 20 15 cm /X1 Do Q", "q 1 0 0 1 20 15 cm /X1 Do Q 0 0 9 9 re f")),
    ("01-005", ("content", "q 1 0 0 1 20 15 cm /X1 Do Q", "q 1 0 0 1 20 15 cm /X1 Do Q q /I1 Do Q")),
    ("01-005", ("content", "q 1 0 0 1 20 15 cm /X1 Do Q", "q 1 0 0 1 20 15 cm /X1 Do Q BI /W 1/H 1/BPC 8/CS/G ID \1 EI")),
    ("01-005", ("content", "q 1 0 0 1 20 15 cm /X1 Do Q", "q 1 0 0 1 20 15 cm /X1 Do Q /P<</MCID 99>>BDC 0 0 9 9 re f EMC")),
    ("mcid", ("content", "/X1 Do Q", "/X1 Do Q /P<</MCID 2>>BDC 0 0 9 9 re f EMC")),
    ("mcid", ("content", SHOWN, "/H1<</MCID 2>>BDC BT /F1 9 Tf 20 246 Td")),
    ("mcid", ("content", "/X1 Do Q", "/X1 Do Q /P<</MCID 99>>BDC /P<</MCID 100>>BDC EMC EMC")),
    ("mcid parent-tree", ("last", "/K[0", "/K[0 7")),
    ("marks", ("content", "/X1 Do Q", "/X1 Do Q EMC")),
    ("marks", ("content", "/X1 Do Q", "/X1 Do Q /P BMC")),
    ("marks", ("content", "/X1 Do Q", "/X1 Do Q Q")),
    ("marks", ("content", "/X1 Do Q", "/X1 Do Q q")),
    ("marks", ("content", "/X1 Do Q", "/X1 Do Q BT")),
    ("marks", ("content", "/X1 Do Q", "/X1 Do Q BT /P BMC ET EMC")),
    ("artifact", ("content", "/Type/Layout", "/Type/Odd")),
    ("artifact", ("content", "/Artifact<</Type/Layout>>BDC", "/Artifact BMC")),
    ("artifact", ("content", "/Subtype/Header", "/Subtype/Odd")),
    # language
    ("11-001 11-002 11-003 11-004 11-006", ("catalog", "/Lang(en)", "")),
    ("11-005", ("catalog", "/Lang(en)", ""), ("doc", None, "/Lang(en)"), ("catalog", "/Outlines @outlines", ""), ("xmp", 'xml:lang="x-default"', 'xml:lang="en"'),
     new("field", "/FT/Tx/T(a)/TU(A)")),
    ("lang", ("catalog", "/Lang(en)", "/Lang(en_US)")),
    ("lang", ("spanish", "/Lang(es)", "/Lang(español)")),
    ("lang", ("spanish", "/Lang(es)", "/Lang()")),
    ("lang", ("content", "/Span<</MCID 4>>", "/Span<</MCID 4/Lang(e s)>>")),
    # kinds of elements
    ("09-004 mcid table-regular", ("td1", "/S/TD", "/S/P")),
    ("09-004", ("row1", "/P @tbody", "/P @doc"), ("tbody", "@row1 ", ""), ("doc", "@toc ", "@toc @row1 "), ("td2", "/A<</O/Table/Headers[(h2)]>>", "")),
    ("09-004", ("thead", "/S/THead", "/S/TFoot"), ("tbody", "/S/TBody", "/S/TFoot")),
    ("09-004", ("tbody", "/S/TBody", "/S/THead")),
    ("09-004", ("row1", "/S/TR", "/S/P")),
    ("09-004", ("td1", "/P @row1", "/P @td2"), ("row1", "@td1 ", ""), ("td2", "/K[14 ", "/K[14 @td1 "), ("td2", "/O/Table", "/O/Table/ColSpan 2")),
    ("09-004", ("last", "/P @doc", "/P @table"), ("doc", "@last", ""), ("table", "@tbody", "@tbody @last")),
    ("table-regular", ("td3", "/A<</O/Table/ColSpan 2>>", "")),
    ("table-regular", ("td3", "/ColSpan 2", "/ColSpan 3")),
    ("table-regular", ("td1", None, "/A<</O/Table/RowSpan 2>>")),
    ("table-regular", ("td3", "/ColSpan 2", "/ColSpan 2/RowSpan 2")),
    ("table-regular attribute", ("td3", "/ColSpan 2", "/ColSpan 0")),
    ("15-003", ("th1", "/A<</O/Table/Scope/Column>>", "")),
    ("15-003 attribute", ("th1", "/Scope/Column", "/Scope/Odd")),
    ("15-003", ("td2", "(h2)", "(h9)")),
    ("15-003", ("tree", "/Scope/Column", "")),
    ("09-005", ("item", "@itemlbl ", "@itemlbl @last "), ("doc", "@last", ""), ("last", "/P @doc", "/P @item")),
    ("09-005 nesting", ("item", "/S/LI", "/S/P")),
    ("09-005", ("list", "/S/L/", "/S/Sect/")),
    ("09-005", ("itembody", "/P @item", "/P @sect"), ("item", "@itembody", ""), ("sect", "@list", "@list @itembody")),
    ("16-002", ("list", "/Decimal", "/Odd")),
    ("16-002", ("list", "/Decimal", "/Disc")),
    ("09-006", ("toci", "/P @toc", "/P @doc"), ("toc", "@toci", "@last"), ("doc", "@last", "@toci"), ("last", "/P @doc", "/P @toc")),
    ("09-006", ("tocref", "/S/Reference", "/S/Span"), ("content", "/Reference<</MCID 1>>", "/Span<</MCID 1>>")),
    ("09-006", ("toc", "/S/TOC", "/S/Sect")),
    ("09-007", ("spanish", "/S/Span", "/S/Ruby"), ("content", "/Span<</MCID 4>>", "/Ruby<</MCID 4>>")),
    ("09-008", ("spanish", "/S/Span", "/S/WT"), ("content", "/Span<</MCID 4>>", "/WT<</MCID 4>>")),
    ("09-008", ("spanish", "/S/Span", "/S/Warichu"), ("content", "/Span<</MCID 4>>", "/Warichu<</MCID 4>>")),
    ("13-004", ("figure", "/Alt(A cat)", "")),
    ("13-004", ("figure", "/Alt(A cat)", "/Alt( )")),
    ("17-002 bbox", ("spanish", "/S/Span", "/S/Formula")),
    ("bbox", ("figure", "/BBox[60 60 90 90]", "")),
    ("bbox", ("figure", "/BBox[60 60 90 90]", "/BBox[160 60 190 90]")),
    ("14-002", ("title", "/S/H1", "/S/H2"), ("content", "/H1<</MCID 0>>", "/H2<</MCID 0>>")),
    ("14-003", ("third", "/S/H3", "/S/H5"), ("content", "/H3<<", "/H5<<")),
    ("14-003", ("second", "/S/H2", "/S/H3"), ("content", "/H2<<", "/H3<<")),
    ("14-006", *[(e, f"/S/H{n}", "/S/H") for n, e in ((1, "title"), (2, "second"), (3, "third"))], *[("content", f"/H{n}<<", "/H<<") for n in (1, 2, 3)]),
    ("14-007", ("third", "/S/H3", "/S/H"), ("content", "/H3<<", "/H<<")),
    ("19-003 tree", ("note", "/ID(n1)", "")),
    ("19-004", ("notep", "/S/P", "/S/Note"), ("notep", None, "/ID(n1)"), ("content", "/P<</MCID 7>>", "/Note<</MCID 7>>")),
    ("nesting", ("doc", "/S/Document", "/S/Sect")),
    ("nesting", ("tree", "/K[@doc]", "/K[@doc @last]"), ("doc", "@last", ""), ("last", "/P @doc", "/P @tree")),
    ("nesting", ("spanish", "/S/Span", "/S/P"), ("content", "/Span<</MCID 4>>", "/P<</MCID 4>>")),
    ("nesting", ("last", "/S/P", "/S/Sect"), ("content2", "/P<<", "/Sect<<")),
    ("nesting", ("caption", "/P @figure", "/P @tbody"), ("figure", "@caption", ""), ("caption", "/P @tbody", "/P @last"), ("last", "/K[0", "/K[0 @caption")),
    ("nesting", ("last", "/S/P", "/S/Lbl"), ("content2", "/P<<", "/Lbl<<")),
    ("empty", ("doc", "@last", "@last @hollow"), new("hollow", "/Type/StructElem/S/P/P @doc")),
    ("attribute", ("th1", "/O/Table", "/O/Odd"), ("th1", None, "/C/Head")),
    ("attribute", ("figure", "/Placement/Block", "/Placement/Odd")),
    ("attribute", ("last", None, "/A<</O/Table/ColSpan 2>>")),
    ("attribute", ("td1", None, "/A<</O/Table/Scope/Row>>")),
    ("attribute", ("last", None, "/C/Odd")),
    ("words", ("content", shown("read "), shown("read"))),
    ("words", ("content2", shown("last"), shown("la") + " 30 0 Td " + shown("st"))),
    ("reading", ("unicode", f"<{FIRST + 11:04x}><006c>", f"<{FIRST + 11:04x}><05d0>"), ("unicode", f"<{FIRST:04x}><0061>", f"<{FIRST:04x}><05d1>"),
     ("content", "Tj", "Tj"), ("content2", shown("last"), shown("la"))),
    # annotations
    ("28-002 28-004", ("page", "/Annots[@annot", "/Annots[@annot @other"), new("other", ANNOT + "/Subtype/Text")),
    ("28-002", ("page", "/Annots[@annot", "/Annots[@annot @other"), new("other", ANNOT + "/Subtype/Text/Contents(!)")),
    ("28-002 28-006", ("page", "/Annots[@annot", "/Annots[@annot @other"), new("other", ANNOT + "/Subtype/Odd")),
    ("28-002 28-007", ("page", "/Annots[@annot", "/Annots[@annot @other"), new("other", ANNOT + "/Subtype/TrapNet/Contents(!)")),
    ("28-002 28-016", ("page", "/Annots[@annot", "/Annots[@annot @other"), new("other", ANNOT + "/Subtype/FileAttachment/Contents(!)/FS<</F(a)/UF(a)>>")),
    ("28-005 28-010", ("page", "/Annots[@annot", "/Annots[@annot @other"), new("other", ANNOT + "/Subtype/Widget/FT/Tx")),
    ("28-010", ("page", "/Annots[@annot", "/Annots[@annot @other"), new("other", ANNOT + "/Subtype/Widget/FT/Tx/TU(Name)")),
    ("28-017", ("annot", "/Subtype/Link", "/Subtype/PrinterMark"), ("link", "/S/Link", "/S/Span"), ("content", "/Link<<", "/Span<<")),
    ("28-018", ("page", "/Annots[@annot", "/Annots[@annot @other"), new("other", ANNOT + "/Subtype/PrinterMark/AP<</N @look>>"),
     new("look", "/Type/XObject/Subtype/Form/BBox[0 0 1 1]", "0 0 1 1 re f")),
    ("28-008", ("page", "/Tabs/S", "")),
    ("28-009", ("page", "/Tabs/S", "/Tabs/R")),
    ("28-011", ("link", "/S/Link", "/S/Span"), ("content", "/Link<<", "/Span<<")),
    ("28-011", ("page", "/Annots[@annot", "/Annots[@annot @other"), new("other", ANNOT + "/Subtype/Link/Contents(!)/A<</S/URI/URI(http://a)>>")),
    ("28-012", ("annot", "/Contents(The page)", "")),
    ("28-012", ("annot", "/Contents(The page)", "/Contents( )")),
    ("link", ("last", "/S/P", "/S/Link"), ("content2", "/P<<", "/Link<<")),
    ("link", ("link", "/K[3 ", "/K["), ("para", "/K[2", "/K[2 3"), ("parents", "@para @link", "@para @para"), ("content", "/Link<</MCID 3", "/P<</MCID 3")),
    ("destination", ("annot", "/A<</S/URI/URI(http://example.org)>>", "")),
    ("destination", ("annot", "/A<</S/URI/URI(http://example.org)>>", "/Dest(nowhere)")),
    ("destination", ("annot", "/S/URI/URI(http://example.org)", "/S/GoTo/D[@doc/Fit]")),
    ("destination", ("entry", "/Dest(top)", "/Dest(nowhere)")),
    ("destination", ("entry", "/Title(A year)", "/Title()")),
    # fonts
    ("10-001 31-027", ("font", "/ToUnicode @unicode", "")),
    ("10-001", ("unicode", f"<{FIRST:04x}><0061>", f"<{FIRST + 500:04x}><0061>")),
    ("10-001 17-003", ("unicode", f"<{FIRST + 11:04x}><006c>\n", ""), ("last", "/S/P", "/S/Formula"), ("last", None, "/Alt(x)/A<</O/Layout/BBox[0 0 9 9]>>"),
     ("content2", "/P<<", "/Formula<<")),
    ("31-028", ("unicode", "<0061>", "<0000>")),
    ("31-029", ("unicode", "<0061>", "<feff>")),
    ("31-001", ("font", "/Identity-H", " @cmap"), new("cmap", "/Type/CMap/CMapName/Own/CIDSystemInfo<</Registry(Other)/Ordering(Identity)/Supplement 0>>", "begincmap endcmap")),
    ("31-002", ("font", "/Identity-H", " @cmap"), new("cmap", "/Type/CMap/CMapName/Own/CIDSystemInfo<</Registry(Adobe)/Ordering(Other)/Supplement 0>>", "begincmap endcmap")),
    ("31-003", ("font", "/Identity-H", " @cmap"), ("cidfont", "/Supplement 0", "/Supplement 1"),
     new("cmap", "/Type/CMap/CMapName/Own/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>", "begincmap endcmap")),
    ("31-006", ("font", "/Identity-H", "/Own-H")),
    ("31-007", ("font", "/Identity-H", " @cmap"),
     new("cmap", "/Type/CMap/CMapName/Own/WMode 1/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>", "begincmap endcmap")),
    ("31-008", ("font", "/Identity-H", " @cmap"),
     new("cmap", "/Type/CMap/CMapName/Own/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>", "/Other usecmap begincmap endcmap")),
    ("31-004", ("cidfont", "/CIDToGIDMap/Identity", "/CIDToGIDMap/Other")),
    ("31-005", ("cidfont", "/CIDToGIDMap/Identity", "")),
    ("31-009", ("descriptor", "/FontFile2 @program", "")),
    ("31-011 31-016 10-001", ("content2", shown("last"), "<fff0> Tj")),
    ("31-016", ("cidfont", f"/W[{FIRST}[", f"/W[{FIRST}[9 ")),
    ("31-030 31-016 10-001", ("content2", shown("last"), "<0000> Tj")),
    ("31-014", ("descriptor", None, "/CIDSet @cidset"), new("cidset", "", b"\xff")),
    ("31-015", ("descriptor", None, "/CIDSet @cidset"), new("cidset", "", b"\xff" * 8000)),
]
SIMPLE = ("/Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Serif/FirstChar 108/LastChar 108/Widths[500]/FontDescriptor @simpleface/ToUnicode @simplemap",
          "/Type/FontDescriptor/FontName/ABCDEF+Serif/Flags 32/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 670/StemV 80/FontFile2 @program")


def cmaps(*kinds):
    """The face with other entries in its cmap: (platform, encoding) …; the tables they point to do not matter."""
    data = bytearray(FACE)
    for i in range(pdffile.u16(data, 4)):
        if data[12 + 16 * i:16 + 16 * i] == b"cmap":
            at = int.from_bytes(data[20 + 16 * i:24 + 16 * i], "big")
            data[at + 2:at + 4] = len(kinds).to_bytes(2, "big")
            for n, (platform, encoding) in enumerate(kinds):
                data[at + 4 + 8 * n:at + 8 + 8 * n] = platform.to_bytes(2, "big") + encoding.to_bytes(2, "big")
    return zlib.compress(bytes(data), 1)


def simple(numbers, encoding, flags=32, program=None):
    """A defect of a TrueType font with one byte, which the second page uses."""
    changes = [("page2", "/F1 @font", "/F1 @simple"), ("content2", shown("last"), "(l) Tj"), new("simple", SIMPLE[0] + encoding),
               new("simpleface", SIMPLE[1].replace("Flags 32", f"Flags {flags}")), new("simplemap", "", "1 beginbfchar <6c><006c> endbfchar")]
    if program is not None:
        changes += [("simpleface", "@program", "@program2") if False else new("program2", "/Filter/FlateDecode", program)]
        changes[3] = new("simpleface", SIMPLE[1].replace("Flags 32", f"Flags {flags}").replace("@program", "@program2"))
    return (numbers, *changes)


UA += [
    simple("", "/Encoding/WinAnsiEncoding"),
    simple("31-017", "/Encoding/WinAnsiEncoding", 32, cmaps((3, 0))),
    simple("31-019", ""),
    simple("31-020 unjudged", "/Encoding<</Differences[108/l]>>"),
    simple("31-021", "/Encoding/StandardEncoding"),
    simple("31-023 unjudged", "/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[108/l]>>", 32, cmaps((1, 0))),
    simple("31-024", "/Encoding/WinAnsiEncoding", 4, cmaps((3, 0))),
    simple("31-025", "", 4, cmaps()),
    simple("31-026", "", 4, cmaps((1, 0), (3, 1))),
]

OWNCMAP = "/Type/CMap/CMapName/Own/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
STATE = ("page", "/Resources<<", "/Resources<</ExtGState<</E1 @state>>")
ARCHIVE = [
    ("6.1.2-1", ("bytes", b"%PDF-1.7\n", b"%PDF-1.8\n")),
    ("6.1.2-2", ("bytes", b"%\xe2\xe3\xcf\xd3\n", b"%abcd\n\n"[:6])),
    ("6.1.3-1", ("trailer", "/ID[<0123456789ABCDEF><0123456789ABCDEF>]", "")),
    ("6.1.3-1", ("trailer", "[<0123456789ABCDEF><0123456789ABCDEF>]", "[<><>]")),
    ("6.1.3-3", ("bytes", b"%%EOF\n", b"%%EOF\n\n")),
    ("6.1.4-1", ("bytes", b"xref\n0 ", b"xref\n0  ")),
    ("6.1.4-2", ("bytes", b"\nxref\n", b"\nxref \n")),
    ("6.1.6-1", ("trailer", "[<0123456789ABCDEF>", "[<0123456789ABCDE>")),
    ("6.1.6-1", ("content2", "> Tj", "0> Tj")),
    ("6.1.7-1 6.1-warnings", ("content2", None, "/Length 9")),
    ("6.1.7-1 6.1-warnings", ("content2", None, "/Length 999")),
    ("6.1.7-2", ("bytes", b"EMC\nendstream\n", b"EMC endstream\n")),
    ("6.1.7-2 6.1.7-1 6.1-warnings", ("bytes", b"stream\n/P<</MCID", b"stream\r/P<</MCID")),
    ("6.1.7-3", ("image", None, "/F(picture.bin)")),
    ("6.1.7-3", ("image", None, "/FFilter/FlateDecode")),
    ("6.1.7-3", ("image", None, "/FDecodeParms<<>>")),
    ("6.1.7-4", ("image", None, "/Filter/LZWDecode")),
    ("6.1.7-4", ("image", None, "/Filter[/FlateDecode/Crypt]/DecodeParms[null<</Name/StdCF>>]")),
    ("6.1.8-1", ("last", "/S/P", "/S/P#ff"), ("tree", "/RoleMap<<>>", "/RoleMap<</P#ff/P>>")),
    ("6.1.9-1", ("bytes", b"\n2 0 obj\n", b"\n2 0 obj ")),
    ("6.1.9-1", ("bytes", b"\nendobj\n2 0 obj", b" endobj\n2 0 obj")),
    ("6.1.10-1", ("content", "/X1 Do Q", "/X1 Do Q /Artifact<</Type/Page>>BDC BI /W 1/H 1/BPC 8/CS/G/F/LZW ID \1 EI EMC")),
    ("6.1.12-1", ("catalog", None, "/Perms<</Odd<<>>>>")),
    ("6.1.12-2", ("catalog", None, "/Perms<</DocMDP @sig>>"), new("sig", "/Reference[<</TransformMethod/DocMDP/DigestMethod/MD5>>]")),
    ("6.1.13-1", ("info", None, "/Odd 2147483648")),
    ("6.1.13-1", ("content2", "EMC", "EMC % \n 99999999999 w")),
    ("6.1.13-2", ("content2", "EMC", "EMC " + "9" * 40 + ".0 w")),
    ("6.1.13-3", ("info", None, f"/Odd({'a' * 32768})")),
    ("6.1.13-4", ("info", None, f"/{'a' * 128} 1")),
    ("6.1.13-5", ("content2", "EMC", "EMC 0." + "0" * 40 + "1 w")),
    ("6.1.13-8", ("content2", "EMC", "EMC" + " q" * 29 + " Q" * 29)),
    ("6.1.13-9", ("page2", "/Resources<<", f"/Resources<</ColorSpace<</C1[/DeviceN[{''.join(f'/C{i}' for i in range(33))}]/DeviceRGB @fn<</Colorants @inks>>]>>"),
     new("fn", "/FunctionType 2/Domain[0 1]/N 1"), new("inks", "".join(f"/C{i} 1" for i in range(33)))),
    ("6.1.13-10", ("font", "/Identity-H", " @cmap"), new("cmap", OWNCMAP, "begincmap 1 begincidrange <0000> <ffff> 9 endcidrange endcmap")),
    ("6.1.13-11", ("page2", "[0 0 200 300]", "[0 0 2 300]")),
    ("6.1.13-11", ("page2", None, "/CropBox[0 0 14401 300]")),
    ("6.1-warnings", ("bytes", b"startxref\n", b"startxref\n1")),
    ("6.2.2-1", ("content2", "EMC", "EMC BX 1 foo EX")),
    ("6.2.2-2", ("form", "/Resources<</Font<</F1 @font>>>>", "")),
    ("6.2.3-1", ("profile", profile(), profile(b"scnr"))),
    ("6.2.3-1", ("profile", profile(), profile() + b"more")),
    ("6.2.3-1", ("profile", "/N 3", "/N 4")),
    ("6.2.3-1", ("profile", profile(), profile()[:8] + b"\5" + profile()[9:])),
    ("6.2.3-2", ("catalog", "[@intent]", "[@intent @intent2]"), new("intent2", "/Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier(a)/DestOutputProfile @profile2"),
     new("profile2", "/N 4", profile(b"prtr", b"CMYK"))),
    ("6.2.3-3", ("intent", None, "/DestOutputProfileRef<<>>")),
    ("6.2.3-4 6.2.4.3-2 6.2.4.3-4", ("catalog", "/OutputIntents[@intent]", "")),
    ("6.2.3-4", ("intent", "/OutputConditionIdentifier(sRGB)", "")),
    ("6.2.4.2-1", ("image", "/DeviceRGB", "[/ICCBased @icc]"), new("icc", "/N 3", b"none")),
    ("6.2.4.2-1", ("image", "/DeviceRGB", "[/ICCBased @icc]"), new("icc", "/N 1", profile())),
    ("6.2.4.2-2", STATE, new("state", "/Type/ExtGState/OP true/OPM 1"), new("space", "/ColorSpace[/ICCBased @icc]"), new("icc", "/N 4", profile(b"prtr", b"CMYK"))),
    ("6.2.4.3-2", ("profile", profile(), profile(b"prtr", b"CMYK")), ("profile", "/N 3", "/N 4")),
    ("6.2.4.3-3", ("content2", "EMC", "EMC 0 0 0 1 k")),
    ("6.2.4.3-3", ("image", "/DeviceRGB", "/DeviceCMYK")),
    ("6.2.4.3-3", ("image", "/DeviceRGB", "[/Indexed/DeviceCMYK 1<0000000000000064>]")),
    ("6.2.4.3-3", ("content2", "EMC", "EMC /DeviceCMYK cs")),
    ("6.2.4.4-1", ("page2", "/Resources<<", "/Resources<</ColorSpace<</C1[/DeviceN[/Gold]/DeviceRGB @fn]>>"), new("fn", "/FunctionType 2/Domain[0 1]/N 1")),
    ("6.2.4.4-2", ("page2", "/Resources<<", "/Resources<</ColorSpace<</C1[/Separation/Gold/DeviceRGB @fn]/C2[/Separation/Gold/DeviceGray @fn]>>"),
     new("fn", "/FunctionType 2/Domain[0 1]/N 1")),
    ("6.2.5-1", STATE, new("state", "/Type/ExtGState/TR/Identity")),
    ("6.2.5-2", STATE, new("state", "/Type/ExtGState/TR2/Identity")),
    ("6.2.5-3", STATE, new("state", "/Type/ExtGState/HTP[0 0]")),
    ("6.2.5-4", STATE, new("state", "/Type/ExtGState/HT<</Type/Halftone/HalftoneType 6>>")),
    ("6.2.5-5", STATE, new("state", "/Type/ExtGState/HT<</Type/Halftone/HalftoneType 1/HalftoneName(a)>>")),
    ("6.2.5-6", STATE, new("state", "/Type/ExtGState/HT<</Type/Halftone/HalftoneType 1/TransferFunction/Identity>>")),
    ("6.2.6-1", ("image", None, "/Intent/Lovely")),
    ("6.2.6-1", STATE, new("state", "/Type/ExtGState/RI/Lovely")),
    ("6.2.6-1", ("content2", "EMC", "EMC /Lovely ri")),
    ("6.2.8-1", ("image", None, "/Alternates[]")),
    ("6.2.8-2", ("image", None, "/OPI<<>>")),
    ("6.2.8-3", ("image", None, "/Interpolate true")),
    ("6.2.8-3", ("content", "/X1 Do Q", "/X1 Do Q BI /W 1/H 1/BPC 8/CS/G/I true ID \1 EI")),
    ("6.2.8.3-house", ("image", None, "/Filter/JPXDecode")),
    ("6.2.9-1", ("form", None, "/Subtype2/PS")),
    ("6.2.9-2", ("form", None, "/Ref<</Page 0>>")),
    ("6.2.9-3", new("ps", "/Type/XObject/Subtype/PS", "showpage")),
    ("6.2.10-1", STATE, new("state", "/Type/ExtGState/BM/Lovely")),
    ("6.2.10-2 6.2.3-4 6.2.4.3-2 6.2.4.3-4", ("catalog", "/OutputIntents[@intent]", ""), STATE, new("state", "/Type/ExtGState/ca .5")),
    ("6.2.10-3 6.2.4.3-3", ("page2", None, "/Group<</S/Transparency/CS/DeviceCMYK>>")),
    ("6.2.11.2-1", ("font", "/Type/Font", "/Type/Face")),
    ("6.2.11.2-2 6.2.11.2-4 6.2.11.2-5", ("cidfont", "/Subtype/CIDFontType2", "/Subtype/CIDFontType9")),
    ("6.2.11.2-3", ("cidfont", "/BaseFont/ABCDEF+Serif", "")),
    ("6.2.11.2-4 6.2.11.4-house", *simple("", "/Encoding/WinAnsiEncoding")[1:], ("simple", "/FirstChar 108", ""), ("simple", "/LastChar 108", "/LastChar 108")),
    ("6.2.11.2-5 6.2.11.4-house", *simple("", "/Encoding/WinAnsiEncoding")[1:], ("simple", "/LastChar 108", "")),
    ("6.2.11.2-6 6.2.11.4-house", *simple("", "/Encoding/WinAnsiEncoding")[1:], ("simple", "/LastChar 108", "/LastChar 109")),
    ("6.2.11.2-7", ("program", None, "/Subtype/Odd")),
    ("6.2.11.2-program", ("program", PACKED, zlib.compress(FACE.replace(b"loca", b"locb", 1), 1))),
    ("6.2.11.3-1", ("font", "/Identity-H", " @cmap"), new("cmap", OWNCMAP.replace("Adobe", "Other"), "begincmap endcmap")),
    ("6.2.11.3-2", ("cidfont", "/CIDToGIDMap/Identity", "")),
    ("6.2.11.3-3", ("font", "/Identity-H", "/Own-H")),
    ("6.2.11.3-4", ("font", "/Identity-H", " @cmap"), new("cmap", OWNCMAP + "/WMode 1", "begincmap endcmap")),
    ("6.2.11.3-5", ("font", "/Identity-H", " @cmap"), new("cmap", OWNCMAP, "/Other usecmap begincmap endcmap")),
    ("6.2.11.4-1", ("descriptor", "/FontFile2 @program", "")),
    ("6.2.11.4-2 6.2.11.5-1 6.2.11.7-1", ("content2", shown("last"), "<fff0> Tj")),
    ("6.2.11.4-4", ("descriptor", None, "/CIDSet @cidset"), new("cidset", "", b"\xff")),
    ("6.2.11.5-1", ("cidfont", f"/W[{FIRST}[", f"/W[{FIRST}[9 ")),
    ("6.2.11.8-1 6.2.11.5-1 6.2.11.7-1", ("content2", shown("last"), "<0000> Tj")),
    ("6.2.11.8-1 6.2.11.7-1", ("content2", shown("last"), "3 Tr <0000> Tj")),
    ("6.2.11.6-2 6.2.11.4-house", *simple("", "/Encoding/StandardEncoding")[1:]),
    ("6.2.11.6-3 6.2.11.4-house", *simple("", "/Encoding/WinAnsiEncoding", 4, cmaps((3, 0)))[1:]),
    ("6.2.11.6-4 6.2.11.4-house", *simple("", "", 4, cmaps())[1:]),
    ("6.2.11.7-1", ("font", "/ToUnicode @unicode", "")),
    ("6.2.11.7-2", ("unicode", "<0061>", "<feff>")),
    ("6.2.11.7-3", ("unicode", "<0061>", "<e000>")),
    ("6.3.1-1", ("annot", "/Subtype/Link", "/Subtype/Screen/AP<</N @form>>")),
    ("6.3.2-1", ("annot", "/F 4", "")),
    ("6.3.2-2", ("annot", "/F 4", "/F 0")),
    ("6.3.2-2", ("annot", "/F 4", "/F 6")),
    ("6.3.3-1", ("annot", "/Subtype/Link", "/Subtype/Text")),
    ("6.3.3-2", ("annot", None, "/AP<</N @form/D @form>>")),
    ("6.4.1-1", ("annot", "/Subtype/Link", "/Subtype/Widget/AP<</N @form>>")),
    ("6.4.1-2", new("field", "/FT/Tx/T(a)/AA<<>>")),
    ("6.4.1-3", ("catalog", None, "/AcroForm<</Fields[]/NeedAppearances true>>")),
    ("6.4.2-1", ("catalog", None, "/AcroForm<</Fields[]/XFA @content>>")),
    ("6.4.2-2", ("catalog", None, "/NeedsRendering true")),
    ("6.4.3-house", new("sig", "/Type/Sig/ByteRange[0 1 2 3]")),
    ("6.5.1-1", ("annot", "/S/URI/URI(http://example.org)", "/S/Launch/F(a)")),
    ("6.5.1-1", ("catalog", None, "/OpenAction<</S/JavaScript/JS(1)>>")),
    ("6.5.1-1", ("catalog", "/Names<<", "/Names<</JavaScript<</Names[]>>")),
    ("6.5.1-2", ("annot", "/S/URI/URI(http://example.org)", "/S/Named/N/Print")),
    ("6.5.2-1", ("catalog", None, "/AA<<>>")),
    ("6.5.2-2", ("page2", None, "/AA<<>>")),
    ("6.6.2.1-1 6.6.3-house 6.6.4-1 6.6.4-3", ("catalog", "/Metadata @xmp", "")),
    ("6.6.2.1-2", ("xmp", 'id="W5M0', 'bytes="99" id="W5M0')),
    ("6.6.2.1-3", ("xmp", 'id="W5M0', 'encoding="UTF-8" id="W5M0')),
    ("6.6.2.1-4 6.6.3-house 6.6.4-1 6.6.4-3", ("xmp", "</rdf:RDF>", "")),
    ("6.6.2.1-4", ("xmp", '<?xpacket end="w"?>', "")),
    ("6.6.2.1-4", new("meta", "/Type/Metadata/Subtype/XML", "<a/>")),
    ("6.6.2.1-4 6.6.2.1-5 6.6.3-house 6.6.4-1 6.6.4-3", ("xmp", XMP.encode(), XMP.encode("utf-16"))),
    ("6.6.2.1-house", ("xmp", None, "/Filter/FlateDecode"), ("xmp", XMP.encode(), zlib.compress(XMP.encode()))),
    ("6.6.2.3-1", ("xmp", "<pdfaProperty:name>", "<pdfaProperty:odd>1</pdfaProperty:odd><pdfaProperty:name>")),
    ("6.6.2.3-2", ("xmp", "<rdf:Bag>", "<rdf:Seq>"), ("xmp", "</rdf:Bag>", "</rdf:Seq>"), ("xmp", "<pdfuaid:part>1</pdfuaid:part>", "")),
    ("6.6.2.3-2", ("xmp", "pdfaExtension:", "ext:"), ("xmp", "xmlns:pdfaExtension", "xmlns:ext")),
    ("6.6.2.3-3", ("xmp", "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>", "")),
    ("6.6.2.3-4", ("xmp", ">internal<", ">own<")),
    ("6.6.2.3-4", ("xmp", "<pdfaProperty:description>Part of the standard</pdfaProperty:description>", "")),
    ("6.6.2.3-4", ("xmp", "<pdfaProperty:valueType>Integer<", "<pdfaProperty:valueType>Number<")),
    ("6.6.2.3-5", ("xmp", "</pdfaSchema:property>", '</pdfaSchema:property><pdfaSchema:valueType xmlns:pdfaType="http://www.aiim.org/pdfa/ns/type#"><rdf:Seq>'
     '<rdf:li rdf:parseType="Resource"><pdfaType:type>A</pdfaType:type></rdf:li></rdf:Seq></pdfaSchema:valueType>')),
    ("6.6.2.3-6", ("xmp", "</pdfaSchema:property>", '</pdfaSchema:property><pdfaSchema:valueType xmlns:pdfaType="http://www.aiim.org/pdfa/ns/type#" '
     'xmlns:pdfaField="http://www.aiim.org/pdfa/ns/field#"><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaType:type>A</pdfaType:type>'
     "<pdfaType:namespaceURI>http://a</pdfaType:namespaceURI><pdfaType:prefix>a</pdfaType:prefix><pdfaType:description>a</pdfaType:description>"
     '<pdfaType:field><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaField:name>a</pdfaField:name></rdf:li></rdf:Seq></pdfaType:field></rdf:li></rdf:Seq>'
     "</pdfaSchema:valueType>")),
    ("6.6.2.3-7", ("xmp", "http://www.aiim.org/pdfua/ns/id/</", "http://www.aiim.org/pdfua/ns/</")),
    ("6.6.2.3-7", ("xmp", "<pdf:Producer>P</pdf:Producer>", "<pdf:Producer>P</pdf:Producer><pdf:Trapped>False</pdf:Trapped>")),
    ("6.6.2.3-7", ("xmp", "<rdf:Seq><rdf:li>Ana</rdf:li></rdf:Seq>", "Ana")),
    ("6.6.2.3-7", ("xmp", "<rdf:Alt><rdf:li xml:lang=\"x-default\">A year</rdf:li></rdf:Alt>", "A year")),
    ("6.6.2.3-7 6.6.3-house", ("xmp", "2024-01-02T03:04:05Z", "yesterday")),
    ("6.6.3-house", ("info", "/Title(A year)", "/Title(Another)")),
    ("6.6.3-house", ("info", "(D:2024", "(D:2023")),
    ("6.6.4-1", ("xmp", "<pdfaid:part>2</pdfaid:part>", "")),
    ("6.6.4-2", ("xmp", "<pdfaid:part>2<", "<pdfaid:part>1<")),
    ("6.6.4-3", ("xmp", "<pdfaid:conformance>A<", "<pdfaid:conformance>a<")),
    ("6.6.4-4", ("xmp", "pdfaid:", "aid:"), ("xmp", "xmlns:pdfaid", "xmlns:aid")),
    ("6.7.2-1", ("catalog", "/Marked true", "/Marked false")),
    ("6.7.3-1", ("catalog", "/StructTreeRoot @tree", "")),
    ("6.7.3-2", ("last", "/S/P", "/S/Odd")),
    ("6.7.3-3", ("tree", "/RoleMap<<>>", "/RoleMap<</Odd/Even/Even/Odd>>")),
    ("6.7.3-4", ("tree", "/RoleMap<<>>", "/RoleMap<</Quote/P>>")),
    ("6.7.4-1", ("spanish", "/Lang(es)", "/Lang(es_CO)")),
    ("6.8-2 6.8-5", new("spec", "/Type/Filespec/F(a)/EF<</F @content>>")),
    ("6.8-5", new("spec", "/Type/Filespec/F(a)/UF(a)/EF<</F @content>>")),
    ("6.9-1", ("catalog", None, "/OCProperties<</OCGs[]/D<<>>>>")),
    ("6.9-2", ("catalog", None, "/OCProperties<</OCGs[]/D<</Name(d)>>/Configs[<</Name(d)>>]>>")),
    ("6.9-3", ("catalog", None, "/OCProperties<</OCGs[@group]/D<</Name(d)/Order[]>>>>"), new("group", "/Type/OCG/Name(g)")),
    ("6.9-4", ("catalog", None, "/OCProperties<</OCGs[]/D<</Name(d)/AS[]>>>>")),
    ("6.10-1", ("catalog", "/Names<<", "/Names<</AlternatePresentations<</Names[]>>")),
    ("6.10-2", ("page2", None, "/PresSteps<<>>")),
    ("6.11-1", ("catalog", None, "/Requirements[]")),
]
THIRD = ("xmp", "<pdfaid:part>2<", "<pdfaid:part>3<")
FILE = new("post", "/Type/EmbeddedFile/Subtype/text#2Fmarkdown/Params<</ModDate(D:20240102030405Z)>>", "# A year\n")
SPEC = "/Type/Filespec/F(a.md)/UF(a.md)/AFRelationship/Source/EF<</F @post/UF @post>>"
ARCHIVE += [
    ("", THIRD, ("catalog", None, "/AF[@spec]"), FILE, new("spec", SPEC)),
    ("6.8-1", THIRD, ("catalog", None, "/AF[@spec]"), FILE, ("post", "/Subtype/text#2Fmarkdown", ""), new("spec", SPEC)),
    ("6.8-1", THIRD, ("catalog", None, "/AF[@spec]"), FILE, ("post", "/ModDate(D:20240102030405Z)", ""), new("spec", SPEC)),
    ("6.8-3", THIRD, ("catalog", None, "/AF[@spec]"), FILE, new("spec", SPEC.replace("/AFRelationship/Source", ""))),
    ("6.8-4", THIRD, FILE, new("spec", SPEC)),
]
HARMLESS = [
    ("", ("tree", "/RoleMap<<>>", "/RoleMap<</Odd/Even/Even/P>>"), ("last", "/S/P", "/S/Odd")),
    ("", ("td1", None, "/A[<</O/Layout/Placement/Block>> 0 <</O/Table/RowSpan 1>>]")),
    ("", ("content", "/X1 Do Q", "/X1 Do Q /Artifact<</Type/Background>>BDC 0 0 9 9 re f EMC")),
    ("", ("content", "/X1 Do Q", "/X1 Do Q /Artifact<</Type/Layout/BBox[0 0 9 9]>>BDC BT 3 Tr /F1 9 Tf (\\(\\051) Tj ET EMC".replace("\\(\\051", "\\000\\050"))),
    ("", ("cidfont", "/CIDToGIDMap/Identity", "/CIDToGIDMap @gids"), new("gids", "", b"".join(n.to_bytes(2, "big") for n in range(99)))),
    ("", ("th1", "/A<</O/Table/Scope/Column>>", "/C[/Head]")),
    ("", ("content2", "EMC", "EMC % 1 foo (\n")),
    ("", ("annot", "/A<</S/URI/URI(http://example.org)>>", "/Dest[@page2/Fit]")),
    ("", ("spanish", "/Lang(es)", "/Lang(es-419)/E(ola)")),
    ("", ("last", "/K[0 ", "/K 0/T["), ("last", "/K 0/T[]", "/K 0")),
]
UNSHOWN = {
    "6.1.6-2": "qpdf gives up on a file with such a string in an object; in a content the next check reads it as no operand",
    "6.1.13-7": "a file of eight million objects",
    "6.1.3-2": "shown through qpdf --encrypt", "26-002": "shown through qpdf --encrypt",
}


def plant(objects, change):
    if change[0] == "new":
        objects[change[1]] = [change[2], change[3]]
        return True
    name, old, fresh = change
    held = objects[name]
    if old is None:
        held[0] += fresh
        return True
    if isinstance(old, str) and old in held[0]:
        held[0] = held[0].replace(old, fresh)
        return True
    stream = held[1].encode() if isinstance(held[1], str) else held[1]
    old, fresh = (x.encode() if isinstance(x, str) else x for x in (old, fresh))
    if stream is None or old not in stream:
        return False
    held[1] = stream.replace(old, fresh)
    return True


def one(task):
    n, judge, (numbers, *changes) = task
    path = f"planted{n}.pdf"
    objects = sample()
    for change in changes:
        if change[0] != "bytes" and not plant(objects, change):
            return f"{change[0]} has no {change[1]}"
    write(objects, path)
    for change in changes:
        if change[0] == "bytes":
            data = pathlib.Path(path).read_bytes()
            if change[1] not in data:
                return f"the file has no {change[1]}"
            at = data.rfind(change[1]) if b"xref" in change[1] or b"EOF" in change[1] else data.find(change[1])
            pathlib.Path(path).write_bytes(data[:at] + change[2] + data[at + len(change[1]):])
    found = judge.judge(path)
    have = sorted({f[0] for f in found})
    pathlib.Path(path).unlink()
    if have == sorted(numbers.split()):
        return None
    return f"{judge.standard}: {str(changes)[:160]}: {numbers or 'nothing'} should be found, but {' '.join(have) or 'nothing'} is: {[f[2:] for f in found if f[0] not in numbers.split()][:3]}"


def encrypted():
    """Files that cannot be planted by hand."""
    write(sample(), "good.pdf")
    for options, judge, want in ((["128", "--accessibility=n"], ua.JUDGE, "26-002"), (["128"], archive.JUDGE, "6.1.3-2")):
        subprocess.run(["qpdf", "--allow-weak-crypto", "--encrypt", "", "owner", *options, "--", "--object-streams=disable", "good.pdf", "planted.pdf"], check=True)
        have = {f[0] for f in judge.judge("planted.pdf")}
        if want not in have:
            yield f"encrypted: {want} should be found, but {have} is"


def main():
    tasks = [(n, judge, defect) for n, (judge, defect) in
             enumerate([(ua.JUDGE, ("",)), (archive.JUDGE, ("",))] + [(ua.JUDGE, d) for d in UA] +
              [(archive.JUDGE, d) for d in ARCHIVE] + [(judge, d) for d in HARMLESS for judge in (ua.JUDGE, archive.JUDGE)])]
    with ThreadPoolExecutor(4) as pool:
        wrong = [said for said in pool.map(one, tasks) if said]
    wrong += encrypted()
    for judge, defects in ((ua.JUDGE, UA), (archive.JUDGE, ARCHIVE)):
        planted = {number for numbers, *_ in defects for number in numbers.split()}
        wrong += [f"no defect is planted for {number}" for numbers, _, _ in judge.checks for number in numbers if number not in planted | set(UNSHOWN)]
    judged = {number for numbers, _, _ in ua.JUDGE.checks for number in numbers}
    wrong += [f"{number} is judged and said not to be" for number in sorted(judged & set(ua.UNJUDGED))]
    wrong += [f"nobody judges {number}, or says why not" for number in sorted(set(ua.MACHINE) - judged - set(ua.UNJUDGED))]
    print("\n".join(wrong), end="\n" if wrong else "")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
