"""prove_test.py - the judge itself: it sees what is lost and what leaks, and nothing else"""
import contextlib
import io
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import outputs  # noqa: E402
import prove  # noqa: E402

SOURCE = """---
title: A walk
---
Ten people came to the river.[^1] It rained {{< param city >}} and `{{ x }}` was shown.

Then they went **home** by bus, and nobody was \\*sad\\*.

[^1]: The brown one.
"""
GOOD = "A walk\nTen people came to the river.1 It rained and {{ x }} was shown.\nThen they went home by\nbus, and nobody was *sad*.\n1 The brown one.\n"
PLAIN = GOOD.replace("{{ x }}", "\ufffc")


def wrong(text, plain=PLAIN, findings=()):
    """How much the judge finds wrong with a book that holds this text."""
    with tempfile.NamedTemporaryFile("w", suffix=".md", encoding="utf-8") as file, contextlib.redirect_stdout(io.StringIO()):
        file.write(SOURCE)
        file.flush()
        post = outputs.Post(file.name)
        post.title, post.calls, post.findings = "A walk", [("river", "1", "")], list(findings)
        post.text = {"pdf": text, "epub": text}
        post.plain = {"pdf": plain, "epub": plain}
        return prove.judge(post, [])[1]


def main():
    dropped = {"kind": "html-dropped", "line": 6, "text": "it was left out with what it holds"}
    cases = [
        ("the whole text", wrong(GOOD), 0),
        ("a word is lost", wrong(GOOD.replace("people ", "")), 1),
        ("a paragraph is lost", wrong(GOOD.split("Then")[0] + "1 The brown one.\n"), 1),
        ("a paragraph that a finding names", wrong(GOOD.split("Then")[0] + "1 The brown one.\n", findings=[dropped]), 0),
        ("a paragraph far from the finding", wrong(GOOD.split("Then")[0] + "1 The brown one.\n", findings=[dict(dropped, line=40)]), 1),
        ("the note is lost", wrong(GOOD.replace("1 The brown one.\n", "")), 1),
        ("the note stands elsewhere", wrong("1 The brown one.\n" + GOOD.replace("1 The brown one.\n", "")), 0),
        ("the number of the note is not the word's", wrong(GOOD.replace("river.1", "river1")), 0),
        ("a shortcode leaks", wrong(GOOD.replace("rained", "rained {{< param city >}}"), PLAIN.replace("rained", "rained {{< param city >}}")), 2),
        ("emphasis leaks", wrong(GOOD.replace("home", "**home**"), PLAIN.replace("home", "**home**")), 1),
        ("a tag leaks", wrong(GOOD.replace("home", "<b>home</b>"), PLAIN.replace("home", "<b>home</b>")), 2),
        ("the front matter leaks", wrong("title: " + GOOD, "title: " + PLAIN), 1),
        ("code in the text leaks", wrong(GOOD, GOOD), 1),
    ]
    for name, found, expected in cases:
        if found != expected:
            print(f"{name}: {found} found, {expected} expected")
    return 1 if any(found != expected for _, found, expected in cases) else 0


if __name__ == "__main__":
    sys.exit(main())
