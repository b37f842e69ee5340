// Keeps a terminal's view at its end until a person scrolls it away. A browser moves what it shows when a pane grows, and
// the emulator takes every such move for a person's wish; here a wish is only what a hand did.

/** How long after a hand's last move the view still moves because of it. */
const handMilliseconds = 300;

/** Watches one terminal of xterm.js. */
export class EndKeeper {
    #terminal;
    #stays = true;
    #handUntil = 0;
    #frame = 0;
    #stop = new AbortController();

    constructor(terminal) {
        this.#terminal = terminal;
        const viewport = terminal.element.querySelector('.xterm-viewport');
        const on = (target, name, act) => {
            target.addEventListener(name, act, { capture: true, passive: true, signal: this.#stop.signal });
        };
        const moved = () => {
            this.#handUntil = performance.now() + handMilliseconds;
        };
        on(terminal.element, 'wheel', moved);
        on(terminal.element, 'touchmove', moved);
        on(terminal.element, 'keydown', (event) => {
            if (event.shiftKey && ['PageUp', 'PageDown', 'Home', 'End'].includes(event.key)) moved();
        });
        // The text lies above the viewport, so a press that reaches it is one on the scroll bar.
        on(viewport, 'pointerdown', () => {
            this.#handUntil = Infinity;
        });
        on(window, 'pointerup', () => {
            if (this.#handUntil === Infinity) moved();
        });
        viewport.addEventListener('scroll', () => this.#scrolled(), { passive: true, signal: this.#stop.signal });
    }

    /** The size has changed, or is about to: the view goes back to the end if it belongs there. */
    keep() {
        if (!this.#stays) return;
        this.#terminal.scrollToBottom();
        cancelAnimationFrame(this.#frame);
        this.#frame = requestAnimationFrame(() => this.#stays && this.#terminal.scrollToBottom());
    }

    close() {
        this.#stop.abort();
        cancelAnimationFrame(this.#frame);
    }

    get #isAtEnd() {
        const { viewportY, baseY } = this.#terminal.buffer.active;
        return viewportY >= baseY;
    }

    #scrolled() {
        if (performance.now() <= this.#handUntil) this.#stays = this.#isAtEnd;
        else if (this.#stays && !this.#isAtEnd) this.keep();
        else if (this.#isAtEnd) this.#stays = true;
    }
}
