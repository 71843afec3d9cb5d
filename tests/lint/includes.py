"""includes.py - check who includes what: each room may include itself, base/ and the headers named here"""
import pathlib
import re
import sys

# room -> headers of other rooms that it may include (besides its own and base/)
ROOMS = {
    "base": set(),
    "image": set(),
    "post": set(),
    "desk": {"post/post.h", "image/image.h"},
    "book": {"post/post.h", "image/image.h", "desk/desk.h"},
    "style": set(),
    "layout": {"book/book.h", "style/style.h", "image/image.h"},
    "press": {"book/book.h", "layout/pages.h", "image/image.h", "image/inks.h", "style/style.h"},
    "pdf": {"layout/pages.h", "image/image.h", "image/inks.h", "press/sheets.h"},
    "epub": {"book/book.h", "image/image.h", "image/inks.h", "layout/breaks.h"},
    "command": {"book/book.h", "desk/desk.h", "desk/sheet.h", "post/post.h", "style/style.h", "layout/layout.h", "layout/breaks.h", "image/inks.h", "press/printer.h", "press/sheets.h", "press/surfaces.h", "press/impose.h",
                "press/fit.h", "press/raster.h", "press/preflight.h", "press/preport.h", "pdf/pdf.h", "pdf/verify.h", "epub/epub.h"},
    "main.c": {"command/run.h"},
}
# a third-party header (a pattern) -> the files (patterns) that may include it
LIBRARIES = {
    r"yaml\.h": r"base/yaml\.c",
    r"csv\.h": r"base/csv\.c",
    r"expat\.h": r"image/xmp\.c",
    r"jansson\.h": r"base/json\.c",
    r"cmark.*": r"post/mark\.c",
    r"gumbo\.h": r"post/html\.c",
    r"hpdf.*": r"pdf/.*",
    r"zip\.h": r"epub/.*",
    r"hb.*": r"(layout/.*|epub/faces\.c|pdf/(font|emoji)\.c|press/(raster|drawing)\.[ch])",
    r"cairo\.h": r"press/(raster|drawing)\.[ch]",
    r"zint\.h": r"layout/barcode\.c",
    r"nettle/.*": r"command/sums\.c",
    r"fontconfig/.*": r"(layout/installed\.c|image/svg\.c)",
    r"hyphen\.h": r"layout/hyphen\.c",
    r"qrencode\.h": r"layout/qr\.c",
    r"png\.h": r"image/png\.c",
    r"jpeglib\.h|jerror\.h": r"image/jpeg\.c",
    r"lcms2\.h": r"image/inks\.c",
    r"webp/.*": r"image/webp\.c",
    r"libheif/.*": r"image/heif\.c",
    r"librsvg/.*": r"image/svg\.c",
    r"gdk-pixbuf/.*": r"image/pixbuf\.c",
    r"turbojpeg\.h": r"image/turn\.c",
    r"unicode/.*": r"((layout|book|post|desk)/.*|epub/faces\.c)",
    r"zlib\.h": r"(image|pdf)/.*",
    r"libdeflate\.h": r"(pdf|epub|image)/.*",
}
SYSTEM = re.compile(r"(std\w+|string|strings|errno|limits|ctype|math|time|signal|getopt|pthread|sched|dirent|fcntl|unistd|setjmp|spawn|"
                    r"locale|assert|inttypes|sys/\w+|sanitizer/\w+)\.h$")


def check(path, root):
    name = path.relative_to(root).as_posix()
    room = name.split("/")[0]
    allowed = ROOMS.get(room)
    if allowed is None:
        yield f"{name}: no such room in the table"
        return
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if not match:
            continue
        quoted, header = match.group(1) == '"', match.group(2)
        if quoted:
            if header.split("/")[0] not in (room, "base") and header not in allowed:
                yield f'{name}:{number}: {room} may not include "{header}"'
        elif not SYSTEM.match(header):
            doors = [files for pattern, files in LIBRARIES.items() if re.fullmatch(pattern, header)]
            if not any(re.fullmatch(files, name) for files in doors):
                yield f"{name}:{number}: <{header}> may not be included here"


def main():
    root = pathlib.Path(sys.argv[1])
    wrong = [text for path in sorted(root.rglob("*.[ch]")) for text in check(path, root)]
    for text in wrong:
        print(text)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
