# bytes.sh - the same input gives the same bytes: another time zone, locale, number of threads, path, order of the folder
set -u
wrong=0
cp -R "$TOP/content" content
cp -R "$TOP/images" images
mkdir -p "another/long path/to"
# copied in reverse, so that the folder lists its files in another order
(cd "$TOP" && find content images -type f | sort -r) | while read -r file; do
	mkdir -p "another/long path/to/$(dirname "$file")"
	cp "$TOP/$file" "another/long path/to/$file"
done
yearbook build -q --only pdf,epub,kindle,html -j 1 -o one content || exit 1
TZ=Asia/Kathmandu LC_ALL=tr_TR.UTF-8 LANG=de_DE.UTF-8 yearbook build -q --only pdf,epub,kindle,html -j 7 -o two content || exit 1
(cd "another/long path/to" && TZ=America/Bogota LC_ALL=C yearbook build -q --only pdf,epub,kindle,html -j 2 -o "$OLDPWD/three" content) || exit 1
sleep 1.1
yearbook build -q --only pdf,epub,kindle,html -o four "$PWD/content" || exit 1
for other in two three four; do
	for name in yearbook.pdf yearbook.epub yearbook-kindle.epub yearbook.html; do
		cmp "one/$name" "$other/$name" || wrong=1
	done
done
SOURCE_DATE_EPOCH=1500000000 yearbook build -q --future -o epoch content || exit 1
cmp -s one/yearbook.pdf epoch/yearbook.pdf && { echo "SOURCE_DATE_EPOCH changes nothing"; wrong=1; }
pdfinfo epoch/yearbook.pdf | grep -q 'CreationDate:.*2017' || { echo "SOURCE_DATE_EPOCH is not the date of the PDF"; wrong=1; }
exit $wrong
