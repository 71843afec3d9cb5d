"""edit.py - what a person does to a table in a spreadsheet: edit.py FILE comma|semicolon [ROW COLUMN=VALUE …] …

Each change names a row by a part of any of its cells, or "*" for all. The table is saved as spreadsheets save it: with a byte order mark, CR LF, and the
separator of the country."""
import csv
import io
import sys


def rows_read(path):
    text = open(path, encoding="utf-8-sig", newline="").read()
    head = text.split("\n", 1)[0]
    return list(csv.reader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ","))


def changes_read(words):
    changes = []
    for word in words:
        if "=" in word and changes:
            changes[-1][1].append(word.split("=", 1))
        else:
            changes.append((word, []))
    return changes


def main():
    path, separator, *words = sys.argv[1:]
    rows = rows_read(path)
    for name, cells in changes_read(words):
        hits = [row for row in rows[1:] if name == "*" or any(name in cell for cell in row)]
        if not hits:
            sys.exit(f"{path}: no row has {name}")
        for row in hits:
            for column, value in cells:
                row[rows[0].index(column)] = value
    out = io.StringIO()
    csv.writer(out, delimiter=";" if separator == "semicolon" else ",", lineterminator="\r\n").writerows(rows)
    open(path, "w", encoding="utf-8-sig", newline="").write(out.getvalue())


main()
