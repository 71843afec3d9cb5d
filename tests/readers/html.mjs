/* html.mjs - the book as one HTML file in a browser: nothing is fetched, links arrive, pictures load, light, dark and on paper */
import { readFile } from 'node:fs/promises'

/* The facts of the page that is open, as complaints (in the browser). */
async function lookAt(scheme) {
	const { faint, squeeze } = await import('/t/read.js')
	const complaints = []
	const images = [...document.querySelectorAll('img')]
	for (const i of images) i.loading = 'eager'
	await Promise.all(images.map(i => i.decode().catch(() => null)))
	for (const i of images) if (!i.naturalWidth) complaints.push(`the picture "${i.alt}" does not load`)
	const links = [...document.querySelectorAll('a[href^="#"]')]
	for (const a of links) if (!document.getElementById(decodeURIComponent(a.getAttribute('href').slice(1)))) complaints.push(`a link to ${a.getAttribute('href')} leads to no place`)
	const ids = new Set()
	for (const { id } of document.querySelectorAll('[id]')) {
		if (ids.has(id)) complaints.push(`two elements are called ${id}`)
		ids.add(id)
	}
	const entries = document.querySelectorAll('nav[role=doc-toc] a').length
	if (!entries) complaints.push('there are no contents')
	const paper = getComputedStyle(document.documentElement).backgroundColor, named = !/, 0\)$/.test(paper)
	for (const { kind, words, ratio } of faint(document, scheme, named ? paper : scheme === 'dark' ? 'rgb(18, 18, 18)' : 'rgb(255, 255, 255)', new Set())) {
		complaints.push(`"${words}" (${kind}) has a contrast of ${ratio}`)
	}
	if (scheme !== 'print' && document.documentElement.scrollWidth > innerWidth + 1) complaints.push(`${scheme}: the page is wider than a phone: ${document.documentElement.scrollWidth} pixels`)
	return { complaints, done: { contents: entries, pictures: images.length, links: links.length }, words: squeeze(document.body.innerText).split(' ').length }
}

export async function readHtml(browser, shelf, path, complain, shots) {
	const number = shelf.add({ name: path, bytes: await readFile(path), files: new Map() })
	const page = await browser.newPage(), address = `${shelf.address}/e/${number}.html`
	const say = text => complain(`${path}: html: ${text}`)
	await page.setViewport({ width: 400, height: 760 })
	/* Its own rule lets nothing be fetched; without it, it must not try. */
	await page.setBypassCSP(true)
	let given = false
	page.on('pageerror', e => say(`error: ${e.message ?? e}`))
	page.on('request', r => given && !r.url().startsWith('data:') && !r.url().startsWith(shelf.address + '/t/') && say(`it asks the network for ${r.url()}`))
	page.on('response', r => { given ||= r.url() === address })
	let result = {}
	for (const scheme of ['light', 'dark', 'print']) {
		/* Each of these takes back the other. */
		if (scheme === 'print') await page.emulateMediaType('print')
		else await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
		if (scheme === 'light') await page.goto(address, { waitUntil: 'load' })
		const { complaints, done, words } = await page.evaluate(lookAt, scheme)
		complaints.forEach(say)
		if (scheme === 'light') result = { ...done, words }
		else if (words < result.words * 0.97) say(`${scheme}: it shows ${words} of ${result.words} words`)
		if (shots) await page.screenshot({ path: `${shots}/html-${number}-${scheme}.png` })
	}
	await page.close()
	return result
}
