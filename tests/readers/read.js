/* read.js - what a reader must be able to do with a book, whichever reader it is (in the browser) */
export const squeeze = text => (text ?? '').replace(/[\u00ad\u200b\u2060]/g, '').replace(/\s+/g, ' ').trim()

export async function waitFor(condition, most) {
	const end = performance.now() + most
	while (!condition()) {
		if (performance.now() > end) return false
		await new Promise(done => setTimeout(done, 10))
	}
	return true
}

const file = href => href.split('#')[0].replace(/^.*\//, '')
const isReference = a => a.getAttribute('role') === 'doc-noteref' || a.parentElement.matches('sup.noteref')

/* Whether the beginning of an element lies on the page that is turned up. */
function isTurnedUp(element, frame, area) {
	const range = element.ownerDocument.createRange()
	range.selectNodeContents(element)
	const rect = [...range.getClientRects()].find(r => r.width && r.height) ?? element.getBoundingClientRect()
	const inside = frame.getBoundingClientRect(), page = area.getBoundingClientRect()
	const x = inside.left + rect.left, y = inside.top + rect.top
	return x >= page.left - 2 && x < page.right && y >= page.top - 2 && y < page.bottom
}

/* Goes to an element; when it is not on the page that is turned up then (its pictures were still loading), once more. */
async function turnUp(reader, href, element, frame, area) {
	if (isTurnedUp(element, frame, area)) return true
	await waitFor(() => [...element.ownerDocument.images].every(i => i.complete), 5000)
	const again = await reader.go(href)
	return isTurnedUp(again.doc.getElementById(element.id), again.frame, area)
}

/* Every entry of the contents leads to its heading, and that page is turned up. */
async function contents(reader, { area, report }) {
	if (!reader.contents.length) report('there are no contents')
	for (const { label, href } of reader.contents) {
		const { doc, frame, href: shown } = await reader.go(href)
		if (file(shown) !== file(href)) { report(`"${label}" leads to ${shown} instead of ${href}`); continue }
		const id = href.split('#')[1]
		const target = id ? doc.getElementById(decodeURIComponent(id)) : doc.body
		if (!target) { report(`"${label}" leads to ${href}, which is not there`); continue }
		if (!squeeze(target.textContent).includes(label) && (id || squeeze(doc.title) !== label)) report(`"${label}" leads to other words: "${squeeze(target.textContent).slice(0, 60)}"`)
		if (id && !await turnUp(reader, href, target, frame, area)) report(`"${label}": its heading is not on the page that is turned up`)
	}
	return reader.contents.length
}

/* A document shows its words and as many loaded pictures as its source has. */
async function pictures(reader, { name, doc, facts, report }) {
	const all = [...doc.querySelectorAll('img')]
	await waitFor(() => all.every(i => i.complete), 5000)
	const bad = all.filter(i => !i.naturalWidth)
	for (const i of bad) report(`${name}: the picture "${i.getAttribute('alt')}" does not load`)
	if (all.length !== facts.images) report(`${name}: it shows ${all.length} of ${facts.images} pictures`)
	const seen = squeeze(doc.body.innerText).split(' ').length
	if (seen < facts.words * 0.97) report(`${name}: it shows ${seen} of ${facts.words} words`)
	return all.length - bad.length
}

/* Links into other documents, at most some, arrive there. */
async function links(reader, { report, most }) {
	let followed = 0
	for (const href of reader.sections) {
		if (followed >= most) break
		const { doc } = await reader.go(href)
		const a = [...doc.querySelectorAll('section.post p a[href], section.post li a[href]')].find(l => /^[^:#]+\.xhtml(#|$)/.test(l.getAttribute('href')))
		if (!a) continue
		const to = a.getAttribute('href')
		const { doc: there, href: shown } = await reader.click(a)
		if (file(shown) !== file(to)) report(`a link to ${to} in ${file(href)} leads to ${file(shown)}`)
		const id = to.split('#')[1]
		if (id && !there.getElementById(decodeURIComponent(id))) report(`a link to ${to} in ${file(href)} leads to no place`)
		followed++
	}
	return followed
}

/* A document's first notes say their words, and only those; the way back is there. */
async function notes(reader, { name, doc, facts, report }) {
	if (!Object.keys(facts.notes).length) return 0
	const calls = [...doc.querySelectorAll('a')].filter(isReference)
	if (!calls.length) report(`${name}: it has notes and no calls`)
	let said = 0
	for (const a of calls.slice(0, 2)) {
		const id = decodeURIComponent(a.getAttribute('href').split('#')[1])
		const whole = squeeze(facts.notes[id])
		if (!doc.getElementById(id)?.querySelector('a[role=doc-backlink]')) report(`${name}: the note ${id} has no way back`)
		const text = await reader.note(a)
		if (text === null) report(`${name}: the note ${id} does not open`)
		else if (text !== whole) report(`${name}: the note ${id} says "${text.slice(0, 80)}" instead of "${whole.slice(0, 80)}"`)
		else said++
	}
	return said
}

/* Printed pages: each has its place; some are turned up. */
async function pages(reader, { report, area, paged }) {
	if (paged !== reader.pages.length) report(`the list has ${reader.pages.length} of ${paged} printed pages`)
	const some = reader.pages.filter((p, i) => i % Math.max(1, reader.pages.length >> 3) === 0)
	for (const { label, href } of some) {
		const { doc, frame } = await reader.go(href)
		const id = href.split('#')[1]
		const mark = id && doc.getElementById(decodeURIComponent(id))
		if (id && !mark) { report(`page ${label} leads to ${href}, which is not there`); continue }
		if (mark && mark.getAttribute('role') !== 'doc-pagebreak') report(`page ${label} leads to no mark of a printed page`)
		if (mark && !await turnUp(reader, href, mark, frame, area)) report(`page ${label} is not turned up`)
	}
	return some.length
}

function luminance([r, g, b]) {
	const part = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
	return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
}

const rgba = css => {
	const [r, g, b, a = 1] = css.match(/[\d.]+/g).map(Number)
	return [r, g, b, a]
}
const over = ([r, g, b, a], ground) => [r, g, b].map((c, i) => c * a + ground[i] * (1 - a))

/* The ground that is painted behind an element. */
function groundOf(element, paper) {
	const layers = []
	for (let e = element; e; e = e.parentElement) layers.push(rgba(e.ownerDocument.defaultView.getComputedStyle(e).backgroundColor))
	return layers.reduceRight((ground, layer) => over(layer, ground), paper)
}

/* The words of a document that do not stand out from their ground: (kind, words, contrast). Each kind once. */
export function* faint(doc, scheme, paper, seen) {
	const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT)
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const element = node.parentElement, above = element.parentElement
		const kind = `${scheme} ${element.localName}.${element.className} in ${above.localName}.${above.className}`
		if (!node.data.trim() || seen.has(kind)) continue
		const style = doc.defaultView.getComputedStyle(element)
		if (style.display === 'none') continue
		seen.add(kind)
		const ground = groundOf(element, rgba(paper)), text = over(rgba(style.color), ground)
		const [light, dark] = [luminance(ground), luminance(text)].sort((a, b) => b - a)
		const ratio = (light + 0.05) / (dark + 0.05)
		if (ratio < 4.5) yield { kind, words: squeeze(node.data).slice(0, 30), ratio: ratio.toFixed(2) }
	}
}

const schemes = { light: ['rgb(0, 0, 0)', 'rgb(255, 255, 255)'], dark: ['rgb(221, 221, 221)', 'rgb(17, 17, 17)'], sepia: ['rgb(74, 56, 40)', 'rgb(244, 236, 216)'] }

/* The words of a document stand out from their ground, in the reader's own colours; its text takes them. */
async function colours(reader, { name, doc, report, seen }) {
	for (const [scheme, [ink, paper]] of Object.entries(schemes)) {
		await emulate(scheme)
		reader.theme(ink, paper)
		for (const { kind, words, ratio } of faint(doc, scheme, paper, seen)) report(`${name}: "${words}" (${kind}) has a contrast of ${ratio}`)
		const text = doc.querySelector('section.post > p')
		if (text && doc.defaultView.getComputedStyle(text).color !== ink) report(`${name}: ${scheme}: the text does not take the reader's colour`)
	}
	await emulate('light')
	reader.theme(...schemes.light)
	return seen.size
}

/* One after the other, all documents: words, pictures, notes, colours. */
async function documents(reader, { expected, report, steps }) {
	const done = {}, seen = new Set()
	for (const href of reader.sections) {
		const { doc } = await reader.go(href)
		const given = { name: file(href), doc, facts: expected[file(href)] ?? { images: 0, words: 0, notes: {} }, report, seen }
		for (const [step, look] of Object.entries({ pictures, colours, notes })) {
			if (!steps || steps.includes(step)) done[step] = (step === 'colours' ? 0 : done[step] ?? 0) + await look(reader, given)
		}
	}
	return done
}

export const checks = { contents, documents, links, pages }
