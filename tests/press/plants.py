"""plants.py - shows that pdfx.py judges: a good file passes, and each defect planted in it fails just the check that it should fail"""
import os
import pathlib
import subprocess
import sys
import zlib

import pdfx
from pdfx import ALL, OLD, X1A2001, X1A2003, X4

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A year</rdf:li></rdf:Alt></dc:title><pdf:Trapped>False</pdf:Trapped><pdf:Producer>P</pdf:Producer>
<xmp:CreateDate>2024-01-02T03:04:05Z</xmp:CreateDate><xmp:ModifyDate>2024-01-02T03:04:05Z</xmp:ModifyDate>
<xmp:MetadataDate>2024-01-02T03:04:05Z</xmp:MetadataDate><pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<xmpMM:DocumentID>uuid:1</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""
CONTENT = "q 0 0 0 1 k 30 30 20 20 re f Q\nBT /F1 9 Tf 40 60 Td (year) Tj ET\nq 20 0 0 20 60 60 cm /I1 Do Q\n/E1 gs q 1 0 0 1 0 0 cm /X1 Do Q\n"


def profile(kind=b"prtr", space=b"CMYK"):
    size = 144
    head = size.to_bytes(4, "big") + b"none" + bytes([2, 0x40, 0, 0]) + kind + space + b"Lab " + bytes(12) + b"acsp"
    return (head + bytes(size)).ljust(size, b"\0")[:size]


def sample(standard):
    """A small file that keeps the standard: {number: [dictionary, stream or None]}; 0 is the trailer, -1 the header's version."""
    version = {X4: "/GTS_PDFXVersion(PDF/X-4)", X1A2001: "/GTS_PDFXVersion(PDF/X-1:2001)/GTS_PDFXConformance(PDF/X-1a:2001)",
               X1A2003: "/GTS_PDFXVersion(PDF/X-1a:2003)"}[standard]
    face = pathlib.Path(__file__).parents[2] / "fonts" / "SourceSerif4-Regular.ttf"
    return {
        -1: ["%d.%d" % pdfx.BASE[standard], None],
        0: ["/Root 1 0 R/Info 2 0 R/ID[<0123456789ABCDEF><0123456789ABCDEF>]", None],
        1: ["/Type/Catalog/Pages 3 0 R/Metadata 5 0 R/OutputIntents[6 0 R]", None],
        2: ["/Title(A year)/Producer(P)/CreationDate(D:20240102030405Z)/ModDate(D:20240102030405Z)/Trapped/False" + version, None],
        3: ["/Type/Pages/Kids[4 0 R]/Count 1", None],
        4: ["/Type/Page/Parent 3 0 R/MediaBox[0 0 200 300]/BleedBox[10 10 190 290]/TrimBox[20 20 180 280]/Contents 8 0 R"
            "/Resources<</Font<</F1 9 0 R>>/XObject<</I1 12 0 R/X1 13 0 R>>/ExtGState<</E1 14 0 R>>>>", None],
        5: ["/Type/Metadata/Subtype/XML", XMP.encode()],
        6: ["/Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier(FOGRA39)/Info(Coated)/RegistryName(http://www.color.org)"
            "/DestOutputProfile 7 0 R", None],
        7: ["/N 4/Filter/FlateDecode", zlib.compress(profile())],
        8: ["/Filter/FlateDecode", zlib.compress(CONTENT.encode())],
        9: ["/Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Serif/FirstChar 32/LastChar 32/Widths[250]/Encoding/WinAnsiEncoding/FontDescriptor 10 0 R", None],
        10: ["/Type/FontDescriptor/FontName/ABCDEF+Serif/Flags 34/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 670/StemV 80"
             "/FontFile2 11 0 R", None],
        11: ["", face.read_bytes()],
        12: ["/Type/XObject/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceCMYK", bytes(8)],
        13: ["/Type/XObject/Subtype/Form/BBox[0 0 10 10]", b"0 0 0 .5 k 1 1 4 4 re f"],
        14: ["/Type/ExtGState/OP true/op true/OPM 1", None],
    }


def write(objects, path):
    out = bytearray(f"%PDF-{objects[-1][0]}\n%\u00e2\u00e3\u00cf\u00d3\n".encode("latin-1"))
    offsets = {}
    for number in sorted(n for n in objects if n > 0):
        inside, stream = objects[number]
        offsets[number] = len(out)
        length = "" if stream is None else f"/Length {len(stream)}"
        out += f"{number} 0 obj\n<<{inside}{length}>>\n".encode("latin-1")
        if stream is not None:
            out += b"stream\n" + stream + b"\nendstream\n"
        out += b"endobj\n"
    start = len(out)
    out += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % offsets[n] for n in sorted(offsets))
    out += f"trailer\n<</Size {len(offsets) + 1}{objects[0][0]}>>\nstartxref\n{start}\n%%EOF\n".encode()
    pathlib.Path(path).write_bytes(out)


# ---- defects: what is changed of which object: a text by another, a text put at the end (None, text), or the stream (bytes) ----

def content(added):
    return 8, zlib.compress((CONTENT + added).encode())


def xmp(old, new):
    return 5, XMP.replace(old, new).encode()


NEXT = 15  # the number of an object that a defect adds: (NEXT, dictionary, stream)
DEFECTS = [
    # check that must fail, standards, what is planted
    ("version", (X4,), (-1, "1.6", "1.7")),
    ("version", (X1A2001,), (-1, "1.3", "1.4")),
    ("version", (X1A2003,), (-1, "1.4", "1.5")),
    ("version", ALL, (1, None, "/Version/1.7")),
    ("structure", ALL, (0, "/Root", "/Prev 9/Root")),
    ("identification", (X4,), xmp("PDF/X-4<", "PDF/X-3<")),
    ("identification", (X4,), xmp("npes.org/pdfx/ns/id/", "npes.org/pdfx/ns/")),
    ("identification", (X4,), (2, "(PDF/X-4)", "(PDF/X-5)")),
    ("identification", (X1A2001,), (2, "(PDF/X-1:2001)", "(PDF/X-1a:2001)")),
    ("identification", (X1A2001,), (2, "/GTS_PDFXConformance(PDF/X-1a:2001)", "")),
    ("identification", (X1A2003,), (2, "(PDF/X-1a:2003)", "(PDF/X-3:2003)")),
    ("title", ALL, (2, "/Title(A year)", "")),
    ("title", ALL, (2, "/Title(A year)", "/Title()"), xmp(">A year<", "><")),
    ("title", (X4,), xmp("dc:title>", "dc:label>")),
    ("dates", ALL, (2, "/CreationDate(D:20240102030405Z)", "")),
    ("dates", ALL, (2, "/ModDate(D:20240102030405Z)", "/ModDate(yesterday)")),
    ("dates", (X4,), xmp("xmp:MetadataDate>", "xmp:Date>")),
    ("metadata-agrees", ALL, xmp(">A year<", ">Another<")),
    ("metadata-agrees", ALL, xmp("CreateDate>2024", "CreateDate>2023")),
    ("xmp-identity", (X4,), xmp("xmpMM:DocumentID", "xmpMM:Document")),
    ("xmp-identity", (X4,), xmp(">default<", "><")),
    ("trapped", ALL, (2, "/Trapped/False", "")),
    ("trapped", ALL, (2, "/Trapped/False", "/Trapped/Unknown")),
    ("trapped", ALL, (2, "/Trapped/False", "/Trapped(False)")),
    ("trapped", (X4,), xmp("<pdf:Trapped>False</pdf:Trapped>", "")),
    ("id", ALL, (0, "/ID[<0123456789ABCDEF><0123456789ABCDEF>]", "")),
    ("id", ALL, (0, "/ID[<0123456789ABCDEF><0123456789ABCDEF>]", "/ID[<><>]")),
    ("output-intent", ALL, (1, "/OutputIntents[6 0 R]", "")),
    ("output-intent", ALL, (1, "/OutputIntents[6 0 R]", "/OutputIntents[6 0 R 6 0 R]")),
    ("output-intent", ALL, (6, "/S/GTS_PDFX", "/S/GTS_PDFA1")),
    ("output-intent", ALL, (6, "/OutputConditionIdentifier(FOGRA39)", "")),
    ("output-intent", OLD, (6, "/Info(Coated)", "")),
    ("output-intent", (X4,), (6, "/DestOutputProfile 7 0 R", "")),
    ("output-intent", OLD, (6, "/RegistryName(http://www.color.org)/DestOutputProfile 7 0 R", "")),
    ("output-profile", ALL, (7, zlib.compress(profile(kind=b"mntr")))),
    ("output-profile", ALL, (7, zlib.compress(profile(kind=b"scnr")))),
    ("output-profile", ALL, (7, zlib.compress(profile(space=b"RGB ")))),
    ("output-profile", ALL, (7, zlib.compress(profile()[:100]))),
    ("output-profile", ALL, (7, zlib.compress(profile() + b"more"))),
    ("output-profile", ALL, (7, "/N 4", "/N 3")),
    ("output-profile", OLD, (7, zlib.compress(profile()[:8] + b"\4" + profile()[9:]))),
    ("trim-box", ALL, (4, "/TrimBox[20 20 180 280]", "")),
    ("trim-box", ALL, (4, None, "/ArtBox[20 20 180 280]")),
    ("trim-box", ALL, (4, "/MediaBox[0 0 200 300]", "")),
    ("boxes-nested", ALL, (4, "/TrimBox[20 20 180 280]", "/TrimBox[5 20 180 280]")),
    ("boxes-nested", ALL, (4, "/TrimBox[20 20 180 280]", "/TrimBox[20 20 180 291]")),
    ("boxes-nested", ALL, (4, "/BleedBox[10 10 190 290]", "/BleedBox[10 -1 190 290]")),
    ("boxes-nested", ALL, (4, None, "/CropBox[30 30 170 270]")),
    ("boxes-nested", ALL, (4, None, "/CropBox[-9 0 200 300]")),
    ("annotations", ALL, (4, None, "/Annots[<</Type/Annot/Subtype/Text/Rect[30 30 50 50]/Contents(!)>>]")),
    ("annotations", ALL, (4, None, "/Annots[<</Type/Annot/Subtype/Link/Rect[185 30 200 50]/Dest[4 0 R/Fit]>>]")),
    ("form", ALL, (1, None, "/AcroForm<</Fields[<</FT/Tx/T(a)>>]>>")),
    ("fonts", ALL, (10, "/FontFile2 11 0 R", "")),
    ("fonts", ALL, (9, "/FontDescriptor 10 0 R", "")),
    ("fonts", ALL, (NEXT, "/Type/Font/Subtype/Type1/BaseFont/Helvetica", None)),
    ("operators", ALL, content("BX 1 2 3 star EX\n")),
    ("operators", ALL, (8, b"no zlib stream")),
    ("operators", ALL, (13, b"1 foo")),
    ("operator-rgb", ALL, content("1 0 0 rg\n")),
    ("operator-rgb", ALL, content("0.5 0 0 RG 1 1 m 2 2 l S\n")),
    ("operator-rgb", ALL, content("/DeviceRGB cs 1 0 0 sc\n")),
    ("operator-rgb", ALL, content("BI /W 1 /H 1 /BPC 8 /CS /RGB ID \1\2\3 EI Q\n".replace("Q", "q Q"))),
    ("operator-rgb", ALL, (13, b"0 0 1 rg 1 1 4 4 re f")),
    ("operator-rgb", ALL, (NEXT, "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 1/YStep 1", b"1 0 0 rg")),
    ("space-rgb", ALL, (12, "/DeviceCMYK", "/DeviceRGB")),
    ("space-rgb", ALL, (12, "/DeviceCMYK", "[/Indexed/DeviceRGB 1<000000FFFFFF>]")),
    ("space-rgb", ALL, (NEXT, "/ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 1 1]", None)),
    ("space-rgb", ALL, (4, "/Resources<<", "/Resources<</ColorSpace<</C1[/Separation/Gold/DeviceRGB 15 0 R]>>")),
    ("space-independent", OLD, (12, "/DeviceCMYK", "[/ICCBased 7 0 R]")),
    ("space-independent", OLD, (12, "/DeviceCMYK", "[/Lab<</WhitePoint[.9 1 1]>>]")),
    ("space-independent", OLD, (12, "/DeviceCMYK", "[/Indexed[/CalRGB<</WhitePoint[.9 1 1]>>]1<000000FFFFFF>]")),
    ("space-icc", (X4,), (12, "/DeviceCMYK", "[/ICCBased 15 0 R]"), (NEXT, "/N 3", profile(kind=b"mntr"))),
    ("space-icc", (X4,), (12, "/DeviceCMYK", "[/ICCBased 15 0 R]"), (NEXT, "/N 4", b"none")),
    ("transparency", OLD, (12, None, "/SMask 15 0 R"), (NEXT, "/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", b"ab")),
    ("transparency", OLD, (14, None, "/SMask<</S/Luminosity/G 13 0 R>>")),
    ("transparency", OLD, (14, None, "/ca .5")),
    ("transparency", OLD, (14, None, "/CA .5")),
    ("transparency", OLD, (14, None, "/BM/Multiply")),
    ("transparency", OLD, (4, None, "/Group<</S/Transparency/CS/DeviceCMYK>>")),
    ("transparency", OLD, (13, None, "/Group<</S/Transparency>>")),
    ("transfer", ALL, (14, None, "/TR/Identity")),
    ("transfer", ALL, (14, None, "/TR2<</FunctionType 2/Domain[0 1]/N 2>>")),
    ("halftone", ALL, (14, None, "/HT<</Type/Halftone/HalftoneType 1/HalftoneName(dots)/Frequency 60/Angle 45/SpotFunction/Round>>")),
    ("halftone", ALL, (14, None, "/HT<</Type/Halftone/HalftoneType 6>>")),
    ("halftone", ALL, (14, None, "/HTP[0 0]")),
    ("lzw", OLD, (12, None, "/Filter/LZWDecode")),
    ("filters", OLD, (12, None, "/Filter/JPXDecode")),
    ("filters", OLD, (12, None, "/Filter[/JBIG2Decode]")),
    ("sixteen-bit", OLD, (12, "/BitsPerComponent 8", "/BitsPerComponent 16")),
    ("postscript", ALL, (NEXT, "/Type/XObject/Subtype/PS", b"showpage")),
    ("postscript", ALL, (13, None, "/Subtype2/PS")),
    ("postscript", ALL, (13, None, "/PS 13 0 R")),
    ("opi", ALL, (12, None, "/OPI<</1.3<</F(high.tif)>>>>")),
    ("opi", ALL, (13, None, "/OPI<</2.0<<>>>>")),
    ("reference", OLD, (13, None, "/Ref<</Page 0>>")),
    ("outside", ALL, (12, None, "/F(picture.bin)")),
    ("alternates", ALL, (12, None, "/Alternates[<</Image 12 0 R/DefaultForPrinting true>>]")),
    ("embedded", ALL, (1, None, "/Names<</EmbeddedFiles<</Names[]>>>>")),
    ("embedded", ALL, (NEXT, "/Type/Filespec/F(a)/EF<</F 13 0 R>>", None)),
    ("actions", ALL, (1, None, "/OpenAction<</S/GoTo/D[4 0 R/Fit]>>")),
    ("actions", ALL, (4, None, "/AA<</O<</S/Named/N/Print>>>>")),
    ("actions", ALL, (NEXT, "/Type/Action/S/URI/URI(http://example.org)", None)),
    ("javascript", ALL, (1, None, "/OpenAction<</S/JavaScript/JS(1)>>")),
    ("javascript", ALL, (1, None, "/Names<</JavaScript<</Names[]>>>>")),
    ("separated", ALL, (4, None, "/SeparationInfo<</Pages[4 0 R]/DeviceColorant/Cyan>>")),
    ("optional-content", OLD, (1, None, "/OCProperties<</OCGs[]/D<<>>>>")),
    ("intent-name", ALL, (12, None, "/Intent/Lovely")),
    ("intent-name", ALL, content("/Lovely ri\n")),
]
HARMLESS = [
    (ALL, (4, None, "/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 10 10]/Contents(!)>>]")),
    (ALL, (14, None, "/TR2/Default/SMask/None/BM/Normal/ca 1/CA 1.0")),
    (ALL, (6, "/S/GTS_PDFX", "/S/GTS_PDFX%x\n")),
    (ALL, (12, "/DeviceCMYK", "[/Indexed/DeviceCMYK 1<0000000000000064>]")),
    (ALL, content("% rg is a word in a comment\n/Span<</ActualText(1 0 0 rg \\) foo)>>BDC EMC 0.5 g .2 G\n")),
    (ALL, (1, None, "/PageLabels<</Nums[0<</S/r>>]>>/ViewerPreferences<</DisplayDocTitle true>>")),
    ((X4,), (12, None, "/SMask 15 0 R"), (NEXT, "/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", b"ab")),
    ((X4,), (12, "/DeviceCMYK", "[/ICCBased 15 0 R]"), (NEXT, "/N 3", profile(b"mntr", b"RGB "))),
    ((X4,), (14, None, "/ca .5/BM/Multiply")),
]


def plant(objects, change):
    number, what = change[0], change[1]
    if number == NEXT and number not in objects:
        objects[number] = [change[1], change[2]]
    elif isinstance(what, bytes):
        objects[number][1] = what
    elif what is None:
        objects[number][0] += change[2]
    else:
        assert what in objects[number][0], f"object {number} has no {what}"
        objects[number][0] = objects[number][0].replace(what, change[2])


UNSEEN = {"space-icc", "xmp-identity"}  # what the program's own judge does not look at


def own_judge(path, standard):
    """What the program's judge (verify_test) says of a file; None where it is not built."""
    program = pathlib.Path(os.environ.get("OBJ", "")) / "tests/press/verify_test"
    if not program.exists():
        return None
    return subprocess.run([program, path, standard], capture_output=True, text=True, check=False).stdout.splitlines()


def main():
    wrong = 0

    def expect(name, standard, path, what):
        nonlocal wrong
        have = sorted({check for check, _, _ in pdfx.judge(path, standard)})
        if have != ([name] if name else []):
            wrong += 1
            print(f"{standard}: {str(what)[:100]}: {name or 'nothing'} should fail, but {' '.join(have) or 'nothing'} does")
        said = own_judge(path, standard)
        kinds = ["[pdf-standard]" in line or name in ("structure", "encryption") for line in (said or [])[1:]]
        if name is None and "/Annots" in str(what):
            return  # annotations in the margin: allowed, and never ours
        if said is not None and name not in UNSEEN and kinds != ([True] if name else []):
            wrong += 1
            print(f"{standard}: {str(what)[-160:]}: the program should say {'one thing' if name else 'nothing'}: {said}")

    for standard in ALL:
        write(sample(standard), "good.pdf")
        expect(None, standard, "good.pdf", "the good file")
    for name, standards, *changes in DEFECTS + [(None, *entry) for entry in HARMLESS]:
        for standard in standards:
            objects = sample(standard)
            for change in changes:
                plant(objects, change)
            write(objects, "planted.pdf")
            expect(name, standard, "planted.pdf", changes)
    for standard in ALL:
        write(sample(standard), "good.pdf")
        subprocess.run(["qpdf", "--allow-weak-crypto", "--encrypt", "", "owner", "40", "--", "--object-streams=disable",
                        f"--force-version={'%d.%d' % pdfx.BASE[standard]}", "good.pdf", "planted.pdf"], check=True)
        expect("encryption", standard, "planted.pdf", "encryption")
    unshown = {check[0] for check in pdfx.CHECKS} - {entry[0] for entry in DEFECTS} - {"encryption"}
    for name in sorted(unshown):
        wrong += 1
        print(f"no defect is planted for the check {name}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
