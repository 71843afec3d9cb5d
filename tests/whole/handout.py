"""handout.py - makes a small site for handout.sh, and compares its words with those of a handout"""
import pathlib
import re
import subprocess
import sys

WORDS = "cable packet router antenna meeting garden window harvest lantern river village market teacher student bridge".split()


def post(folder, name, front, body):
    (folder / f"{name}.md").write_text("---\n" + front + "---\n\n" + body + "\n")


def paragraphs(words, each, start=0):
    text = [WORDS[(i * 7 + start) % len(WORDS)] + (str(i) if i % 11 == 0 else "") for i in range(words)]
    return "\n\n".join(" ".join(text[i:i + each]).capitalize() + "." for i in range(0, words, each))


def make(root):
    folder = root / "content" / "posts"
    folder.mkdir(parents=True)
    (root / "hugo.yaml").write_text("baseURL: https://red.example/\ntitle: Red Abierta\n")
    link = "\n\nSee [the programme](https://far.example/programme) and [the other one](/posts/largo/).\n"
    post(folder, "corto", "title: Corto\ndate: 2024-03-01\nauthor: Ana\n", paragraphs(120, 40) + link)
    post(folder, "largo", "title: Largo\ndate: 2024-05-02\nauthor: Ana\ntags: [feria]\n", paragraphs(20000, 90, 3))
    post(folder, "medio", "title: Medio\ndate: 2024-06-02\nauthor: Ana\ntags: [feria]\n", paragraphs(900, 70, 5))
    title = " ".join(WORDS[i % len(WORDS)] for i in range(42))
    post(folder, "titular", f'title: "{title}"\ndate: 2024-07-02\nauthor: Ana\n', paragraphs(200, 50))
    post(folder, "ultimo", "title: Último\ndate: 2024-09-02\nauthor: Ana\n", paragraphs(60, 30))
    folder = root.parent / "arabic"
    folder.mkdir()
    post(folder, "arabe", "title: مرحبا بالعالم\nlang: ar\ndate: 2024-08-02\nauthor: ليلى\n", "هذا نص قصير عن شبكة القرية. " * 20)


def words_of(text):
    return set(re.findall(r"[^\W\d]{3,}", text))


def lost(source, pdf):
    body = re.sub(r"\]\([^)]*\)", "]", source.read_text().split("---\n", 2)[2])
    text = subprocess.run(["pdftotext", "-q", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return sorted(words_of(body) - words_of(re.sub(r"-\n", "", text)) - words_of(text))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(pathlib.Path(sys.argv[2]))
    else:
        gone = lost(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
        if gone:
            sys.exit(f"{sys.argv[3]}: lost: {' '.join(gone[:12])}")
