"""ua.py - judge a file against PDF/UA-1 (ISO 14289-1): ua.py FILE… [--ids] [--all]

A finding's number is that of the Matterhorn Protocol 1.02, which counts the ways to miss the standard; where the protocol has none, a word
stands in its place: what ISO 32000-1 asks of a tagged file (tree, parent-tree, mcid, nesting, attribute, …), or, marked "house", what we
ask of our own. MACHINE at the end lists the points that the protocol gives to machines, UNJUDGED those that are not judged here, and why.
"""
import re
import sys

import pdffile
from pdffile import STANDARD, box, inside, is_name, is_number, text

JUDGE = pdffile.Judge("ISO 14289-1")
check = JUDGE.check
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
UAID, DC = "{http://www.aiim.org/pdfua/ns/id/}", "{http://purl.org/dc/elements/1.1/}"
BLOCKS = frozenset("P H H1 H2 H3 H4 H5 H6 L LI LBody Table TR THead TBody TFoot TOC TOCI Sect Part Art Div Document BlockQuote Index".split())
GROUPING = frozenset("Document Part Art Sect Div BlockQuote TOC TOCI Index NonStruct Private".split())
ANNOTATIONS = frozenset("""Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup
    FileAttachment Sound Movie Widget Screen PrinterMark TrapNet Watermark 3D Redact""".split())


# ---- the document ----

@check("header", clause="6.1: header of a PDF 1.n")
def _(file):
    if not re.match(rb"%PDF-1\.[0-7][\r\n]", file.raw):
        yield "file", f"begins with {file.raw[:10]}"


@check("06-001", clause="7.1: metadata stream in the catalog")
def _(file):
    d = file.dict(file.root.get("/Metadata"))
    if not file.is_stream(file.root.get("/Metadata")) or d.get("/Type") != "/Metadata" or d.get("/Subtype") != "/XML":
        yield "catalog", "no Metadata stream"


@check("06-002", clause="5: version identification")
def _(file):
    if (file.xmp or {}).get(UAID + "part") != "1":
        yield "metadata", f"pdfuaid:part is {(file.xmp or {}).get(UAID + 'part')}"
    prefixes = file.xmp_prefixes(file.root.get("/Metadata")).get(UAID[1:-1], {"pdfuaid"})
    if prefixes != {"pdfuaid"}:
        yield "metadata", f"the schema's prefix is {prefixes}"


@check("06-003", clause="7.1: dc:title")
def _(file):
    if not ((file.xmp or {}).get(DC + "title") or "").strip():
        yield "metadata", "no dc:title"


@check("07-001", "07-002", clause="7.1: DisplayDocTitle")
def _(file):
    shown = file.get(file.root, "/ViewerPreferences", "/DisplayDocTitle")
    if shown is not True:
        yield "07-002" if shown is False else "07-001", "catalog", f"DisplayDocTitle is {shown}"


@check("01-007", clause="7.1: Suspects")
def _(file):
    if file.get(file.root, "/MarkInfo", "/Suspects") is True:
        yield "catalog", "Suspects is true"


@check("marked", clause="7.1 (ISO 32000-1, 14.7.1): Marked")
def _(file):
    if file.get(file.root, "/MarkInfo", "/Marked") is not True:
        yield "catalog", "Marked is not true"


@check("25-001", clause="7.15: XFA")
def _(file):
    xfa = file.get(file.root, "/AcroForm", "/XFA")
    parts = xfa if isinstance(xfa, list) else [file.dict(file.root.get("/AcroForm")).get("/XFA")]
    for part in parts:
        if re.search(rb"<dynamicRender>\s*required", file.data(part) or b""):
            yield "AcroForm", "the form is a dynamic one"


@check("26-002", clause="7.16: security")
def _(file):
    p = file.get(file.trailer, "/Encrypt", "/P")
    if isinstance(p, int) and not p & 512:
        yield "trailer", f"P {p} forbids reading aloud"


@check("20-001", "20-002", "20-003", clause="7.10: optional content")
def _(file):
    properties = file.dict(file.root.get("/OCProperties"))
    named = [("20-001", c) for c in file.array(properties.get("/Configs"))] + ([("20-002", properties.get("/D"))] if properties else [])
    for number, config in named:
        if not text(file.get(config, "/Name")):
            yield number, "OCProperties", "a configuration without a name"
        if "/AS" in file.dict(config):
            yield "20-003", "OCProperties", "AS in a configuration"


@check("21-001", clause="7.11: embedded files")
def _(file):
    for number, d in file.dicts():
        if "/EF" in d and not (text(file.value(d.get("/F"))) and text(file.value(d.get("/UF")))):
            yield number, "a file without F and UF"


@check("28-014", "28-015", clause="7.18.6.2: media clips")
def _(file):
    for number, d in file.dicts():
        if d.get("/S") == "/MCD" and (d.get("/Type") == "/MediaClip" or "/D" in d):
            if "/CT" not in d:
                yield "28-014", number, "no CT"
            alt = file.array(d.get("/Alt"))
            if not alt or len(alt) % 2 or not all(text(x) is not None for x in alt):
                yield "28-015", number, "no Alt"


@check("30-001", clause="7.20: reference XObjects")
def _(file):
    for number, d in file.streams():
        if d.get("/Subtype") == "/Form" and "/Ref" in d:
            yield number, "a reference XObject"


# ---- the tree ----

@check("tree", "parent-tree", clause="7.1 (ISO 32000-1, 14.7.2 to 14.7.4): structure hierarchy")
def _(file):
    tags = file.tags()
    if not tags.root:
        yield "tree", "catalog", "no StructTreeRoot"
        return
    if tags.root.get("/Type") != "/StructTreeRoot":
        yield "tree", "StructTreeRoot", f"its Type is {tags.root.get('/Type')}"
    if not tags.elements:
        yield "tree", "StructTreeRoot", "no elements"
    yield from tags.faults
    for number, held in file.objects.items():
        if file.get(held.get("value"), "/Type") == "/StructElem" and number not in tags.by_ref:
            yield "tree", number, "an element that is not in the tree"


@check("02-001", "02-003", "02-004", clause="7.1: role map")
def _(file):
    tags = file.tags()
    for name in tags.roles:
        if name[1:] in STANDARD:
            yield "02-004", "RoleMap", f"{name[1:]} is a standard type"
        elif tags.standard(name[1:])[1]:
            yield "02-003", "RoleMap", f"{name[1:]} is mapped in a circle"
    for e in tags.elements:
        if e.type and not e.std and not tags.standard(e.type)[1]:
            yield "02-001", e, f"the type {e.type} is mapped to no standard type"


def owned(e):
    return any(kid[0] == "mcid" for kid in e.kids)


@check("parent-tree", clause="7.1 (ISO 32000-1, 14.7.4.4): from content to elements")
def _(file):
    tags = file.tags()
    if not tags.root:
        return
    wanted = {ref: {} for ref in file.page_refs if "/StructParents" in file.dict(ref)}
    for (owner, mcid), e in tags.owner.items():
        wanted.setdefault(owner, {})[mcid] = e
    keys = {}
    for owner, held in wanted.items():
        key = file.dict(owner).get("/StructParents")
        if not isinstance(key, int):
            yield owner, "content of elements without StructParents"
            continue
        if key in keys:
            yield owner, f"StructParents {key} is also that of {keys[key]}"
        keys[key] = owner
        listed = file.array(tags.parents.get(key))
        for mcid, e in held.items():
            have = listed[mcid] if mcid < len(listed) else None
            if have != e.ref:
                yield owner, f"content {mcid} belongs to {have} by the ParentTree, to {e} by the tree"
        for mcid, have in enumerate(listed):
            if have is not None and mcid not in held:
                yield owner, f"the ParentTree has {have} for content {mcid}, the tree has not"
    for n, page in enumerate(file.pages, 1):
        for ref in file.array(page.get("/Annots")):
            d = file.dict(ref)
            key, elements = d.get("/StructParent"), tags.of_object.get(ref, [])
            if key is None and elements:
                yield f"page {n}, {ref}", f"an annotation of {elements[0]} without StructParent"
            if key is None:
                continue
            if key in keys:
                yield f"page {n}, {ref}", f"StructParent {key} is also that of {keys[key]}"
            keys[key] = ref
            have = tags.parents.get(key)
            if len(elements) != 1 or have != elements[0].ref:
                yield f"page {n}, {ref}", f"it belongs to {have} by the ParentTree, to {', '.join(map(str, elements)) or 'nothing'} by the tree"
    for key in tags.parents:
        if key not in keys:
            yield "ParentTree", f"nobody has the key {key}"
    following = file.value(tags.root.get("/ParentTreeNextKey"))
    if following is not None and tags.parents and following <= max(tags.parents):
        yield "StructTreeRoot", f"ParentTreeNextKey {following} is in use"


@check("tree", clause="7.1 (ISO 32000-1, 14.7.4.3): objects of elements are there")
def _(file):
    tags = file.tags()
    there = {ref: file.page_refs[n] for n, page in enumerate(file.pages) for ref in file.array(page.get("/Annots")) if isinstance(ref, str)}
    for e in tags.elements:
        for kid in e.kids:
            if kid[0] == "objr":
                if kid[1] not in there and not file.is_stream(kid[1]):
                    yield e, f"{kid[1]} is on no page"
                elif kid[1] in there and kid[2] != there[kid[1]]:
                    yield e, f"{kid[1]} is on {there[kid[1]]}, not on {kid[2]}"


@check("tree", clause="7.1 (ISO 32000-1, 14.7.2): IDs, IDTree")
def _(file):
    tags, ids, faults = file.tags(), {}, []
    held = file.name_tree(tags.root.get("/IDTree"), faults) if "/IDTree" in tags.root else {}
    for what in faults:
        yield "IDTree", what
    for e in tags.elements:
        name = text(file.value(e.d.get("/ID")))
        if name is None:
            continue
        if name in ids and e.std != "Note":  # of notes: 19-004
            yield e, f"the ID {name} is also that of {ids[name]}"
        ids[name] = e
        if held.get(name) != e.ref and e.std != "Note":
            yield e, f"the IDTree has {held.get(name)} for {name}"
        elif name not in held:
            yield e, f"the IDTree has nothing for {name}"
    for name in held:
        if name not in ids:
            yield "IDTree", f"no element has the ID {name}"


# ---- content ----

def artifact(mark):
    return any(m.tag == "/Artifact" for m in mark.up()) if mark else False


@check("01-003", "01-004", "01-005", clause="7.1: every content is tagged or an artifact")
def _(file):
    tags, painted = file.tags(), file.painted()
    for mark in painted.marks:
        above = mark.parent
        if mark.tag == "/Artifact" and above and tags.element_of(above):
            yield "01-003", mark.where, f"an artifact in the content of {tags.element_of(above)}"
        if mark.mcid is not None and (mark.owner, mark.mcid) in tags.owner and artifact(mark):
            yield "01-004", mark.where, f"content {mark.mcid} of {tags.owner[mark.owner, mark.mcid]} in an artifact"
    for item in painted.items:
        if not artifact(item.mark) and not tags.element_of(item.mark):
            told = "".join(item.font.text(c) or "?" for c in item.codes)[:40] if item.kind == "text" else ""
            yield "01-005", item.where, f"{item.kind} {told!r} is neither tagged nor an artifact"


@check("mcid", clause="7.1 (ISO 32000-1, 14.7.4.2): marked-content identifiers")
def _(file):
    tags, seen = file.tags(), set()
    for mark in file.painted().marks:
        if mark.mcid is None:
            continue
        key = mark.owner, mark.mcid
        if key in seen and file.painted().used.get(mark.owner, 1) == 1:
            yield mark.where, f"the identifier {mark.mcid} stands twice"
        seen.add(key)
        if any(m.mcid is not None for m in mark.up() if m is not mark):
            yield mark.where, f"the identifier {mark.mcid} within that of other content"
        e = tags.owner.get(key)
        if e and is_name(mark.tag) and mark.tag[1:] not in (e.type, e.std, "Span", "P") and mark.tag[1:] in STANDARD:
            yield mark.where, f"content {mark.mcid} is marked {mark.tag[1:]}, its element is {e}"
    for (owner, mcid), e in tags.owner.items():
        if (owner, mcid) not in seen:
            yield e, f"its content {mcid} of {owner} is nowhere"


@check("marks", clause="7.1 (ISO 32000-1, 14.6): marked content is nested rightly")
def _(file):
    yield from file.painted().faults


@check("artifact", clause="7.1 (ISO 32000-1, 14.8.2.2): artifacts say what they are; house")
def _(file):
    for mark in file.painted().marks:
        kind = mark.props.get("/Type")
        if mark.tag == "/Artifact" and kind not in ("/Pagination", "/Layout", "/Page", "/Background"):
            yield mark.where, f"an artifact of type {kind}"
        if mark.tag == "/Artifact" and mark.props.get("/Subtype", "/Header") not in ("/Header", "/Footer", "/Watermark"):
            yield mark.where, f"an artifact of subtype {mark.props.get('/Subtype')}"


@check("30-002", clause="7.20: forms with marked content are used once")
def _(file):
    painted = file.painted()
    held = {mark.owner for mark in painted.marks if mark.mcid is not None}
    for ref, times in painted.used.items():
        if times > 1 and ref in held:
            yield ref, f"painted {times} times"


# ---- language ----

def language(file, e):
    return next((a.lang for a in e.up() if a.lang), None) if e else None


def of_catalog(file):
    return text(file.value(file.root.get("/Lang")))


@check("11-001", clause="7.2: language of text")
def _(file):
    if of_catalog(file):
        return
    tags = file.tags()
    for item in file.painted().items:
        if item.kind == "text" and not artifact(item.mark) and not language(file, tags.element_of(item.mark)):
            if not any(text(m.props.get("/Lang")) for m in item.mark.up() if item.mark) if item.mark else True:
                yield item.where, "text of an unknown language"


@check("11-002", clause="7.2: language of Alt, ActualText and E")
def _(file):
    if of_catalog(file):
        return
    tags = file.tags()
    for e in tags.elements:
        for key in ("/Alt", "/ActualText", "/E"):
            if text(file.value(e.d.get(key))) is not None and not language(file, e):
                yield e, f"{key[1:]} of an unknown language"
    for mark in file.painted().marks:
        for key in ("/Alt", "/ActualText", "/E"):
            if text(mark.props.get(key)) is not None and not language(file, tags.element_of(mark)) and not any(text(m.props.get("/Lang")) for m in mark.up()):
                yield mark.where, f"{key[1:]} of an unknown language"


@check("11-003", clause="7.2: language of the outline")
def _(file):
    if file.get(file.root, "/Outlines", "/First") is not None and not of_catalog(file):
        yield "outline", "of an unknown language"


@check("11-004", clause="7.2: language of annotations' Contents")
def _(file):
    for where, ref, d in annotations(file):
        if text(file.value(d.get("/Contents"))) is not None and not of_catalog(file) and not text(file.value(d.get("/Lang"))):
            if not any(language(file, e) for e in file.tags().of_object.get(ref, [])):
                yield where, "Contents of an unknown language"


@check("11-005", clause="7.2: language of fields' names")
def _(file):
    for number, d in file.dicts():
        if "/FT" in d and text(file.value(d.get("/TU"))) is not None and not of_catalog(file):
            yield number, "TU of an unknown language"


@check("11-006", clause="7.2: language of the metadata")
def _(file):
    if file.xmp_tree is not None and not of_catalog(file):
        for li in file.xmp_tree.iter(pdffile.RDF + "li"):
            if li.get(pdffile.XML + "lang") == "x-default":
                yield "metadata", "x-default, and no language of the document"


@check("lang", clause="7.2 (ISO 32000-1, 14.9.2): languages are tags of RFC 3066; house: the catalog has one")
def _(file):
    whole = of_catalog(file)
    if "/Lang" in file.root and not LANGUAGE.fullmatch(whole or ""):
        yield "catalog", f"Lang is {whole!r}"
    for e in file.tags().elements:
        if "/Lang" in e.d and not LANGUAGE.fullmatch(e.lang or ""):
            yield e, f"Lang is {e.lang!r}"
    for mark in file.painted().marks:
        if "/Lang" in mark.props and not LANGUAGE.fullmatch(text(mark.props["/Lang"]) or ""):
            yield mark.where, f"Lang is {text(mark.props['/Lang'])!r}"


# ---- kinds of elements ----

def kinds(e):
    """The standard types of the elements within, NonStruct and Private seen through."""
    return [kid.std or "?" for kid in e.elements()]


@check("09-004", clause="7.2, 7.5 (ISO 32000-1, Table 337): syntax of tables")
def _(file):
    for e in file.tags().elements:
        have, up = kinds(e), e.parent.std if e.parent else None
        if e.std == "Table":
            rows = have[1:] if have[:1] == ["Caption"] else have[:-1] if have[-1:] == ["Caption"] else have
            if set(rows) - {"TR", "THead", "TBody", "TFoot"}:
                yield e, f"a table of {' '.join(have)}"
            if rows.count("THead") > 1 or rows.count("TFoot") > 1:
                yield e, "a table with more than one head or foot"
            if ("THead" in rows or "TFoot" in rows) and "TBody" not in rows:
                yield e, "a table with head or foot and without body"
            if "TBody" in rows and "TR" in rows:
                yield e, "a table with rows beside a body"
            if owned(e):
                yield e, "content in a table beside its rows"
        if e.std in ("THead", "TBody", "TFoot"):
            if set(have) - {"TR"} or owned(e):
                yield e, f"{e.std} of {' '.join(have)}"
            if up != "Table":
                yield e, f"{e.std} in {up}"
        if e.std == "TR":
            if set(have) - {"TH", "TD"} or owned(e):
                yield e, f"a row of {' '.join(have)}"
            if up not in ("Table", "THead", "TBody", "TFoot"):
                yield e, f"a row in {up}"
        if e.std in ("TH", "TD") and up != "TR":
            yield e, f"{e.std} in {up}"


def rows_of(table):
    for kid in table.elements():
        if kid.std == "TR":
            yield kid
        elif kid.std in ("THead", "TBody", "TFoot"):
            yield from (row for row in kid.elements() if row.std == "TR")


def span(file, cell, key):
    n = file.tags().attributes(cell, "Table").get(key, 1)
    return n if isinstance(n, int) and not isinstance(n, bool) and n >= 1 else 0


def grid(file, table):
    """({(row, column): cell}, faults) of a table, its spans counted."""
    taken, faults, rows = {}, [], list(rows_of(table))
    for y, row in enumerate(rows):
        x = 0
        for cell in row.elements():
            if cell.std not in ("TH", "TD"):
                continue
            while (y, x) in taken:
                x += 1
            across, down = span(file, cell, "/ColSpan"), span(file, cell, "/RowSpan")
            if not across or not down or across > 10000 or down > 10000:
                faults.append(f"{cell} spans {file.tags().attributes(cell, 'Table')}")
                continue
            if y + down > len(rows):
                faults.append(f"{cell} spans rows that are not there")
            for dy in range(down):
                for dx in range(across):
                    if (y + dy, x + dx) in taken:
                        faults.append(f"{cell} lies over {taken[y + dy, x + dx]}")
                    taken[y + dy, x + dx] = cell
            x += across
    return taken, faults, len(rows)


@check("table-regular", clause="7.5: tables are regular, and no cells overlap")
def _(file):
    for e in file.tags().elements:
        if e.std == "Table":
            taken, faults, height = grid(file, e)
            for fault in faults:
                yield e, fault
            counts = {y: sum(1 for at in taken if at[0] == y) for y in range(height)}
            if len(set(counts.values())) > 1:
                yield e, f"rows of {sorted(set(counts.values()))} cells"


@check("15-003", clause="7.5: headers of tables")
def _(file):
    tags = file.tags()
    for table in tags.elements:
        if table.std != "Table":
            continue
        cells = [c for row in rows_of(table) for c in row.elements()]
        ids = {text(file.value(c.d.get("/ID"))) for c in cells if c.std == "TH"} - {None}
        by_headers = True
        for cell in cells:
            listed = tags.attributes(cell, "Table").get("/Headers")
            names = [text(file.value(x)) for x in listed] if isinstance(listed, list) else []
            for name in names:
                if name not in ids:
                    yield cell, f"Headers names {name}, which is no TH of the table"
            if cell.std == "TD" and not names:
                by_headers = False
        for cell in cells:
            scope = tags.attributes(cell, "Table").get("/Scope")
            if cell.std == "TH" and scope not in ("/Row", "/Column", "/Both") and not by_headers:
                yield cell, f"TH with the scope {scope}"
            if cell.std == "TH" and scope not in ("/Row", "/Column", "/Both", None):
                yield cell, f"TH with the scope {scope}"


@check("09-005", clause="7.6 (ISO 32000-1, Table 336): syntax of lists")
def _(file):
    for e in file.tags().elements:
        have, up = kinds(e), e.parent.std if e.parent else None
        if e.std == "L":
            items = have[1:] if have[:1] == ["Caption"] else have
            if set(items) - {"L", "LI"} or owned(e):
                yield e, f"a list of {' '.join(have)}"
            if not items:
                yield e, "a list without items"
        if e.std == "LI":
            if set(have) - {"Lbl", "LBody"} or owned(e):
                yield e, f"an item of {' '.join(have)}"
            if have not in (["Lbl", "LBody"], ["LBody"], ["Lbl"]):
                yield e, f"an item of {' '.join(have) or 'nothing'}: not a label and a body"
            if up != "L":
                yield e, f"an item in {up}"
        if e.std == "LBody" and up != "LI":
            yield e, f"LBody in {up}"


@check("16-002", clause="7.6 (ISO 32000-1, 14.8.5.5): numbering of lists")
def _(file):
    tags = file.tags()
    for e in tags.elements:
        if e.std == "L":
            kind = tags.attributes(e, "List").get("/ListNumbering", "/None")
            if kind not in ("/None", "/Disc", "/Circle", "/Square", "/Decimal", "/UpperRoman", "/LowerRoman", "/UpperAlpha", "/LowerAlpha"):
                yield e, f"ListNumbering is {kind}"
            labels = ["".join(said(file, x)).strip() for i in e.elements() for x in i.elements() if x.std == "Lbl"]
            if labels and all(re.match(r"\d+[.)]?$", x) for x in labels) and kind in ("/None", "/Disc", "/Circle", "/Square"):
                yield e, f"numbers {labels[0]}…, and ListNumbering is {kind}"


@check("09-006", clause="7.2 (ISO 32000-1, Table 333): syntax of contents")
def _(file):
    for e in file.tags().elements:
        have, up = kinds(e), e.parent.std if e.parent else None
        if e.std == "TOC":
            items = have[1:] if have[:1] == ["Caption"] else have
            if set(items) - {"TOC", "TOCI"} or owned(e):
                yield e, f"contents of {' '.join(have)}"
        if e.std == "TOCI":
            if up != "TOC":
                yield e, f"TOCI in {up}"
            if set(have) - {"Lbl", "Reference", "NonStruct", "P", "TOC"}:
                yield e, f"TOCI of {' '.join(have)}"


@check("09-007", "09-008", clause="7.2 (ISO 32000-1, Table 338): syntax of ruby and warichu")
def _(file):
    for e in file.tags().elements:
        have, up = kinds(e), e.parent.std if e.parent else None
        if e.std == "Ruby" and have not in (["RB", "RT"], ["RB", "RP", "RT", "RP"]):
            yield "09-007", e, f"ruby of {' '.join(have)}"
        if e.std == "Warichu" and have not in (["WT"], ["WP", "WT", "WP"]):
            yield "09-008", e, f"warichu of {' '.join(have)}"
        if e.std in ("RB", "RT", "RP") and up != "Ruby":
            yield "09-007", e, f"{e.std} in {up}"
        if e.std in ("WT", "WP") and up != "Warichu":
            yield "09-008", e, f"{e.std} in {up}"


@check("13-004", clause="7.3: alternative text of figures")
def _(file):
    yield from without_alt(file, "Figure")


@check("17-002", clause="7.7: alternative text of formulas")
def _(file):
    yield from without_alt(file, "Formula")


def without_alt(file, kind):
    for e in file.tags().elements:
        alt, actual = text(file.value(e.d.get("/Alt"))), text(file.value(e.d.get("/ActualText")))
        if e.std == kind and not (alt or "").strip() and not (actual or "").strip():
            yield e, f"neither Alt nor ActualText: {alt!r}"


@check("bbox", clause="7.3 (ISO 32000-1, 14.8.5.4.3): figures and formulas have their box")
def _(file):
    tags = file.tags()
    where = {}
    for item in file.painted().items:
        if item.kind == "image" and item.box and item.mark:
            e = tags.element_of(item.mark)
            if e:
                where.setdefault(e.ref, []).append((item.page, item.box))
    for e in tags.elements:
        if e.std not in ("Figure", "Formula"):
            continue
        has = box(tags.attributes(e, "Layout").get("/BBox"))
        if has is None or has[0] >= has[2] or has[1] >= has[3]:
            yield e, f"its BBox is {tags.attributes(e, 'Layout').get('/BBox')}"
            continue
        for n, shown in where.get(e.ref, []):
            page = box(file.value(file.pages[n - 1].get("/MediaBox")))
            clipped = (max(shown[0], page[0]), max(shown[1], page[1]), min(shown[2], page[2]), min(shown[3], page[3])) if page else shown
            if len(where[e.ref]) == 1 and not (has[0] < clipped[2] and clipped[0] < has[2] and has[1] < clipped[3] and clipped[1] < has[3]):
                yield e, f"its BBox is {has}, its picture stands at {tuple(round(v, 1) for v in shown)}"


@check("14-002", "14-003", "14-006", "14-007", clause="7.4: headings")
def _(file):
    last, strong, weak = 0, None, None
    for e in file.tags().elements:
        match = re.fullmatch(r"H([1-6])", e.std or "")
        if match:
            level, weak = int(match.group(1)), e
            if last == 0 and level != 1:
                yield "14-002", e, "the first heading"
            elif level > last + 1:
                yield "14-003", e, f"after H{last}"
            last = level
        if e.std == "H":
            strong = e
        if kinds(e).count("H") > 1:
            yield "14-006", e, "more than one H within"
    if strong and weak:
        yield "14-007", strong, f"H, and {weak}"


@check("19-003", "19-004", clause="7.9: notes have an ID of their own")
def _(file):
    seen = {}
    for e in file.tags().elements:
        if e.std == "Note":
            name = text(file.value(e.d.get("/ID")))
            if not name:
                yield "19-003", e, "no ID"
            elif name in seen:
                yield "19-004", e, f"the ID {name} is also that of {seen[name]}"
            seen[name] = e


@check("nesting", clause="7.1 (ISO 32000-1, 14.8.4): elements stand where they may")
def _(file):
    tags = file.tags()
    if tags.root and [e.std for _, e in tags.tops] != ["Document"]:
        yield "StructTreeRoot", f"its kids are {' '.join(str(e) for _, e in tags.tops[:9])}, not one Document"
    for e in tags.elements:
        have, up = kinds(e), e.parent.std if e.parent else None
        if e.std in ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "Span", "Quote", "Reference", "Link", "Code"):
            for kid in e.elements():
                if kid.std in BLOCKS and not (e.std == "Code" and kid.std == "P"):
                    yield kid, f"it stands in {e}"
        if e.std in ("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "TOCI", "Index") and owned(e) and e.std not in ("BlockQuote", "TOCI"):
            yield e, "content that is in no paragraph"
        if e.std in ("Part", "Sect", "Art", "Document") and up in ("P", "LI", "LBody", "Span", "TD", "TH"):
            yield e, f"it stands in {up}"
        if e.std == "Document" and e.parent:
            yield e, "a document within one"
        if e.std == "Caption" and up not in ("Figure", "Table", "L", "TOC", "Formula", "Form", "Sect", "Div", "Index", "Part", "Art"):
            yield e, f"a caption in {up}"
        if e.std == "Lbl" and up not in ("LI", "TOCI", "Note", "P", "Reference", "BibEntry", "Span", "Link", "Caption", "H1", "H2", "H3", "H4", "H5", "H6"):
            yield e, f"a label in {up}"


@check("empty", clause="7.1, house: no element without content")
def _(file):
    full = set()
    for e in reversed(file.tags().elements):
        if any(kid[0] != "element" or kid[1].ref in full for kid in e.kids):
            full.add(e.ref)
    for e in file.tags().elements:
        if e.ref not in full and e.std not in ("TD", "TH", "LBody", "TR", "THead", "TBody", "TFoot"):
            yield e, "empty"


@check("attribute", clause="7.1 (ISO 32000-1, 14.7.5, 14.8.5): attributes have values that there are")
def _(file):
    tags = file.tags()
    owners = {"/Layout", "/List", "/Table", "/PrintField", "/UserProperties", "/XML-1.00", "/HTML-3.20", "/HTML-4.01", "/CSS-1.00", "/CSS-2.00",
              "/OEB-1.00", "/RTF-1.05"}
    choices = {"/Placement": ("/Block", "/Inline", "/Before", "/Start", "/End"), "/WritingMode": ("/LrTb", "/RlTb", "/TbRl"),
               "/TextAlign": ("/Start", "/Center", "/End", "/Justify"), "/Scope": ("/Row", "/Column", "/Both")}
    for e in tags.elements:
        own = file.value(e.d.get("/A"))
        for d in own if isinstance(own, list) else [own] if own is not None else []:
            d = file.value(d)
            if isinstance(d, int):
                continue
            if not isinstance(d, dict) or d.get("/O") not in owners:
                yield e, f"attributes of {file.get(d, '/O')}"
                continue
            for key, values in choices.items():
                if key in d and file.value(d[key]) not in values:
                    yield e, f"{key[1:]} is {d[key]}"
            for key in ("/ColSpan", "/RowSpan"):
                if key in d and not (isinstance(d[key], int) and d[key] > 0):
                    yield e, f"{key[1:]} is {d[key]}"
                if key in d and e.std not in ("TD", "TH"):
                    yield e, f"{key[1:]} of no cell"
            if "/Scope" in d and e.std != "TH":
                yield e, "Scope of no TH"
        names = file.value(e.d.get("/C"))
        for name in names if isinstance(names, list) else [names] if names else []:
            if is_name(name) and name not in tags.classes:
                yield e, f"the class {name[1:]} is not in the ClassMap"


# ---- annotations ----

def annotations(file):
    """(where, reference, dictionary) of every annotation that is seen."""
    for n, page in enumerate(file.pages, 1):
        crop = box(file.value(page.get("/CropBox"))) or box(file.value(page.get("/MediaBox")))
        for ref in file.array(page.get("/Annots")):
            d = file.dict(ref)
            r = box(file.value(d.get("/Rect")))
            flags = file.value(d.get("/F"))
            if isinstance(flags, int) and flags & 2:
                continue
            if r and crop and (r[2] <= crop[0] or r[0] >= crop[2] or r[3] <= crop[1] or r[1] >= crop[3]):
                continue
            yield f"page {n}, {ref}", ref, d


@check("28-002", "28-004", "28-005", "28-006", "28-007", "28-010", "28-011", "28-012", "28-016", "28-017", "28-018", clause="7.18: annotations")
def _(file):
    tags = file.tags()
    for where, ref, d in annotations(file):
        kind = (d.get("/Subtype") or "/")[1:]
        elements = tags.of_object.get(ref, [])
        around = [e.std for e in elements]
        contents = (text(file.value(d.get("/Contents"))) or "").strip()
        alt = any((text(file.value(e.d.get("/Alt"))) or "").strip() for e in elements)
        if kind not in ("Link", "Widget", "PrinterMark", "Popup") and around != ["Annot"]:
            yield "28-002", where, f"{kind} within {around}"
        if kind not in ANNOTATIONS and not contents and not alt:
            yield "28-006", where, f"there is no annotation of type {kind}"
        elif kind not in ("Widget", "Popup", "PrinterMark", "Link") and not contents and not alt:  # of links: 28-012
            yield "28-004", where, "neither Contents nor Alt"
        if kind == "TrapNet":
            yield "28-007", where, "TrapNet"
        if kind == "Link" and around != ["Link"]:
            yield "28-011", where, f"a link within {around}"
        if kind == "Link" and not contents:
            yield "28-012", where, "a link without Contents"
        if kind == "Widget":
            if around != ["Form"]:
                yield "28-010", where, f"a field within {around}"
            if not (text(file.value(d.get("/TU"))) or text(file.get(d, "/Parent", "/TU")) or alt):
                yield "28-005", where, "a field without TU"
        if kind == "FileAttachment":
            spec = file.dict(d.get("/FS"))
            if not (text(file.value(spec.get("/F"))) and text(file.value(spec.get("/UF"))) and "/EF" in spec):
                yield "28-016", where, "a file without F, UF and EF"
        if kind == "PrinterMark" and elements:
            yield "28-017", where, f"a mark for printers in {elements[0]}"
        if kind == "PrinterMark":
            data = file.data(file.dict(d.get("/AP")).get("/N"))
            if data is not None and not re.match(rb"\s*/Artifact\s*(BMC|<<[^>]*>>\s*BDC|/\w+\s+BDC)", data):
                yield "28-018", where, "what it shows is no artifact"


@check("28-008", "28-009", clause="7.18.3: order of tabs")
def _(file):
    for n, page in enumerate(file.pages, 1):
        if file.array(page.get("/Annots")) and page.get("/Tabs") != "/S":
            yield "28-009" if "/Tabs" in page else "28-008", f"page {n}", f"Tabs is {page.get('/Tabs')}"


@check("link", clause="7.18.5 (ISO 32000-1, 14.8.4.4.2): link elements hold their words and their annotations")
def _(file):
    for e in file.tags().elements:
        if e.std != "Link":
            continue
        if not any(kid[0] == "objr" for kid in e.kids):
            yield e, "no annotation"
        if not any(kid[0] == "mcid" for kid in e.kids) and not e.elements():
            yield e, "no content"


def destination(file, d):
    """What is wrong with where an action or a link leads; None: nothing."""
    action = file.dict(d.get("/A"))
    target = d.get("/Dest", action.get("/D") if action.get("/S") == "/GoTo" else None)
    if target is None:
        return None if action else "it leads nowhere"
    target = file.value(target)
    if isinstance(target, str):
        held = file.cache.setdefault("names", None) or file.name_tree(file.get(file.root, "/Names", "/Dests"))
        file.cache["names"] = held
        name = text(target)
        found = file.value(held.get(name)) if name is not None else file.get(file.root, "/Dests", target)
        target = file.get(found, "/D") if isinstance(found, dict) else found
        if target is None:
            return f"there is no place called {name}"
    if not isinstance(target, list) or not target or target[0] not in file.page_refs:
        return f"it leads to {target}"
    return None


@check("destination", clause="7.17, house: links and outline lead somewhere")
def _(file):
    for where, _, d in annotations(file):
        if d.get("/Subtype") == "/Link":
            fault = destination(file, d)
            if fault:
                yield where, fault
    todo, seen = [file.get(file.root, "/Outlines") and file.root["/Outlines"]], set()
    while todo:
        ref = todo.pop()
        node = file.dict(ref)
        if not node or ref in seen:
            continue
        seen.add(ref)
        todo += [node.get("/Next"), node.get("/First")]
        if "/Title" in node:
            fault = destination(file, node)
            if fault:
                yield f"outline, {text(file.value(node['/Title']))!r}", fault
            if not (text(file.value(node["/Title"])) or "").strip():
                yield f"outline, {ref}", "an entry without a title"


# ---- fonts ----

def shown(file):
    """{font: {code: where it is first shown}}"""
    if "shown" not in file.cache:
        found = {}
        for item in file.painted().items:
            if item.kind == "text":
                codes = found.setdefault(item.font, {})
                for code in item.codes:
                    if code not in codes:
                        codes[code] = item
        file.cache["shown"] = found
    return file.cache["shown"]


def rendered(codes):
    return {code: item for code, item in codes.items() if item.mode != 3}


@check("17-003", clause="7.7: characters of formulas")
def _(file):
    if any(e.std == "Formula" for e in file.tags().elements):
        for item in file.painted().items:
            e = file.tags().element_of(item.mark) if item.kind == "text" else None
            if e and any(a.std == "Formula" for a in e.up()) and not all(item.font.text(code) for code in item.codes):
                yield item.where, f"{item.font.name}: a code of {e} stands for no character"


@check("10-001", "31-027", "31-028", "31-029", clause="7.21.7: characters of codes")
def _(file):
    for font, codes in shown(file).items():
        exempt = font.text(32) is not None and font.unicode is None
        if font.unicode is None and not exempt:
            yield "31-027", font.name, "no ToUnicode"
        for code, item in codes.items():
            told = font.text(code)
            if not told:
                yield "10-001", item.where, f"{font.name}: code {code} stands for no character"
        for code, told in (font.unicode or {}).items():
            if "\0" in told:
                yield "31-028", font.name, f"code {code} stands for U+0000"
            if "\ufeff" in told or "\ufffe" in told:
                yield "31-029", font.name, f"code {code} stands for U+FEFF or U+FFFE"


@check("31-001", "31-002", "31-003", "31-006", "31-007", "31-008", clause="7.21.3: CMaps")
def _(file):
    for font in shown(file):
        if font.single:
            continue
        ref = font.d.get("/Encoding")
        if is_name(font.encoding):
            if font.encoding[1:] not in pdffile.PREDEFINED_CMAPS:
                yield "31-006", font.name, f"the CMap {font.encoding[1:]} is not embedded"
            continue
        d, data = file.dict(ref), file.data(ref) if file.is_stream(ref) else None
        if data is None:
            yield "31-006", font.name, "no CMap"
            continue
        here, there = file.dict(font.cid.get("/CIDSystemInfo")), file.dict(d.get("/CIDSystemInfo"))
        if text(here.get("/Registry")) != text(there.get("/Registry")):
            yield "31-001", font.name, "the registries differ"
        if text(here.get("/Ordering")) != text(there.get("/Ordering")):
            yield "31-002", font.name, "the orderings differ"
        if not (is_number(here.get("/Supplement")) and is_number(there.get("/Supplement"))) or here["/Supplement"] > there["/Supplement"]:
            yield "31-003", font.name, "the supplements do not fit"
        mode = re.search(rb"/WMode\s+(\d)", data)
        if (int(mode.group(1)) if mode else 0) != (file.value(d.get("/WMode")) or 0):
            yield "31-007", font.name, "WMode differs"
        used = d.get("/UseCMap")
        for name in re.findall(rb"/([\w-]+)\s+usecmap", data) + ([used[1:].encode()] if is_name(used) else []):
            if name.decode() not in pdffile.PREDEFINED_CMAPS:
                yield "31-008", font.name, f"the CMap {name.decode()} is used"


@check("31-004", "31-005", clause="7.21.3.2: CIDToGIDMap")
def _(file):
    for font in shown(file):
        if font.cid.get("/Subtype") == "/CIDFontType2" and font.program_ref:
            has = font.cid.get("/CIDToGIDMap")
            if has is None:
                yield "31-005", font.name, "no CIDToGIDMap"
            elif has != "/Identity" and font.map is None:
                yield "31-004", font.name, f"CIDToGIDMap is {has}"


@check("31-009", "31-011", "31-016", "31-030", clause="7.21.4, 7.21.5, 7.21.8: glyphs")
def _(file):
    for font, codes in shown(file).items():
        if font.subtype == "/Type3":
            continue
        seen = rendered(codes)
        if seen and font.program is None:
            yield "31-009", font.name, "not embedded"
            continue
        most = font.glyphs()
        for code, item in codes.items():
            glyph = font.glyph(code)
            if glyph == 0:
                yield "31-030", item.where, f"{font.name}: code {code} is .notdef"
            elif glyph is not None and most is not None and glyph >= most and code in seen:
                yield "31-011", item.where, f"{font.name}: the program has no glyph {glyph}"
            wide = font.program_width(code)
            if code in seen and wide is not None and abs(wide - font.width(code)) > 1:
                yield "31-016", item.where, f"{font.name}: code {code} is {font.width(code)} wide, its glyph {wide:g}"


@check("31-014", "31-015", clause="7.21.4.2: CIDSet")
def _(file):
    for font in shown(file):
        data = file.data(font.descriptor.get("/CIDSet")) if font.cid else None
        if data is None or font.glyphs() is None or not re.match(r"/[A-Z]{6}\+", font.name):
            continue
        listed = {8 * i + bit for i, byte in enumerate(data) for bit in range(8) if byte >> (7 - bit) & 1}
        present = set(range(font.glyphs()))
        if present - listed:
            yield "31-014", font.name, f"CIDSet lacks {sorted(present - listed)[:5]}"
        if listed - present:
            yield "31-015", font.name, f"CIDSet has {sorted(listed - present)[:5]}, which are not there"


@check("31-017", "31-019", "31-020", "31-021", "31-023", "31-024", "31-025", "31-026", clause="7.21.6: TrueType fonts with one byte")
def _(file):
    for font, codes in shown(file).items():
        if font.subtype != "/TrueType" or not rendered(codes):
            continue
        flags = file.value(font.descriptor.get("/Flags"))
        symbolic = isinstance(flags, int) and flags & 4
        maps = font.cmaps()
        base = font.encoding if is_name(font.encoding) else file.get(font.encoding, "/BaseEncoding")
        if symbolic:
            if font.encoding is not None:
                yield "31-024", font.name, "a symbolic font with an Encoding"
            if not maps:
                yield "31-025", font.name, "a program without a cmap"
            elif len(maps) > 1 and (3, 0) not in maps:
                yield "31-026", font.name, "a program without a cmap for symbols"
            continue
        if not [m for m in maps if m != (3, 0)]:
            yield "31-017", font.name, "a program without a cmap for characters"
        if font.encoding is None:
            yield "31-019", font.name, "no Encoding"
        elif not is_name(font.encoding) and base is None:
            yield "31-020", font.name, "no BaseEncoding"
        elif base not in ("/MacRomanEncoding", "/WinAnsiEncoding"):
            yield "31-021", font.name, f"the encoding is {base}"
        if isinstance(font.encoding, dict) and "/Differences" in font.encoding and (3, 1) not in maps:
            yield "31-023", font.name, "differences without a cmap of Unicode"


@check("unjudged", clause="7.21: what these checks cannot judge must not be in our files; house")
def _(file):
    for font in shown(file):
        if font.subtype in ("/Type1", "/MMType1") and not (font.program is None and font.program_key is None):
            yield font.name, "a Type 1 font: its CharSet (31-012, 31-013) and glyphs (31-011) are not judged"
        if font.subtype == "/TrueType" and isinstance(font.encoding, dict) and "/Differences" in font.encoding:
            yield font.name, "names of glyphs (31-022, 31-018) are not judged"


# ---- words ----

def runs(file, owner, mcid):
    """[text, first item, last item] of each run of a content; what is replaced is replaced."""
    spoken = file.cache.get("spoken")
    if spoken is None:
        spoken = file.cache["spoken"] = {}
        for item in file.painted().items:
            held = next((m for m in item.mark.up() if m.mcid is not None), None) if item.kind == "text" and item.mark else None
            if held:
                spoken.setdefault((held.owner, held.mcid), []).append(item)
    last = None
    for item in spoken.get((owner, mcid), []):
        mark = next((m for m in item.mark.up() if "/ActualText" in m.props), None)
        if mark is None or mark is not last:
            yield [text(mark.props["/ActualText"]) or "" if mark else "".join(item.font.text(c) or "" for c in item.codes), item, item]
        last = mark


def said(file, e):
    """The text of an element and of what is in it, in the order of the tree, as pieces."""
    out, todo = [], [("element", e)]
    while todo:
        kid = todo.pop()
        if kid[0] == "element":
            instead = text(file.value(kid[1].d.get("/ActualText")))
            if instead is not None:
                out.append(instead)
            else:
                todo += reversed(kid[1].kids)
        elif kid[0] == "mcid":
            out += [told for told, _, _ in runs(file, kid[1], kid[2])]
    return out


INLINE = frozenset("Span Quote Link Reference Code Annot Ruby RB RT RP NonStruct".split())
JOINS = frozenset("-/\u2010\u2012\u2013\u2014\u00ad\u200b\u2011\u2060_.@&=?#:%+~")


UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ufaff\U0001f000-\U0003ffff]")  # no blanks between words; pictures of emoji
LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def parted(before, after):
    """Whether two texts need no blank between them."""
    return (before[-1].isspace() or after[0].isspace() or before[-1] in JOINS or after[0] in JOINS or UNSPACED.match(before[-1]) or UNSPACED.match(after[0])
            or LEFTWARD.search(before + after) is not None or (before.isdigit() and after.strip().isdigit()))  # marks of notes, each with its own element


def east(item):
    return abs(item.end[1] - item.y) < 0.01 and item.end[0] >= item.x


@check("words", clause="7.1 (ISO 32000-1, 14.8.2.5): words are parted by blanks")
def _(file):
    for e in file.tags().elements:
        if e.std in INLINE and e.parent and e.parent.std not in GROUPING:
            continue
        last, todo = None, list(reversed(e.kids))
        while todo:
            kid = todo.pop()
            if kid[0] == "element":
                if kid[1].std in INLINE:
                    todo += reversed(kid[1].kids)
                else:
                    last = None
                continue
            if kid[0] != "mcid":
                continue
            for run in runs(file, kid[1], kid[2]):
                if not run[0]:
                    continue
                if last:
                    a, b = last[2], run[1]
                    size = min(a.size, b.size) or 1
                    line = a.page == b.page and abs(a.y - b.y) < 0.7 * max(a.size, b.size)
                    gap = b.x - a.end[0] if line and east(a) else 0
                    large = max(a.size, b.size) > 1.5 * size  # a drop cap, a mark of a note
                    broken = len(last[0].split()[-1] if last[0].split() else "") + len(run[0].split()[0] if run[0].split() else "") > 18  # a word wider than its line
                    if parted(last[0], run[0]):
                        pass
                    elif not line and not broken and not large:
                        yield e, f"a line ends within {last[0][-20:] + '|' + run[0][:20]!r}"
                    elif 0.17 * size < gap < 3 * size and not large:
                        yield e, f"no blank in {last[0][-20:] + '|' + run[0][:20]!r}"
                last = run


@check("reading", clause="7.1 (ISO 32000-1, 14.8.2.3.3): what is written leftward stands in the order of reading")
def _(file):
    told = re.compile("[\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3]{2}")
    for item in file.painted().items:
        if item.kind == "text" and item.way > 0 and item.mark and not artifact(item.mark):
            shown_text = "".join(item.font.text(c) or "" for c in item.codes)
            if told.search(shown_text) and not any(m.tag == "/ReversedChars" or "/ActualText" in m.props for m in item.mark.up()):
                yield item.where, f"reversed: {shown_text[:30]!r}"


# ---- what the protocol gives to machines ----

MACHINE = [f"{point}-{n:03d}" for point, numbers in {
    "01": (3, 4, 5, 7), "02": (1, 3, 4), "06": (1, 2, 3), "07": (1, 2), "09": (4, 5, 6, 7, 8), "10": (1,), "11": (1, 2, 3, 4, 5, 6), "13": (4,),
    "14": (2, 3, 6, 7), "15": (3,), "17": (2, 3), "19": (3, 4), "20": (1, 2, 3), "21": (1,), "25": (1,), "26": (1, 2),
    "28": (2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18), "30": (1, 2), "31": (*range(1, 10), *range(11, 31))}.items() for n in numbers]
UNJUDGED = {
    "26-001": "qpdf does not open an encrypted file without P: such a file is unreadable here",
    "31-012": "CharSet is of Type 1 fonts; one in a file is itself a finding (unjudged)",
    "31-013": "as 31-012",
    "31-018": "needs the codes' names in fonts of one byte; one with Differences is itself a finding (unjudged), our fonts are composite",
    "31-022": "needs the Adobe Glyph List; a font with Differences is itself a finding (unjudged)",
}


if __name__ == "__main__":
    JUDGE.main(sys.argv[1:])
