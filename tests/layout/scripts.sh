# scripts.sh - posts in other scripts, with a few faces installed: which faces they take, how lines run and break, and that the text comes back
set -u
src=$TOP/tests/layout/scripts
faces="opentype/fonts-hosny-amiri truetype/culmus truetype/wqy truetype/lohit-telugu truetype/lohit-devanagari truetype/tlwg"
for face in $faces; do
	[ -d "/usr/share/fonts/$face" ] || { echo "no faces in /usr/share/fonts/$face: make check-deps installs them"; exit 77; }
done
wrong=0
say() { echo "$*"; wrong=1; }
conf() { # file, folders
	local file=$1 face
	shift
	{ printf '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig><cachedir>%s/cache</cachedir>\n' "$PWD"
	for face; do printf '<dir>%s</dir>\n' "$face"; done
	echo '</fontconfig>'; } > "$file"
}
conf all.conf $(printf '/usr/share/fonts/%s ' $faces)
export FONTCONFIG_FILE=$PWD/all.conf
cp -R "$src" book
yearbook build book -o out > log 2>&1 || say "build failed: $(cat log)"
grep -E 'glyph-missing|overfull-line|font-missing' log && wrong=1
yearbook dump -q --pages book > dump
pdftotext out/*.pdf text
# what a reader copies: without the marks of direction and the ends of lines
tr -d '\n ' < text | LC_ALL=C sed 's/\xE2\x80[\xAA-\xAE]//g; s/\xE2\x81[\xA6-\xA9]//g' > flat

has() { grep -qF -- "$(printf '%s' "$1" | tr -d ' ')" flat || say "lost in the PDF: $1"; }
has 'جامعهٔ ما در سال'
has 'می‌خواهیم این کار را ادامه دهیم، زیرا نرم‌افزار آزاد برای همه است'
has 'این واژه برنامه است'
has 'זוהי רשומה קצרה בעברית על'
has 'בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ'
has '日本語の文章には空白がありません。'
has 'OpenStackのような欧文も混ざります。'
has '我们在二〇二三年举办了第一次活动，有一百多人参加。'
has '오픈소스 커뮤니티는 전 세계의 자원봉사자들로'
has 'ชุมชนโอเพนซอร์สประกอบด้วยอาสาสมัครจากทั่วโลก'
has 'मुक्त स्रोत समुदाय दुनिया भर के स्वयंसेवकों से बना है।'
has 'స్వేచ్ఛా సాఫ్ట్‌వేర్'
has 'Tiếng Việt ở đây, ễ ộ ử'
has 'habló 田中さん sobre nubes'
has 'αβγ; ruso: привет'

face() { grep -qF "[$1 " dump || say "not used: $1"; }
face Amiri-Regular
face Amiri-Bold
grep -q '\[[A-Za-z]*CLM' dump || say 'no face for Hebrew'
face Lohit-Devanagari
face Lohit-Telugu
face Loma
grep -q '\[WenQuanYi' dump || say 'no face for ideographs'

# no line begins with what must not begin one
grep -nE '^ *line [^"]*"(、|。|，|）|」|ょ)' dump && say 'a line begins with a mark that closes'
# from right to left the bullet stands right of its text, the first column right of the second, and lines end flush right
pdftotext -f 7 -bbox out/*.pdf words 2> /dev/null
at() { # of the first word with a text (or its reverse): its left edge
	grep -oE "xMin=\"[0-9.]+\"[^>]*>($1)<" words | head -n 1 | grep -oE '^xMin="[0-9]+' | grep -oE '[0-9]+'
}
right() { [ "$(at "$1")" -gt "$(at "$2")" ] || say "not right of each other: $1, $2"; }
right '•' 'یکم|مکی'
right 'نام|مان' 'شمار|رامش'
[ "$(at 'آغاز|زاغآ')" -gt 300 ] || say 'the title is not flush right'

# both outputs say the direction
unzip -p out/*.epub OPS/p-fa.xhtml > fa.xhtml
grep -q '<html [^>]*lang="fa"[^>]*dir="rtl"' fa.xhtml || say 'no direction in the EPUB'
grep -q '<pre dir="ltr"' fa.xhtml || say 'code has no direction in the EPUB'
unzip -p out/*.epub OPS/p-mix.xhtml | grep -q '<p dir="rtl">Hello' || say 'dir="rtl" of a paragraph is lost in the EPUB'

# the same bytes again, with other numbers of threads and another locale
yearbook build book -o again --jobs 1 > /dev/null 2>&1
LC_ALL=C LANG=ja_JP.UTF-8 yearbook build book -o third > /dev/null 2>&1
cmp out/*.pdf again/*.pdf || say 'other bytes with one thread'
cmp out/*.pdf third/*.pdf || say 'other bytes in another locale'

# a face that must not be embedded is not used
mkdir locked one
cp "$src/posts/hi.md" one/
python3 - /usr/share/fonts/truetype/lohit-devanagari/Lohit-Devanagari.ttf locked/Locked.ttf << 'END'
import struct, sys
data = bytearray(open(sys.argv[1], "rb").read())
for i in range(struct.unpack(">H", data[4:6])[0]):
    tag, _, at, _ = struct.unpack(">4sIII", data[12 + 16 * i:28 + 16 * i])
    if tag == b"OS/2":
        data[at + 8:at + 10] = b"\0\2"
open(sys.argv[2], "wb").write(data)
END
conf locked.conf "$PWD/locked"
FONTCONFIG_FILE=$PWD/locked.conf yearbook check -v --lang all one > log 2>&1
grep -q 'U+092E.*fonts-noto-core.*glyph-missing' log || say 'a locked face was used, or no finding names a package'

# what the style names comes first: a file beside it (CFF), a family
cp /usr/share/fonts/truetype/culmus/DavidCLM-Medium.otf one/
cp "$src/posts/he.md" "$src/posts/th.md" one/
printf 'fallback: [DavidCLM-Medium.otf, Loma, Nobody Has This]\n' > one/style.yaml
printf 'title: One\nstyle: style.yaml\nlanguages: all\n' > one/yearbook.yaml
yearbook build one -o named > log 2>&1 || say "build with named faces failed: $(cat log)"
yearbook dump -q --pages one > dump
face DavidCLM-Medium
face Loma
grep -q 'FrankRuehl' dump && say 'a face that the style names was passed over'
grep -q 'Nobody Has This.*font-missing' log || say 'a face that is not there was not reported'
pdffonts named/*.pdf | grep -q 'DavidCLM.*CID Type 0C.*yes yes yes' || say 'the CFF face is not embedded'
exit $wrong
