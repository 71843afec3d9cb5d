/* epubjs.js - epub.js as a reader that read.js can check (in the browser) */
import { squeeze, waitFor } from './read.js'

export class Reader {
	async open(address, area) {
		this.book = ePub(await (await fetch(address)).arrayBuffer())
		this.rendition = this.book.renderTo(area, { width: '100%', height: '100%', flow: 'paginated', spread: 'none' })
		await this.book.ready
		await this.rendition.display()
		const list = items => items.flatMap(i => [{ label: squeeze(i.label), href: i.href }, ...list(i.subitems ?? [])])
		this.contents = list(this.book.navigation.toc)
		this.pages = (this.book.pageList?.pageList ?? []).map(p => ({ label: String(p.page), href: p.href }))
		this.sections = this.book.spine.spineItems.filter(s => s.linear).map(s => s.href)
	}

	/* The document that is shown, and the frame that shows it. */
	shown() {
		const view = this.rendition.getContents()[0]
		return { doc: view.document, frame: view.document.defaultView.frameElement, href: this.book.spine.get(view.sectionIndex).href }
	}

	async go(href) {
		await this.rendition.display(href)
		await new Promise(done => setTimeout(done, 20))
		return this.shown()
	}

	/* Clicks a link and says what is shown after it. */
	async click(a) {
		const before = this.shown()
		a.click()
		await waitFor(() => this.rendition.getContents().length && this.shown().doc !== before.doc, 3000)
		return this.shown()
	}

	/* What a note says: this reader goes to the place. */
	async note(a) {
		const { doc } = this.shown()
		const target = doc.getElementById(a.getAttribute('href').split('#')[1])
		return target && squeeze(target.textContent)
	}

	theme(ink, paper) {
		this.rendition.themes.override('color', ink, true)
		this.rendition.themes.override('background-color', paper, true)
	}
}
