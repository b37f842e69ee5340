// One terminal's emulator, and where it stands in the output log. Everything that changes the emulator goes through its
// write queue, so that a resize or a reset takes hold at the byte it belongs to and not earlier.

import { EndKeeper } from './end-keeper.js';
import { limits } from './limits.js';
import { onPaletteChange, palette } from './palette.js';
import { isFocusReport, muteQueries } from './queries.js';
import { FitAddon, Terminal, WebLinksAddon } from '/assets/xterm.js';

const cancel = Uint8Array.of(0x18);
const nothing = new Uint8Array(0);
const fonts = 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

/** An emulator that follows one terminal's output log. */
export class Screen {
    #terminal;
    #fit = new FitAddon();
    #stopPalette;
    #end;
    #on;
    /** For each write in the queue, whether it is history; the first is the one being parsed. */
    #queue = [];
    /** Counts the `ready` frames: a write of an earlier one must not move the position of a later one. */
    #generation = 0;
    #epoch = null;
    #received = 0n;
    #parsed = 0n;
    #acknowledged = 0n;
    #live = 0n;
    #restTimer = 0;
    #shownCursor = '';

    /**
     * @param {HTMLElement} host what the emulator fills
     * @param {number} scrollback lines kept above the screen
     * @param {object} on
     * @param {() => boolean} on.mayAnswer whether this window answers the terminal's live questions
     * @param {(data: string, isBinary: boolean) => void} on.typed
     * @param {(offset: bigint) => void} on.parsed bytes up to here may be acknowledged
     * @param {() => void} on.sized the emulator has another size
     * @param {(title: string) => void} on.titled the shell named itself
     */
    constructor(host, scrollback, on) {
        this.#on = on;
        this.#terminal = new Terminal({
            fontFamily: fonts, fontSize: 14, lineHeight: 1.15, scrollback, theme: palette(),
            minimumContrastRatio: 4.5, allowTransparency: false, macOptionIsMeta: true,
        });
        this.#terminal.loadAddon(this.#fit);
        this.#terminal.loadAddon(new WebLinksAddon());
        muteQueries(this.#terminal, () => !this.#isReplaying && on.mayAnswer());
        this.#terminal.open(host);
        this.#end = new EndKeeper(this.#terminal);
        this.#terminal.onData((data) => !(this.#isReplaying && isFocusReport(data)) && on.typed(data, false));
        this.#terminal.onBinary((data) => on.typed(data, true));
        this.#terminal.onTitleChange((title) => on.titled(title));
        this.#stopPalette = onPaletteChange((theme) => {
            this.#terminal.options.theme = theme;
        });
    }

    /** Takes the seam: keeps the screen if the log goes on exactly where it stopped, else begins anew. */
    ready(frame) {
        const goesOn = frame.mode === 'exact' && frame.epoch === this.#epoch && frame.start === this.#received;
        this.#generation += 1;
        this.#epoch = frame.epoch;
        this.#received = frame.start;
        this.#parsed = frame.start;
        this.#acknowledged = frame.start;
        this.#live = frame.live;
        // The log may have been cut inside an escape sequence: CAN ends it before the reset.
        if (!goesOn) this.#write(cancel, true, () => this.#terminal.reset());
        this.#write(nothing, true, () => this.#resize(frame));
    }

    /** Takes output; false if bytes are missing before it. */
    output({ offset, bytes }) {
        if (offset > this.#received) return false;
        const fresh = bytes.subarray(Number(min(this.#received - offset, BigInt(bytes.length))));
        const history = Number(min(max(this.#live - this.#received, 0n), BigInt(fresh.length)));
        if (history > 0) this.#follow(fresh.subarray(0, history), true);
        if (history < fresh.length) this.#follow(fresh.subarray(history), false);
        return true;
    }

    /** Takes a size that holds from this place in the log on. */
    resized(frame) {
        this.#write(nothing, true, () => this.#resize(frame));
    }

    /** Where to go on, `epoch:offset`, once all that arrived is parsed; null before the first `ready`. */
    async position() {
        if (this.#epoch === null) return null;
        await new Promise((resolve) => this.#write(nothing, true, resolve));
        return `${this.#epoch}:${this.#received}`;
    }

    /** Columns and rows of the emulator. */
    get size() {
        return { columns: this.#terminal.cols, rows: this.#terminal.rows };
    }

    /** Columns and rows that would fit, or null while nothing can be said, as for a hidden pane. */
    get fitting() {
        const host = this.#terminal.element?.parentElement;
        if (!host || host.clientWidth < limits.smallestPane.width || host.clientHeight < limits.smallestPane.height) {
            return null;
        }
        const { cols = 0, rows = 0 } = this.#fit.proposeDimensions() ?? {};
        return cols >= 2 && rows >= 1 ? { columns: cols, rows } : null;
    }

    /** The epoch of the log it follows, or null. */
    get epoch() {
        return this.#epoch;
    }

    /** The lines above and on the screen, wrapped ones joined, without the empty ones at the end. */
    get lines() {
        const buffer = this.#terminal.buffer.active;
        const lines = [];
        for (let row = 0; row < buffer.length; row += 1) {
            const continues = buffer.getLine(row + 1)?.isWrapped ?? false;
            const text = buffer.getLine(row).translateToString(!continues);
            if (buffer.getLine(row).isWrapped && lines.length > 0) lines[lines.length - 1] += text;
            else lines.push(text);
        }
        while (lines.at(-1) === '') lines.pop();
        return lines;
    }

    focus() {
        this.#terminal.focus();
    }

    dispose() {
        clearTimeout(this.#restTimer);
        this.#stopPalette();
        this.#end.close();
        this.#terminal.dispose();
    }

    get #isReplaying() {
        return this.#queue[0] ?? false;
    }

    #follow(bytes, isHistory) {
        const generation = this.#generation;
        this.#received += BigInt(bytes.length);
        const end = this.#received;
        this.#write(bytes, isHistory, () => generation === this.#generation && this.#advance(end));
    }

    #write(data, isHistory, then) {
        this.#queue.push(isHistory);
        this.#terminal.write(data, () => {
            this.#queue.shift();
            then();
        });
    }

    #advance(end) {
        this.#parsed = end;
        if (end - this.#acknowledged >= BigInt(limits.acknowledgeEveryBytes)) {
            this.#acknowledge();
        } else if (this.#restTimer === 0) {
            this.#restTimer = setTimeout(() => this.#acknowledge(), limits.acknowledgeAtRest);
        }
    }

    #acknowledge() {
        clearTimeout(this.#restTimer);
        this.#restTimer = 0;
        this.#showCursor();
        if (this.#parsed === this.#acknowledged) return;
        this.#acknowledged = this.#parsed;
        this.#on.parsed(this.#parsed);
    }

    #resize({ columns, rows }) {
        if (columns >= 1 && rows >= 1) this.#terminal.resize(columns, rows);
        this.#end.keep();
        this.#on.sized();
        this.#showCursor();
    }

    /** Pans to the cursor when it moved, for a terminal that is larger than its pane. */
    #showCursor() {
        const { cursorX, cursorY } = this.#terminal.buffer.active;
        const { cols, rows, element } = this.#terminal;
        const cursor = `${cursorX},${cursorY} ${cols}×${rows}`;
        if (cursor === this.#shownCursor) return;
        this.#shownCursor = cursor;
        const screen = element.querySelector('.xterm-screen');
        const cell = { width: screen.clientWidth / cols, height: screen.clientHeight / rows };
        element.scrollLeft = Math.max(0, (cursorX + 1) * cell.width - element.clientWidth);
        element.scrollTop = Math.max(0, (cursorY + 1) * cell.height - element.clientHeight);
    }
}

const min = (left, right) => (left < right ? left : right);
const max = (left, right) => (left > right ? left : right);
