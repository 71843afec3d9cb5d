/* plants.mjs - shows that each check can fail: plants.mjs BOOK.epub BOOK.html
 * Faults are planted into a good book, several at a time where they do not hide each other; each must be found by the check that is meant for it. */
import { readFile, writeFile } from 'node:fs/promises'
import { readHtml } from './html.mjs'
import { judges } from './judges.mjs'
import { Shelf, openBrowser, pack, readBook } from './shelf.mjs'
import { bookWords, paginate, walk } from './walk.mjs'

/* Changes a file of the book; a change that changes nothing is a fault of this test. */
function change(files, name, from, to) {
	const before = files.get(name).toString('utf8'), after = before.replace(from, to)
	if (before === after) throw new Error(`${name} has no ${from}`)
	files.set(name, Buffer.from(after))
}
const feria = 'OPS/p-feria.xhtml', taller = 'OPS/p-taller.xhtml', css = 'OPS/style.css', nav = 'OPS/nav.xhtml', opf = 'OPS/package.opf'
const add = (files, text) => files.set(css, Buffer.concat([files.get(css), Buffer.from(text)]))
const readers = ['epubjs', 'foliate']

const plants = [
	{
		by: readers,
		plant(files) {
			change(files, nav, 'p-feria.xhtml#la-noche', 'p-feria.xhtml#la-nada')
			change(files, nav, '>Las placas<', '>Las sillas<')
			change(files, feria, 'href="#note.2"', 'href="#note.9"')
			change(files, taller, /<p class="note-number">.*?<\/p>/s, '')
			change(files, taller, 'href="p-feria.xhtml"', 'href="p-feria.xhtml#nada"')
			files.set('OPS/images/p0001.jpg', files.get('OPS/images/p0001.jpg').subarray(0, 100))
			change(files, feria, 'role="doc-pagebreak"', 'role="none"')
			add(files, 'p.kicker { color: #bbb } section.post > p { color: #010101 } blockquote { display: none }')
		},
		found: [/"La noche" leads to .*#la-nada, which is not there/, /"Las sillas" leads to other words: "Las placas"/, /the note note\.9 (does not open|says)/,
			/the note note\.1 has no way back/, /a link to p-feria\.xhtml#nada .* leads to no place/, /the picture "Una mesa.*" does not load/,
			/\(light p\.kicker .* has a contrast of 1\./, /\(dark p\. in section\.post.* has a contrast of 1\./, /sepia: the text does not take the reader's colour/,
			/p-feria\.xhtml: it shows \d+ of \d+ words/, /leads to no mark of a printed page/],
	},
	{
		by: readers,
		plant(files) { change(files, opf, '<itemref idref="post2"/>', '') },
		found: [/p-taller\.xhtml/],
	},
	{
		by: ['foliate'],
		plant(files) {
			change(files, feria, / role="doc-footnote"/g, '')
			change(files, feria, /epub:type="footnote"/g, 'epub:type="rearnote"')
		},
		found: [/p-feria\.xhtml: the note note\.1 says "\(of type endnote\)/],
	},
	{
		by: ['vivliostyle'],
		plant(files) { files.delete('OPS/images/p0002.png') },
		found: [/it finds no .*p0002\.png/],
	},
	{
		by: ['vivliostyle'],
		plant(files) { add(files, 'blockquote, table { display: none }') },
		found: [/it shows \d+ of \d+ words/],
	},
	{
		by: ['epubcheck-ts'],
		plant(files) {
			change(files, feria, 'id="la-noche"', 'id="call.1"')
			change(files, opf, /<meta property="dcterms:modified">.*?<\/meta>/, '')
			change(files, taller, 'p-feria.xhtml', 'p-nada.xhtml')
			files.set('OPS/extra.css', Buffer.from('p { color: red }'))
		},
		found: [/call\.1/, /dcterms:modified/, /p-nada\.xhtml/, /la-noche/],
	},
	{
		by: ['epubcheck'],
		plant(files) { change(files, feria, 'id="la-noche"', 'id="call.1"') },
		found: [/ERROR\(RSC-005\).*p-feria\.xhtml.*call\.1/],
	},
	{
		by: ['ace'],
		plant(files) {
			change(files, feria, ' alt="Una mesa larga con doce sillas"', '')
			change(files, taller, /<h2 id="el-cierre">(.*?)<\/h2>/, '<h4 id="el-cierre">$1</h4>')
			change(files, opf, /<meta property="schema:accessibilityFeature">.*?<\/meta>\n/g, '')
			add(files, 'p.kicker { color: #bbb }')
		},
		found: [/image-alt/, /heading-order/, /metadata-accessibilityfeature/, /color-contrast/],
	},
	{
		by: ['html'],
		html: text => text.replace(/src="data:image\/[^"]*"/, 'src="https://example.org/a.jpg"').replace('<section class="notes"', '<section hidden="" class="notes"')
			.replace(/href="#[^"]*note/, 'href="#nada-note').replace('</style>', 'p.kicker { color: #bbb } @media print { blockquote, table, h2 { display: none } }</style>'),
		found: [/it asks the network for https:\/\/example\.org/, /does not load/, /a link to #nada-note/, /\(light .*kicker.* has a contrast/, /print: it shows/],
	},
]

const [epub, html] = process.argv.slice(2)
const shelf = new Shelf()
await shelf.open()
const browser = await openBrowser()
const good = await readBook(epub)
const words = good.words = await bookWords(browser, good.files)

/* What a check says of a book. */
async function ask(check, book, number, path) {
	const said = [], complain = text => said.push(text)
	let done
	if (check === 'html') done = await readHtml(browser, shelf, path, complain)
	else if (check === 'vivliostyle') done = await paginate(browser, shelf, number, { complain })
	else if (readers.includes(check)) done = await walk(browser, shelf, number, check, { complain })
	else done = await judges[check](book, complain, files => bookWords(browser, files)).catch(e => complain(e.message))
	return { said, absent: done === undefined && !said.length }
}

let wrong = 0, found = 0
const complain = text => { wrong++; console.log(text) }
for (const check of [...readers, 'vivliostyle', 'epubcheck-ts', 'html']) {
	const { said } = await ask(check, good, shelf.add(good), html)
	for (const text of said) complain(`the good book: ${text}`)
}
for (const [i, { by, plant, html: spoil, found: expected }] of plants.entries()) {
	const files = new Map(good.files), path = `planted-${i}.html`
	let book = { name: `plant ${i}`, words }
	if (spoil) await writeFile(path, spoil(await readFile(html, 'utf8')))
	else {
		plant(files)
		book = { ...book, files, bytes: await pack(files) }
	}
	for (const check of by) {
		const { said, absent } = await ask(check, book, shelf.add(book), path)
		if (absent) { console.log(`${check} is not there`); continue }
		for (const text of expected) {
			if (said.some(line => text.test(line))) found++
			else complain(`plant ${i}: ${check} does not say ${text}, but:\n  ${said.join('\n  ')}`)
		}
	}
}
await browser.close()
shelf.close()
console.log(`${found} planted faults were found`)
process.exit(wrong ? 1 : 0)
