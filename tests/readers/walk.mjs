/* walk.mjs - walks a book through the readers: epub.js and foliate-js on a phone, Vivliostyle page by page */

/* The words of a text, in lower case. */
export const wordsOf = text => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/* The name of its package document. */
export const opfOf = files => files.get('META-INF/container.xml').toString('utf8').match(/full-path="([^"]+)"/)[1]

/* The words of all documents that are read in order, as a browser has them. */
export async function bookWords(browser, files) {
	const name = opfOf(files), folder = name.replace(/[^/]*$/, '')
	const documents = [...files].filter(([path]) => /html$/.test(path)).map(([path, bytes]) => [path.slice(folder.length), bytes.toString('utf8')])
	const page = await browser.newPage()
	const text = await page.evaluate((package_, files) => {
		const parser = new DOMParser(), opf = parser.parseFromString(package_, 'application/xml')
		const hrefs = [...opf.querySelectorAll('spine > itemref:not([linear=no])')].map(r => opf.getElementById(r.getAttribute('idref')).getAttribute('href'))
		return hrefs.map(href => {
			const body = parser.parseFromString(files[decodeURIComponent(href)] ?? '', 'application/xhtml+xml').body
			body?.querySelectorAll('[hidden], svg').forEach(e => e.remove())
			body?.querySelectorAll('p, li, td, th, dt, dd, div, pre, br, h1, h2, h3, h4, h5, h6, caption, figcaption').forEach(e => { e.before(' '); e.after(' ') })
			return body?.textContent ?? ''
		}).join('\n')
	}, files.get(name).toString('utf8'), Object.fromEntries(documents))
	await page.close()
	return wordsOf(text)
}

/* What the source of each document promises: pictures, words, notes. */
export function factsOf(book) {
	const documents = {}
	let paged = 0
	for (const [name, bytes] of book.files) {
		if (!name.endsWith('.xhtml')) continue
		const text = bytes.toString('utf8')
		const body = text.slice(text.indexOf('<body'))
		documents[name.replace(/^.*\//, '')] = { images: (body.match(/<img\b/g) ?? []).length, text }
		if (/epub:type="[^"]*\bpage-list\b/.test(text)) {
			const [list] = text.match(/<nav[^>]*page-list.*?<\/nav>/s) ?? ['']
			paged = (list.match(/<a\b/g) ?? []).length
		}
	}
	return { expected: documents, paged }
}

/* The words of the documents and of their notes as a browser has them. */
async function readFacts(page, facts) {
	return page.evaluate(given => {
		const parser = new DOMParser()
		for (const facts of Object.values(given)) {
			const { body } = parser.parseFromString(facts.text, 'text/html')
			body.querySelectorAll('[hidden], svg').forEach(e => e.remove())
			facts.words = body.textContent.split(/\s+/).filter(Boolean).length
			facts.notes = Object.fromEntries([...body.querySelectorAll('aside[role=doc-footnote], aside.note')].map(e => [e.id, e.textContent]))
			delete facts.text
		}
		return given
	}, facts.expected)
}

/* complain(text) for all that is wrong with the book in a reader. steps: names of checks, all by default. */
export async function walk(browser, shelf, number, reader, { complain, steps, shots }) {
	const book = shelf.books[number]
	const page = await browser.newPage()
	await page.setViewport({ width: 400, height: 760, deviceScaleFactor: 1 })
	const say = text => complain(`${book.name}: ${reader}: ${text}`)
	page.on('pageerror', e => say(`error: ${e.message ?? e}`))
	page.on('requestfailed', r => r.url().startsWith('http') && !r.url().startsWith(shelf.address) && say(`it asks the network for ${r.url()}`))
	const result = {}
	try {
		await page.exposeFunction('emulate', scheme =>
			page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme === 'dark' ? 'dark' : 'light' }]))
		await page.goto(`${shelf.address}/t/reader.html?${reader}`)
		await page.waitForFunction('window.ready', { timeout: 20000 })
		const facts = factsOf(book)
		facts.expected = await readFacts(page, facts)
		await page.evaluate(address => openBook(address), `/e/${number}.epub`)
		for (const name of ['contents', 'documents', 'links', 'pages']) {
			if (steps && !steps.includes(name) && name !== 'documents') continue
			const { done, complaints } = await page.evaluate((n, f) => check(n, f), name, { ...facts, steps, most: 4 })
			complaints.forEach(say)
			Object.assign(result, name === 'documents' ? done : { [name]: done })
			if (shots) await page.screenshot({ path: `${shots}/${number}-${reader}-${name}.png` })
		}
	} catch (e) {
		say(`it does not open: ${e.message}`)
	}
	await page.close()
	return result
}

/* All pages of the book, made by Vivliostyle. */
export async function paginate(browser, shelf, number, { complain, shots }) {
	const book = shelf.books[number]
	const page = await browser.newPage()
	await page.setViewport({ width: 700, height: 1000 })
	const say = text => complain(`${book.name}: vivliostyle: ${text}`)
	page.on('pageerror', e => say(`error: ${e.message ?? e}`))
	page.on('console', m => m.type() === 'error' && !m.text().startsWith('Failed to load resource') && say(`console: ${m.text()}`))
	page.on('response', r => r.status() >= 400 && !/encryption\.xml$/.test(r.url()) && say(`it finds no ${r.url().slice(shelf.address.length)}`))
	let pages = 0, words = 0
	try {
		await page.goto(`${shelf.address}/m/@vivliostyle/viewer/lib/index.html#src=/b/${number}/${opfOf(book.files)}&bookMode=true&renderAllPages=true&spread=false`)
		await page.waitForSelector('[data-vivliostyle-viewer-status=complete]', { timeout: 200000 })
		pages = await page.evaluate(() => document.querySelectorAll('[data-vivliostyle-page-container]').length)
		const posts = [...book.files.keys()].filter(name => /\.xhtml$/.test(name) && !name.endsWith('nav.xhtml')).length
		words = wordsOf(await page.evaluate(() => [...document.querySelectorAll('[data-vivliostyle-page-container]')].map(e => e.textContent).join(' '))).length
		if (words < book.words.length * 0.97) say(`it shows ${words} of ${book.words.length} words`)
		if (pages < posts) say(`it makes ${pages} pages of ${posts} documents`)
		if (shots) await page.screenshot({ path: `${shots}/${number}-vivliostyle.png` })
	} catch (e) {
		say(`it does not render: ${e.message}`)
	}
	await page.close()
	return { pages, words }
}
