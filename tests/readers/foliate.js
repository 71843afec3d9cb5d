/* foliate.js - foliate-js as a reader that read.js can check (in the browser) */
import '/m/foliate-js/view.js'
import { FootnoteHandler } from '/m/foliate-js/footnotes.js'
import { squeeze, waitFor } from './read.js'

export class Reader {
	async open(address, area) {
		this.view = document.createElement('foliate-view')
		this.notes = new FootnoteHandler()
		this.notes.addEventListener('before-render', e => {
			area.append(e.detail.view)
			e.detail.view.style.height = '0'
		})
		this.notes.addEventListener('render', e => { this.popped = e.detail })
		this.view.addEventListener('link', e => this.notes.handle(this.view.book, e))
		area.append(this.view)
		const bytes = await (await fetch(address)).blob()
		await this.view.open(new File([bytes], 'book.epub'))
		await this.view.init({ showTextStart: true })
		const list = items => (items ?? []).flatMap(i => [{ label: squeeze(i.label), href: i.href }, ...list(i.subitems)])
		this.contents = list(this.view.book.toc)
		this.pages = list(this.view.book.pageList)
		this.sections = this.view.book.sections.filter(s => s.linear !== 'no').map(s => s.id)
		this.landmarks = this.view.book.landmarks ?? []
	}

	shown() {
		const { doc, index } = this.view.renderer.getContents()[0]
		return { doc, frame: doc.defaultView.frameElement, href: this.view.book.sections[index].id }
	}

	async go(href) {
		if (!await this.view.goTo(href)) throw new Error(`it cannot go to ${href}`)
		return this.shown()
	}

	async click(a) {
		const before = this.shown().doc
		let arrived = false
		const relocated = () => { arrived = this.shown().doc !== before }
		this.view.addEventListener('relocate', relocated)
		a.click()
		await waitFor(() => arrived, 5000)
		this.view.removeEventListener('relocate', relocated)
		return this.shown()
	}

	/* What the reader pops up over the page. */
	async note(a) {
		this.popped = null
		a.click()
		await waitFor(() => this.popped, 3000)
		if (!this.popped) return null
		const { doc } = this.popped.view.renderer.getContents()[0] ?? {}
		const text = squeeze((doc ?? this.popped.target.ownerDocument).body.textContent)
		this.popped.view.remove()
		return this.popped.type === 'footnote' ? text : `(of type ${this.popped.type}) ${text}`
	}

	theme(ink, paper) {
		this.view.renderer.setStyles(`html { color: ${ink}; background: ${paper} }`)
	}
}
