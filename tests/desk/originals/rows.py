"""rows.py - the rows of the table of pictures, and whether their keys are what they were without originals"""
import csv

rows, before = ({r["picture"] if "picture" in r else r["imagen"]: r for r in csv.DictReader(open(n, encoding="utf-8-sig"))}
                for n in ("pictures.csv", "before.csv"))
for name, row in sorted(rows.items()):
    print(name, row.get("pixels") or row.get("píxeles"), row["original"] or "-", row["hash"] == before[name]["hash"])
