"""sizes.py - no file above 800 lines, no function above 120"""
import pathlib
import sys


def functions(lines):
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            yield start, number - start
            start = None


def main():
    wrong = 0
    for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.[ch]")):
        lines = path.read_text().splitlines()
        if len(lines) > 800:
            print(f"{path}: {len(lines)} lines: which two things does it do?")
            wrong = 1
        for start, length in functions(lines):
            if length > 120:
                print(f"{path}:{start}: a function of {length} lines")
                wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main())
