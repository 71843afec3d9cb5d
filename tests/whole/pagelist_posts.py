"""pagelist_posts.py - writes posts whose pages begin with all kinds of things, and odd.yaml, a book of them in narrow columns"""
WORDS = """comunidad encuentros extraordinarios universidades representantes internacionales fundaciones infraestructuras descentralizadas
documentación multilingüe desarrolladoras independientes responsabilidades interoperables experiencias laboratorios metropolitanos voluntarias
arquitecturas distribuidas con de la y en que por una""".split()
ARABIC = "اجتمع المجتمع في الجامعة الوطنية لمناقشة البرمجيات الحرة والتوثيق متعدد اللغات مع ممثلين من مدن كثيرة".split()
HAN = "社區在大學舉行會議討論自由軟件與文檔並邀請來自許多城市的代表分享經驗"
state = 7


def pick(n):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return (state >> 8) % n


def text(n, words=None):
    words = words or WORDS
    return " ".join(words[pick(len(words))] for _ in range(n)) + "."


def marked(n):
    kinds = ["{}", "{}", "**{}**", "*{}*", "[{}](https://example.org/a-very-long/address/of_something/that/is?printed=1)", "`{}`", "{}[^1]", "{} — {}", "<kbd>{}</kbd>",
             "{}<br>{}", "<span lang=\"en\">{}</span>"]
    return " ".join(kinds[pick(len(kinds))].format(text(3)[:-1], text(2)[:-1]) for _ in range(n)) + "."


def post(name, title, parts, lang="es"):
    with open(name, "w", encoding="utf-8") as out:
        out.write(f"---\ntitle: {title}\nlang: {lang}\ndate: 2024-03-{1 + pick(27):02d}\nauthor: Ana\n---\n" + "\n\n".join(parts) + "\n")


def main():
    post("a.md", "Notas y enlaces", [marked(30) for _ in range(14)] + ["[^1]: " + text(20)])
    post("b.md", "Listas", ["\n".join(f"{i}. {text(20 + pick(30))}\n    - {marked(6)}\n    - {text(12)}" for i in range(1, 40)), "[^1]: Una nota."])
    post("c.md", "Tablas", ["| A | B | C |\n|---|---|---|\n" + "\n".join(f"| {text(4)} | {text(25)} | {text(9)} |" for _ in range(50)), text(60)])
    post("d.md", "Código", ["```sh\n" + "\n".join("\t" * pick(3) + text(2 + pick(18)) for _ in range(140)) + "\n```", text(90)])
    post("e.md", "Citas", ["> " + text(180), "> " + marked(40), "<details><summary>" + text(5) + "</summary>" + text(220) + "</details>", "> [!NOTE]\n> " + text(200),
                           text(10), "Término\n: " + text(250), "[^1]: Otra."])
    post("f.md", "مجتمع", [text(90, ARABIC) for _ in range(8)], "ar")
    post("g.md", "社區", ["".join(HAN for _ in range(40)) + "。" for _ in range(4)], "zh")
    post("w.md", "Prólogo", [text(120) for _ in range(6)])
    with open("odd.yaml", "w", encoding="utf-8") as out:
        out.write("title: Páginas\nlanguage: es\nlanguages: all\nposts: [a.md, b.md, c.md, d.md, e.md, f.md, g.md]\nforeword: w.md\npaper: media-carta\nepub: {page-list: yes}\n")


if __name__ == "__main__":
    main()
