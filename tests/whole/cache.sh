# cache.sh - converted pictures that are kept: the same bytes with them, without them, and when they are broken
set -eu
cp -R "$TOP/tests/pdf/formats/content" content
export XDG_CACHE_HOME=$PWD/cache HOME=$PWD/home
kept=$XDG_CACHE_HOME/yearbook/pictures

build() { # folder, options
	local to=$1
	shift
	yearbook build content -q -o "$to" "$@"
}
same() {
	cmp "none/yearbook.pdf" "$1/yearbook.pdf"
	cmp "none/yearbook.epub" "$1/yearbook.epub"
}

build none --no-cache
[ ! -e cache ] || { echo '--no-cache wrote a cache'; exit 1; }
build first
same first
[ "$(find "$kept" -type f | wc -l)" -ge 10 ] || { echo 'nothing was kept'; exit 1; }
build second
same second

find "$kept" -type f | while read -r file; do
	printf X | dd of="$file" bs=1 seek=70 conv=notrunc 2> dd.err
done
build changed
same changed
find "$kept" -type f -exec truncate -s 30 {} +
build cut
same cut
find "$kept" -type f -exec truncate -s 0 {} +
build empty
same empty
rm -r "$kept"
mkdir -p "$kept/$(ls /dev/null | tr / _)"
build again
same again
rm -r cache
echo 'in the way' > cache
build blocked
same blocked
XDG_CACHE_HOME=relative build relative
same relative
[ ! -e relative/yearbook/pictures ] || { echo "a relative folder was taken"; exit 1; }
[ -d home/.cache/yearbook/pictures ] || { echo "no cache in the home"; exit 1; }
