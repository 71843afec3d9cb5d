# what a folder of outputs shows of her: pages and pictures with magenta, and her name in texts, addresses and names of files
import base64, glob, os, re, subprocess, sys, zipfile

NAME = re.compile(r"ana[ _-]*p[eé]rez|p[eé]rez,\s*ana|anita|ana\.p\b", re.I)

def magenta(ppm):
    head = re.match(rb"P6\s+\d+\s+\d+\s+255\s", ppm)
    data = ppm[head.end():]
    return any(data[i] - data[i + 1] > 90 and data[i + 2] - data[i + 1] > 60 for i in range(0, len(data) - 2, 3))

def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout

def picture(data, ending):
    with open("one" + ending, "wb") as f:
        f.write(data)
    run("mutool", "draw", "-q", "-r", "18", "-c", "rgb", "-o", "one.ppm", "one" + ending)
    with open("one.ppm", "rb") as f:
        return magenta(f.read())

def text(s):
    return len(NAME.findall(s))

def report(name, colours, names):
    print(f"{name}: {'clean' if not colours and not names else f'pictures {colours}, names {names}'}")

def pdf(path):
    run("pdftoppm", "-r", "18", path, "page")
    pages = sorted(glob.glob("page*.ppm"))
    colours = sum(magenta(open(p, "rb").read()) for p in pages)
    for p in pages:
        os.remove(p)
    inside = run("qpdf", "--qdf", "--object-streams=disable", path, "-")
    strings = [bytes.fromhex(h.decode()).decode("utf-16", "replace") for h in re.findall(rb"<(feff[0-9a-f]*)>", inside)]
    report(path, colours, text(run("pdftotext", path, "-").decode("utf-8", "replace")) + text(inside.decode("latin-1")) + sum(map(text, strings)))

def epub(path):
    colours = names = 0
    with zipfile.ZipFile(path) as z:
        for item in z.namelist():
            names += text(item)
            ending = os.path.splitext(item)[1]
            if ending in (".png", ".jpg"):
                colours += picture(z.read(item), ending)
            else:
                names += text(z.read(item).decode("utf-8", "replace"))
    report(path, colours, names)

def html(path):
    s = open(path, encoding="utf-8").read()
    found = re.findall(r"data:image/(png|jpeg);base64,([A-Za-z0-9+/=]*)", s)
    report(path, sum(picture(base64.b64decode(d), ".png" if k == "png" else ".jpg") for k, d in found), text(re.sub("base64,[A-Za-z0-9+/=]*", "", s)))

for path in sorted(glob.glob(sys.argv[1] + "/**", recursive=True)):
    kind = {".pdf": pdf, ".epub": epub, ".html": html}.get(os.path.splitext(path)[1])
    if kind:
        kind(path)
    elif path.endswith((".png", ".jpg")):
        report(path, picture(open(path, "rb").read(), os.path.splitext(path)[1]), 0)
    elif os.path.isfile(path):
        report(path, 0, text(open(path, encoding="utf-8", errors="replace").read()))
