/* read.mjs - opens books in real readers and gives them to judges: read.mjs [CHECK,…] BOOK.epub …
 * A check is a reader (epubjs, foliate, vivliostyle) or a judge (epubcheck, epubcheck-ts, ace, calibre); all without the first argument.
 * A BOOK.html is opened as what it is. Says what is wrong and exits with 1, else one line for each book. SHOTS=FOLDER keeps what the readers show. */
import { judges } from './judges.mjs'
import { readHtml } from './html.mjs'
import { Shelf, openBrowser, readBook } from './shelf.mjs'
import { bookWords, paginate, walk } from './walk.mjs'

const all = ['epubjs', 'foliate', 'vivliostyle', ...Object.keys(judges)]
const args = process.argv.slice(2)
const only = /\.(epub|html)$/.test(args[0]) ? all : args.shift().split(',')
let wrong = 0
const complain = text => { wrong++; console.log(text) }
const shots = process.env.SHOTS

const shelf = new Shelf()
await shelf.open()
const browser = await openBrowser()
for (const path of args) {
	if (path.endsWith('.html')) {
		console.log(`${path}: ${JSON.stringify(await readHtml(browser, shelf, path, complain, shots))}`)
		continue
	}
	const book = await readBook(path), number = shelf.add(book), begun = Date.now(), done = {}
	book.words = await bookWords(browser, book.files)
	const judged = only.filter(name => judges[name]).map(async name => {
		const since = Date.now()
		done[name] = await judges[name](book, text => complain(`${book.name}: ${name}: ${text}`), files => bookWords(browser, files)).catch(e => complain(`${book.name}: ${name}: ${e.stack}`))
		if (process.env.TIMES) console.log(`  ${name} ${Date.now() - since} ms`)
	})
	for (const reader of only.filter(name => !judges[name])) {
		const since = Date.now()
		done[reader] = reader === 'vivliostyle' ? await paginate(browser, shelf, number, { complain, shots }) : await walk(browser, shelf, number, reader, { complain, shots })
		if (process.env.TIMES) console.log(`  ${reader} ${Date.now() - since} ms`)
	}
	await Promise.all(judged)
	console.log(`${book.name}: ${JSON.stringify(done).replace(/[{}"]/g, '').replace(/:/g, ' ').replace(/,/g, ', ')} in ${((Date.now() - begun) / 1000).toFixed(1)} s`)
}
await browser.close()
shelf.close()
process.exit(wrong ? 1 : 0)
