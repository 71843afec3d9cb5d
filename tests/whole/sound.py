"""sound.py - is an EPUB sound: sound.py FILE. Every document is well-formed, no id stands twice in one, every link within the book leads
somewhere, every file is listed and every listed file is there, and no reference runs a script."""
import posixpath
import sys
import xml.etree.ElementTree as tree
import zipfile

book = zipfile.ZipFile(sys.argv[1])
names = {n for n in book.namelist() if n.startswith("OPS/")}
wrong = []
trees = {}
for name in sorted(names):
    if name.endswith((".xhtml", ".ncx", ".opf")):
        try:
            trees[name] = tree.fromstring(book.read(name))
        except tree.ParseError as e:
            wrong.append(f"{name}: {e}")
ids = {}
for name, root in trees.items():
    found = [e.get("id") for e in root.iter() if e.get("id") is not None]
    ids[name] = set(found)
    if len(found) != len(ids[name]):
        wrong.append(f"{name}: an id stands twice: {[i for i in ids[name] if found.count(i) > 1][:3]}")
listed = {"OPS/package.opf"}
for name, root in trees.items():
    for e in root.iter():
        address = e.get("href") or e.get("src") or ""
        scheme = address.split(":")[0].lower() if ":" in address else ""
        if scheme in ("javascript", "vbscript", "data", "file"):
            wrong.append(f"{name}: a link to {address[:60]}")
        if not address or scheme:
            continue
        file, _, place = address.partition("#")
        to = posixpath.normpath(posixpath.join("OPS", file)) if file else name
        if to not in names or (place and place not in ids.get(to, ())):
            wrong.append(f"{name}: {address[:60]} leads nowhere")
        if name == "OPS/package.opf":
            listed.add(to)
if names - listed:
    wrong.append(f"not listed: {sorted(names - listed)[:3]}")
print("\n".join(wrong) if wrong else "sound")
sys.exit(1 if wrong else 0)
