/* shelf.mjs - what the readers are given: the packages, the books as archives and as files, over HTTP on this machine; one browser */
import { createServer } from 'node:http'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
export const packages = process.env.READERS || join(here, '../../build/readers')
export const need = createRequire(join(packages, 'package.json'))
const media = {
	'.css': 'text/css', '.html': 'text/html', '.jpg': 'image/jpeg', '.js': 'text/javascript', '.mjs': 'text/javascript', '.ncx': 'application/x-dtbncx+xml',
	'.opf': 'application/oebps-package+xml', '.png': 'image/png', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.otf': 'font/otf',
	'.xhtml': 'application/xhtml+xml', '.xml': 'application/xml',
}

/* The book's files: name -> bytes. */
export async function unpack(bytes) {
	const zip = await need('jszip').loadAsync(bytes)
	const files = new Map()
	for (const [name, entry] of Object.entries(zip.files)) {
		if (!entry.dir) files.set(name, Buffer.from(await entry.async('uint8array')))
	}
	return files
}

/* An archive of these files, as the container's rules want it. */
export async function pack(files) {
	const zip = new (need('jszip'))()
	for (const [name, bytes] of files) zip.file(name, bytes, { compression: name === 'mimetype' ? 'STORE' : 'DEFLATE', createFolders: false })
	return zip.generateAsync({ type: 'nodebuffer' })
}

export async function readBook(path) {
	const bytes = await readFile(path)
	return { name: basename(dirname(path)) + '/' + basename(path), path, bytes, files: await unpack(bytes) }
}

/* Serves the packages under /m/, the pages of this folder under /t/, the books by their number: /e/0.epub, /b/0/OPS/nav.xhtml. */
export class Shelf {
	books = []

	async open() {
		this.server = createServer((request, response) => this.answer(request, response))
		await new Promise(ready => this.server.listen(0, '127.0.0.1', ready))
		this.address = `http://127.0.0.1:${this.server.address().port}`
	}

	add(book) {
		return this.books.push(book) - 1
	}

	async find(path) {
		const [, where, ...rest] = path.split('/')
		const name = normalize(rest.join('/'))
		if (name.startsWith('..')) return null
		if (where === 'm') return readFile(join(packages, 'node_modules', name))
		if (where === 't') return readFile(join(here, name))
		if (where === 'e') return this.books[parseInt(name)].bytes
		if (where === 'b') return this.books[parseInt(name)].files.get(name.slice(name.indexOf('/') + 1)) ?? null
		return null
	}

	async answer(request, response) {
		const path = decodeURIComponent(new URL(request.url, this.address).pathname)
		const bytes = await this.find(path).catch(() => null)
		if (bytes) response.setHeader('Content-Type', media[extname(path)] ?? 'application/octet-stream')
		response.statusCode = bytes ? 200 : 404
		response.end(bytes ?? '')
	}

	close() {
		this.server.close()
	}
}

export function browserPath() {
	return [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(path => path && existsSync(path))
}

export async function openBrowser() {
	const { default: puppeteer } = await import(need.resolve('puppeteer-core'))
	return (puppeteer.launch ? puppeteer : puppeteer.default).launch({
		executablePath: browserPath(),
		args: ['--no-sandbox', '--disable-setuid-sandbox', '--disable-dev-shm-usage', '--lang=en'],
		headless: true,
		timeout: 60000,
		protocolTimeout: 240000,
	})
}
