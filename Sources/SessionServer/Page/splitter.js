// The border between two panes: dragged with a pointer, or moved with the arrow keys.

import { element } from './element.js';
import { moveBorder } from './layout.js';
import { limits } from './limits.js';

const step = 0.04;

/** One border of a split. */
export class Splitter {
    #place = null;
    #on;

    /**
     * @param {object} on
     * @param {(split: string, weights: number[]) => void} on.dragged while it moves; nobody else is told yet
     * @param {(split: string, weights: number[]) => void} on.settled when it rests
     */
    constructor(on) {
        this.#on = on;
        this.element = element('div', {
            class: 'splitter', role: 'separator', tabindex: 0, 'aria-label': 'Border between panes',
            on: { pointerdown: (event) => this.#drag(event), keydown: (event) => this.#key(event) },
        });
    }

    /** Puts it where the layout says. */
    show(place) {
        this.#place = place;
        const { style, dataset } = this.element;
        dataset.direction = place.direction;
        // A row puts panes side by side, so its border stands upright.
        this.element.setAttribute('aria-orientation', place.direction === 'row' ? 'vertical' : 'horizontal');
        const before = place.weights.slice(0, place.index + 1).reduce((sum, weight) => sum + weight, 0);
        this.element.setAttribute('aria-valuenow', Math.round(before * 100));
        for (const side of ['left', 'top', 'width', 'height']) style.setProperty(`--${side}`, `${place.at[side]}%`);
    }

    #drag(down) {
        if (down.button !== 0) return;
        down.preventDefault();
        const { split, direction, index, weights, area } = this.#place;
        const panel = this.element.parentElement.getBoundingClientRect();
        const length = direction === 'row' ? panel.width * area.width / 100 : panel.height * area.height / 100;
        const position = (event) => (direction === 'row' ? event.clientX : event.clientY);
        const start = position(down);
        let moved = null;
        const move = (event) => {
            moved = moveBorder(weights, index, (position(event) - start) / length, limits.smallestShare);
            this.#on.dragged(split, moved);
        };
        const end = () => {
            this.element.removeEventListener('pointermove', move);
            if (moved) this.#on.settled(split, moved);
        };
        this.element.setPointerCapture(down.pointerId);
        this.element.addEventListener('pointermove', move);
        this.element.addEventListener('lostpointercapture', end, { once: true });
    }

    #key(event) {
        const { split, direction, index, weights } = this.#place;
        const keys = direction === 'row' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
        const way = keys.indexOf(event.key);
        if (way < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        const moved = moveBorder(weights, index, way === 0 ? -step : step, limits.smallestShare);
        this.#on.dragged(split, moved);
        this.#on.settled(split, moved);
    }
}
