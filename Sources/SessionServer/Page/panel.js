// One tab's panes and the borders between them.

import { element } from './element.js';
import { arrange } from './layout.js';
import { Splitter } from './splitter.js';

/** What a tab shows. */
export class Panel {
    #root = null;
    #dragged = new Map();
    #splitters = new Map();
    #paneFor;
    #settled;

    /**
     * @param {string} tab the tab's id
     * @param {(terminal: string) => Pane} paneFor
     * @param {(split: string, weights: number[]) => Promise<unknown>} settled tells the server
     */
    constructor(tab, paneFor, settled) {
        this.#paneFor = paneFor;
        this.#settled = settled;
        this.element = element('div', {
            class: 'panel', role: 'tabpanel', id: `panel-${tab}`, 'aria-labelledby': `tab-${tab}`, hidden: true,
        });
    }

    /** The panes it shows, in reading order, each with its rectangle. */
    get panes() {
        return arrange(this.#root, this.#dragged).panes;
    }

    /** Shows a tree of the workspace document. */
    show(root) {
        this.#root = root;
        this.#place();
    }

    #place() {
        const { panes, splitters } = arrange(this.#root, this.#dragged);
        this.element.classList.toggle('is-split', panes.length > 1);
        panes.forEach(({ pane, terminal, area }, order) => {
            const shown = this.#paneFor(terminal);
            shown.element.dataset.pane = pane;
            shown.pane = pane;
            for (const [side, value] of Object.entries(area)) shown.element.style.setProperty(`--${side}`, `${value}%`);
            shown.element.style.setProperty('--order', order);
            if (shown.element.parentElement !== this.element) this.element.append(shown.element);
        });
        this.#placeSplitters(splitters);
    }

    #placeSplitters(places) {
        const names = new Set();
        for (const place of places) {
            const name = `${place.split}/${place.index}`;
            names.add(name);
            if (!this.#splitters.has(name)) this.#addSplitter(name);
            this.#splitters.get(name).show(place);
        }
        for (const [name, splitter] of this.#splitters) {
            if (names.has(name)) continue;
            splitter.element.remove();
            this.#splitters.delete(name);
        }
    }

    #addSplitter(name) {
        const splitter = new Splitter({
            dragged: (split, weights) => {
                this.#dragged.set(split, weights);
                this.#place();
            },
            // What was dragged stands until the server answered, then its document counts again.
            settled: async (split, weights) => {
                await this.#settled(split, weights);
                if (this.#dragged.get(split) !== weights) return;
                this.#dragged.delete(split);
                this.#place();
            },
        });
        this.#splitters.set(name, splitter);
        this.element.append(splitter.element);
    }
}
