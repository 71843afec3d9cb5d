"""stylekeys.py - every key of a style stands in yearbook(5) with its default, and the manual names no other"""
import re
import sys

SOURCE, FACES, STYLE, MANUAL = "compiler/style/keys.c", "compiler/style/faces.c", "styles/print.yaml", "compiler/man/yearbook.5"


def array(path, name):
    text = open(path, encoding="utf-8").read()
    body = re.search(r"\b%s\[[A-Z_]*\] = \{(.*?)\n?\};" % name, text, re.S).group(1)
    return re.findall(r'"([^"]*)"', body)


def keys_known():
    text = open(SOURCE, encoding="utf-8").read()
    table = re.search(r"struct key keys\[\] = \{(.*?)\n\};", text, re.S).group(1)
    known = set(re.findall(r'[({]"([^"]*)", "([^"]*)"', table))
    inside = {group for group, _ in known} | {"text", "faces"}
    known |= {("", name) for name in array(SOURCE, "groups") if name not in inside}
    known |= {("text", name) for name in array(SOURCE, "text_keys")}
    known |= {("texts", name) for name in array(SOURCE, "text_names")}
    return known | {("faces", name) for name in array(FACES, "face_names")}


def defaults():
    """The values of print.yaml, by group and key."""
    found, group = {}, ""
    for line in open(STYLE, encoding="utf-8"):
        top = re.match(r"([a-z-]+):\s*(.*?)\s*(?:#.*)?$", line)
        inner = re.match(r"  ([a-z0-9-]+):\s+(.*?)\s*(?:\s#.*)?$", line)
        if top:
            group = "" if top.group(2) else top.group(1)
            found["", top.group(1)] = top.group(2)
        elif inner:
            found[group, inner.group(1)] = inner.group(2)
    return found


def manual_keys():
    text = open(MANUAL, encoding="utf-8").read()
    part = re.search(r"\n\.Ss Keys of a style\n(.*?)\n\.Ss ", text, re.S).group(1)
    found, group, before = {}, None, ""
    for line in part.split("\n"):
        name = line[4:].split()[0].rstrip(":;") if line.startswith(".Cm ") else ""
        if before == "The group":
            group = name
        elif before == "The entries of":
            group = "texts"
        elif line == "In no group:":
            group = ""
        elif group == "faces" and line.startswith(".Cm "):
            found.update({(group, n): None for n in re.findall(r"[a-z][a-z-]+", line[4:])})
        if line.startswith(".It Cm "):
            names, _, value = line[7:].partition(" Ar ")
            for one in re.findall(r"[a-z0-9-]+", names):
                found[group, one] = value or None
        before = line
    return found


def main():
    known, told, values = keys_known(), manual_keys(), defaults()
    wrong = [f"{MANUAL}: lacks the style's key {g} {n}" for g, n in sorted(known - set(told))]
    wrong += [f"{MANUAL}: the style has no key {g} {n}" for g, n in sorted(set(told) - known, key=str)]
    for key, value in sorted(told.items(), key=str):
        if value and values.get(key) != value:
            wrong.append(f"{MANUAL}: {key[0]} {key[1]} is {values.get(key)} in {STYLE}, not {value}")
    wrong += [f"{STYLE}: lacks the key {g} {n}" for g, n in sorted(known - set(values)) if g not in ("", "text", "texts", "faces")]
    print("\n".join(wrong), end="\n" if wrong else "")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
