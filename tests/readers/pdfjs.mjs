/* pdfjs.mjs - a tagged PDF in pdf.js: pdfjs.mjs BOOK.pdf TREE [FAULT], where TREE is what `yearbook dump --tags` prints
 *
 * pdf.js gives each page the part of the tree that has content there. Each is a part of the whole: the same roles and the same words in the same order, and
 * together they say all of it. What elements hold is marked on the page, and each link is held by one of them. FAULT is planted, to be found. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packages } from './shelf.mjs'

const say = console.log
console.log = () => {} // pdf.js says that it cannot draw here
const { getDocument } = await import(pathToFileURL(join(packages, 'node_modules/pdfjs-dist/legacy/build/pdf.mjs')))
const [path, tree, fault] = process.argv.slice(2)
let wrong = 0, planted = false
const complain = text => { if (wrong++ < 20) say(text) }
/* Letters and figures, which no reader takes for others; not those that run from right to left, which each reader turns in its own way. */
const plain = text => text.normalize('NFKC').replace(/[^\p{L}\p{N}]|[\u0590-\u08ff]/gu, '')

/* ---- the dump ---- */

function dumpRead(text) {
	const root = { role: 'Root', children: [], text: '' }, open = [root]
	let said = false
	for (const line of text.split('\n').slice(0, -1)) {
		const m = /^( *)(?:(\w+)|"(.*?)("?))/.exec(line), depth = m ? m[1].length / 2 : 0
		if (said || !m || m[2] === undefined && m[3] === undefined) { // a text goes on in this line
			open.at(-1).text += line.replace(/"$/, '')
			said = !line.endsWith('"')
			continue
		}
		open.length = depth + 1
		if (m[2] === undefined) {
			const words = line.slice(m[1].length + 1)
			open.at(-1).text += words.replace(/"$/, '').replaceAll('(picture)', '')
			said = !words.endsWith('"')
			continue
		}
		const own = { role: m[2], children: [], text: '' }
		open.at(-1).children.push(own)
		open.push(own)
	}
	return root
}

const all = function* (node) {
	yield node
	for (const kid of node.children) yield* all(kid)
}

/* ---- a page ---- */

/* The texts of what is marked, by its name. */
function marks(content) {
	const texts = new Map(), open = []
	for (const item of content.items) {
		if (item.type?.startsWith('begin')) {
			open.push(item.id)
			if (item.id) texts.set(item.id, texts.get(item.id) ?? '')
		} else if (item.type === 'endMarkedContent') {
			open.pop()
		} else if (open.at(-1)) {
			texts.set(open.at(-1), texts.get(open.at(-1)) + item.str)
		}
	}
	return texts
}

/* The tree of a page with its words; `held` are the names of what it holds. */
function spoken(node, texts, held, place) {
	const own = { role: node.role, children: [], text: '' }
	for (const kid of node.children) {
		if (kid.role) {
			own.children.push(spoken(kid, texts, held, place))
			continue
		}
		held.push(kid)
		if (kid.type === 'content' && !texts.has(kid.id)) complain(`${place}: ${node.role} holds ${kid.id}, which the page does not have`)
		own.text += texts.get(kid.id) ?? ''
	}
	own.text = plain(own.text)
	return own
}

/* Whether the one is a part of the other: its kids are some of the other's, in their order. Says why not through `why`. */
function within(part, whole, why) {
	if (part.role !== whole.role || !whole.text.includes(part.text)) return false
	let at = 0
	for (const kid of part.children) {
		while (at < whole.children.length && !within(kid, whole.children[at], [])) at++
		if (at++ < whole.children.length) continue
		for (const other of whole.children) if (other.role === kid.role && other.text.includes(kid.text)) within(kid, other, why)
		why.push(`${kid.role} "${kid.text.slice(0, 60)}"`)
		return false
	}
	return true
}

/* ---- faults ---- */

const first = (node, want) => { for (const n of all(node)) if (want(n)) return n }
const faults = {
	role: page => { const n = first(page.tree, n => n.role === 'LI'); if (n) n.role = 'P'; return n },
	order: page => { const n = first(page.tree, n => n.role === 'Sect' && n.children.length > 3); if (n) n.children.reverse(); return n },
	lost: page => { const n = first(page.tree, n => n.role === 'P' && n.text.length > 40); if (n) n.text = ''; return n },
	doubled: page => { const n = first(page.tree, n => n.role === 'P' && n.text.length > 40); if (n) n.text += n.text; return n },
}
const contentFaults = {
	mark: texts => texts.size > 2 && texts.delete([...texts.keys()][1]),
}
const linkFaults = { link: links => links.length > 1 && links.pop() && true }

const book = await getDocument({ data: new Uint8Array(await readFile(path)), verbosity: 0 }).promise
const whole = dumpRead(await readFile(tree, 'utf8')), elements = [...all(whole)].length - 1
for (const node of all(whole)) node.text = plain(node.text)
const info = await book.getMarkInfo()
if (!info?.Marked) complain(`${path}: it does not say that it is tagged`)
let letters = 0, links = 0
for (let i = 1; i <= book.numPages; i++) {
	const page = await book.getPage(i), place = `page ${i}`
	const texts = marks(await page.getTextContent({ includeMarkedContent: true }))
	const annotations = (await page.getAnnotations()).filter(a => a.subtype === 'Link')
	const given = await page.getStructTree(), held = []
	if (!planted && contentFaults[fault]) planted = contentFaults[fault](texts)
	if (!planted && linkFaults[fault]) planted = linkFaults[fault](annotations)
	if (!given) {
		if (texts.size || annotations.length) complain(`${place}: no tree`)
		continue
	}
	const own = { tree: spoken(given, texts, held, place) }
	if (!planted && faults[fault]) planted = faults[fault](own)
	const why = []
	if (!within(own.tree, whole, why)) complain(`${place}: not in the tree: ${why.join(' in ')}`)
	for (const node of all(own.tree)) letters += node.text.length
	const names = held.filter(k => k.type === 'content').map(k => k.id), objects = held.filter(k => k.type === 'object').map(k => k.id)
	if (new Set(names).size !== names.length) complain(`${place}: two elements hold the same content`)
	for (const id of texts.keys()) if (!names.includes(id)) complain(`${place}: no element holds ${id} "${texts.get(id)}"`)
	for (const a of annotations) if (objects.filter(id => id === a.id).length !== 1) complain(`${place}: a link (${a.url ?? a.dest}) is held by ${objects.filter(id => id === a.id).length} elements`)
	for (const id of objects) if (!annotations.some(a => a.id === id)) complain(`${place}: the tree holds ${id}, which is no link of the page`)
	links += annotations.length
}
const want = [...all(whole)].reduce((n, node) => n + node.text.length, 0)
if (letters !== want) complain(`${path}: the pages say ${letters} letters, the tree has ${want}`)
if (fault && !planted) complain(`${fault}: nothing was planted`)
say(`${path}: ${book.numPages} pages, ${elements} elements, ${letters} letters, ${links} links`)
process.exit(wrong ? (fault && !planted ? 2 : 1) : 0)
