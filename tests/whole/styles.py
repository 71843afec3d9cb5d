"""styles.py - styles that nobody would write, one for each seed: styles.py SEED"""
import os
import random
import sys

sys.path.insert(0, os.path.join(os.environ["TOP"], "tests/lint"))
os.chdir(os.environ["TOP"])
import stylekeys  # noqa: E402

LENGTHS = ["0", "1", "2", "3", "5", "8", "10", "20", "24", "30", "60", "72", "100", "144", "300", "1000", "30000", "5mm", "150mm", "400mm", "3 lines",
           "9em", "-1", "yes", "no", "'*'", ""]
LISTS = {"trim": ["[90mm, 90mm]", "[600mm, 100mm]", "[148mm, 210mm]"], "widths": ["[10mm, 10mm, 10mm]", "[600mm, 10mm, 300mm]"],
         "bullets": ['["", "", ""]', '["•", "xxxxxxxxxxxxxxxx", "–"]']}
TEXT = {"size": ["3", "8", "10", "40", "150", "300", "2em"], "leading": ["3", "8", "13", "60", "300", "0.5em", "4 lines"],
        "tracking": ["-10", "0", "100"], "capitals": ["yes", "small"], "align": ["left", "justified"], "hyphens": ["yes", "no"],
        "tabular": ["yes"], "face": ["code", "display", "text"]}


def style(seed):
    r = random.Random(seed)
    keys = sorted(k for k in stylekeys.keys_known() if k[0] not in ("", "text", "texts", "faces"))
    groups = {}
    for group, name in r.sample(keys, r.randint(1, 25)):
        values = ["[0, 0, 0, 0]", "[100, 100, 100, 100]", "accent"] if group == "colour" else LISTS.get(name, LENGTHS)
        groups.setdefault(group, []).append(f"  {name}: {r.choice(values)}\n")
    text = "".join(f"{group}:\n{''.join(lines)}" for group, lines in groups.items()) + "text:\n"
    for name in r.sample(stylekeys.array(stylekeys.SOURCE, "text_names"), r.randint(1, 10)):
        text += f"  {name}: {{{', '.join(f'{k}: {r.choice(v)}' for k, v in TEXT.items() if r.random() < 0.4)}}}\n"
    return text + (f"scale: {r.choice([50, 75, 150, 200])}\n" if r.random() < 0.3 else "")


print(style(int(sys.argv[1])), end="")
