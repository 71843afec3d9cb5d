"""messages.py - can everything that is said to the user be translated, and is it?

usage: messages.py TEMPLATE.pot     (as `make messages` makes it)
In a call of diag_add the format must be one literal, or each literal of a choice stand in MESSAGE(); words among the other arguments must stand in
MESSAGE(), too. Every text of the template must have a translation in every catalogue of styles/messages/. Prints what is wrong; exit status 1 then.
"""
import pathlib
import re
import subprocess
import sys

LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')


def arguments(text, at):
    """The arguments of a call whose opening parenthesis stands before `at`."""
    depth, start, out = 0, at, []
    while True:
        literal = LITERAL.match(text, at)
        if literal:
            at = literal.end()
        elif text[at] == "'":
            at += 4 if text[at + 1] == "\\" else 3
        elif text[at] in "([{":
            depth, at = depth + 1, at + 1
        elif text[at] in ")]}" and depth:
            depth, at = depth - 1, at + 1
        elif text[at] == ")":
            return out + [text[start:at]]
        elif text[at] == "," and not depth:
            out.append(text[start:at])
            start = at = at + 1
        else:
            at += 1


def unmarked(argument):
    """Its literals that hold words and are not marked."""
    rest = re.sub(r"\b(MESSAGE|message)\((?:\s*" + LITERAL.pattern + r")+\s*\)", "", argument)
    return [s for s in LITERAL.findall(rest) if re.search(r"[A-Za-z]{3,}", re.sub(r"%[.*0-9]*[a-z]+", "", s))]


def calls_check():
    for path in sorted(pathlib.Path("compiler").rglob("*.c")):
        text = path.read_text(encoding="utf-8")
        for call in re.finditer(r"\bdiag_add\(", text):
            if text[:call.start()].endswith("\nvoid\n"):
                continue
            line = text.count("\n", 0, call.start()) + 1
            args = arguments(text, call.end())
            whole = re.fullmatch(r"\s*(?:" + LITERAL.pattern + r"\s*)+", args[5])
            for literal in ([] if whole else unmarked(args[5])) + [s for a in args[6:] for s in unmarked(a)]:
                yield f"{path}:{line}: {literal} is not marked for the catalogues"


def catalogues_check(template):
    for po in sorted(pathlib.Path("styles/messages").glob("*.po")):
        merged = subprocess.run(["msgmerge", "--quiet", "--no-fuzzy-matching", str(po), template], capture_output=True, text=True, check=True).stdout
        missing = subprocess.run(["msgattrib", "--untranslated", "--no-obsolete", "--no-wrap"], input=merged, capture_output=True, text=True, check=True).stdout
        for text in re.findall(r'^msgid (".+")$', missing, flags=re.M):
            yield f"{po}: {text} is not translated"
        obsolete = subprocess.run(["msgattrib", "--only-obsolete", "--no-wrap"], input=merged, capture_output=True, text=True, check=True).stdout
        for text in re.findall(r'^#~ msgid (".+")$', obsolete, flags=re.M):
            yield f"{po}: {text} is said no more: make messages, and remove it"
        check = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(po)], capture_output=True, text=True)
        yield from check.stderr.splitlines() if check.returncode else []


def main():
    wrong = [*calls_check(), *catalogues_check(sys.argv[1])]
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
