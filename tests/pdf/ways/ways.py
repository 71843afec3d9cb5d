# ways.py FILE - where one can go in a PDF: named places of posts, links of each page; says what leads nowhere, and notes that do not lead back
import json, subprocess, sys

book = json.loads(subprocess.run(["qpdf", "--json=2", sys.argv[1]], stdout=subprocess.PIPE).stdout)
objects = book["qpdf"][1]


def value(ref):
    o = objects["obj:" + ref]
    return o["value"] if "value" in o else o["stream"]["dict"]


def name(s):
    return bytes.fromhex(s[2:]).decode() if s.startswith("b:") else s[2:]


pages = [p["object"] for p in book["pages"]]
number = {p: i + 1 for i, p in enumerate(pages)}
places = {}
for o in objects.values():
    v = o.get("value")
    if isinstance(v, dict) and isinstance(v.get("/Names"), list):
        for k, to in zip(v["/Names"][::2], v["/Names"][1::2]):
            if isinstance(to, list):
                places[name(k)] = number[to[0]]
print("named:", " ".join(sorted(n for n in places if "--" not in n[1:])))
links = []
for i, p in enumerate(pages):
    annots = value(p).get("/Annots", [])
    for a in value(annots) if isinstance(annots, str) else annots:
        v = value(a)
        if "/Dest" not in v:
            links.append((i + 1, name(v["/A"]["/URI"]), None))
            continue
        to = name(v["/Dest"])
        links.append((i + 1, to, places.get(to)))
        if to not in places:
            print(f"page {i + 1}: nothing is called {to}")
for page, to, at in links:
    print(f"{page}: {to}" + (f" on {at}" if at else ""))
    post, _, note = to.partition("--note-")
    if note and not any(p == at and t.startswith(post + "--call-") and back == page for p, t, back in links):
        print(f"page {page}: note {note} of {post} does not lead back")
