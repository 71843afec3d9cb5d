"""edit.py - what a person writes about who is shown: edit.py PICTURE=PEOPLE=CONSENT …"""
import csv
import pathlib
import sys

path = pathlib.Path("pictures.csv")
text = path.read_text(encoding="utf-8-sig")
rows = list(csv.reader(text.splitlines(True), delimiter=";" if text.split("\n")[0].count(";") else ","))
head = rows[0]
for edit in sys.argv[1:]:
    name, people, consent = edit.split("=")
    for row in rows[1:]:
        if row[head.index("picture")].endswith(name + ".jpg"):
            row[head.index("people")] = people.replace("\\n", "\n")
            row[head.index("consent")] = consent
with path.open("w", encoding="utf-8-sig", newline="") as f:
    csv.writer(f, delimiter=";", lineterminator="\r\n").writerows(rows)
