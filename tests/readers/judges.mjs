/* judges.mjs - what others say of a book: EPUBCheck, epubcheck-ts, Ace, calibre */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { browserPath, need, unpack } from './shelf.mjs'

const jar = '/usr/share/java/epubcheck.jar'

/* A program's status and what it says. */
function run(program, args, options) {
	return new Promise(done => execFile(program, args, { maxBuffer: 1 << 26, timeout: 240000, ...options }, (error, out, err) =>
		done({ status: error ? error.code ?? error.signal ?? 1 : 0, said: out + err })))
}

async function inFolder(work) {
	const folder = await mkdtemp(join(tmpdir(), 'readers-'))
	return work(folder).finally(() => rm(folder, { recursive: true, force: true }))
}

/* Each judge: (book, complain, words of files) -> what it counted. undefined: it is not there. */

async function epubcheck(book, complain) {
	if (!existsSync(jar)) return undefined
	return inFolder(async folder => {
		await writeFile(join(folder, 'book.epub'), book.bytes)
		const { said } = await run('java', ['-jar', jar, 'book.epub'], { cwd: folder })
		const lines = said.split('\n').filter(line => /^(FATAL|ERROR|WARNING)/.test(line))
		lines.slice(0, 5).forEach(complain)
		if (!lines.length && !/no errors or warnings/i.test(said)) complain(`it did not finish: ${said.slice(-300)}`)
		return lines.length
	})
}

async function epubcheckTs(book, complain) {
	const { EpubCheck } = need('@likecoin/epubcheck-ts')
	const { messages } = await EpubCheck.validate(new Uint8Array(book.bytes))
	const bad = messages.filter(m => ['fatal', 'error', 'warning'].includes(String(m.severity).toLowerCase()))
	for (const m of bad.slice(0, 12)) complain(`${m.severity} ${m.id}: ${m.message} (${m.location?.path ?? ''}:${m.location?.line ?? ''})`)
	return bad.length
}

let ace
function aceOpen() {
	process.env.PUPPETEER_EXECUTABLE_PATH = browserPath()
	const winston = need('winston')
	winston.add(new winston.transports.Console({ silent: true }))
	ace = { check: need('@daisy/ace-core'), runner: need('@daisy/ace-axe-runner-puppeteer') }
}

async function daisyAce(book, complain) {
	if (!ace) aceOpen()
	return inFolder(async folder => {
		const path = join(folder, 'book.epub')
		await writeFile(path, book.bytes)
		const [, report] = await ace.check(path, { cwd: folder, tmpdir: join(folder, 'tmp'), outdir: join(folder, 'out'), silent: true, jobId: '' }, ace.runner)
		const { assertions } = JSON.parse(await readFile(join(folder, 'out', 'report.json'), 'utf8'))
		let bad = 0
		for (const of of assertions) {
			for (const { 'earl:test': test, 'earl:result': result } of of.assertions) {
				if (bad++ < 8) complain(`${test['dct:title']} (${test['earl:impact']}) in ${of['earl:testSubject'].url}: ${(result.html ?? result['dct:description']).slice(0, 160)}`)
			}
		}
		return report ? bad : undefined
	})
}

/* calibre makes a Kindle's book of it; no word is missing there. */
async function calibre(book, complain, wordsOf) {
	if (!existsSync('/usr/bin/ebook-convert')) return undefined
	return inFolder(async folder => {
		const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder, QTWEBENGINE_CHROMIUM_FLAGS: '--no-sandbox', QT_QPA_PLATFORM: 'offscreen' }
		await writeFile(join(folder, 'book.epub'), book.bytes)
		for (const [from, to] of [['book.epub', 'book.azw3'], ['book.azw3', 'again.epub']]) {
			const { status, said } = await run('ebook-convert', [from, to], { cwd: folder, env })
			if (status !== 0 || !existsSync(join(folder, to))) { complain(`${from} becomes no ${to}: ${said.slice(-300)}`); return 0 }
		}
		const kept = new Map()
		for (const word of await wordsOf(await unpack(await readFile(join(folder, 'again.epub'))))) kept.set(word, (kept.get(word) ?? 0) + 1)
		const lost = []
		for (const word of book.words) {
			const n = kept.get(word) ?? 0
			if (n > 0) kept.set(word, n - 1)
			else lost.push(word)
		}
		if (lost.length) complain(`${lost.length} of ${book.words.length} words are lost: ${lost.slice(0, 12).join(' ')}`)
		return book.words.length
	})
}

export const judges = { epubcheck, 'epubcheck-ts': epubcheckTs, ace: daisyAce, calibre }
