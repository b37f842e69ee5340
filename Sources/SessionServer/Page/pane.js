// One terminal of the workspace in this window: joins it, follows it, types into it, and claims its size.

import { limits } from './limits.js';
import { PaneFrame } from './pane-frame.js';
import { isAutomatic, isFocusReport } from './queries.js';
import { Screen } from './screen.js';
import { sizeWords } from './words.js';

const toUTF8 = new TextEncoder();
const offline = 'not connected: typing is off';

/**
 * A pane, alive as long as its terminal is in the workspace.
 *
 * @typedef {object} Link what a pane knows of the window it is in
 * @property {(message: object) => boolean} send
 * @property {(op: string, fields: object) => Promise<object>} request
 * @property {boolean} isLive
 * @property {string | null} window this window's id
 * @property {boolean} mayEdit
 * @property {number} scrollback lines an emulator made from now on keeps above its screen
 * @property {number} focused the terminal this window named in its last focus frame, 0 for none
 * @property {(terminal: string) => boolean} isActive whether the terminal is the one this window looks at
 */
export class Pane {
    #link;
    #act;
    #frame;
    #screen;
    #observer;
    /** The number `ready` gave the terminal on this connection; null while it is not joined. */
    #number = null;
    #attempt = 0;
    #isAttaching = false;
    #isJoining = false;
    #claimsWhenReady = false;
    #owner = null;
    #ending = null;
    #told = null;
    #settling = 0;

    /** The id of the pane that shows the terminal, from the workspace document. */
    pane = '';

    /**
     * @param {string} terminal the terminal's handle
     * @param {Link} link
     * @param {object} act split(pane, direction), close(pane) and lookedAt(pane)
     */
    constructor(terminal, link, act) {
        this.terminal = terminal;
        this.#link = link;
        this.#act = act;
        this.#frame = new PaneFrame(terminal, {
            takeOver: () => this.focus(),
            restart: () => this.restart(),
            splitRight: () => act.split(this, 'row'),
            splitDown: () => act.split(this, 'column'),
            close: () => act.close(this),
        });
        this.#screen = new Screen(this.#frame.host, link.scrollback, {
            mayAnswer: () => this.#sizeIsMine,
            typed: (data, isBinary) => this.#typed(data, isBinary),
            parsed: (offset) => this.#sendNumbered({ kind: 'ack', offset }),
            sized: () => this.#showSize(),
            titled: (title) => this.#frame.showTitle(title),
        });
        this.element.addEventListener('pointerdown', () => this.#isLookedAt());
        this.element.addEventListener('focusin', () => this.#isLookedAt());
        this.element.addEventListener('keydown', (event) => this.#restartOnEnter(event), { capture: true });
        this.#observer = new ResizeObserver(() => this.#sizeMayHaveChanged());
        this.#observer.observe(this.#frame.host);
    }

    get element() {
        return this.#frame.element;
    }

    /** The terminal's text, line by line. */
    get lines() {
        return this.#screen.lines;
    }

    /** Columns and rows that would fit here, or null while hidden. */
    get fitting() {
        return this.#screen.fitting;
    }

    /** Shows what the workspace document says of this terminal. */
    show(record) {
        this.#owner = record.sizeOwner ?? null;
        this.#frame.showName(record.name);
        this.#end(record.state === 'ended' ? record.exit ?? { how: 'lost', code: 0 } : null);
        this.#showSize();
    }

    /** Shows how many other windows look at it. */
    attend(others) {
        this.#frame.showAudience(others);
    }

    /** Joins the terminal, or comes back to where it stopped. */
    async attach() {
        if (this.#number !== null || this.#isAttaching || !this.#link.isLive) return;
        const attempt = this.#attempt += 1;
        this.#isAttaching = true;
        const resume = await this.#screen.position();
        // The connection may have gone and come back meanwhile, with an attach of its own.
        if (attempt !== this.#attempt) return;
        const failure = await this.#ask('terminal.attach', resume === null ? {} : { resume });
        if (attempt !== this.#attempt) return;
        this.#isAttaching = false;
        if (failure) this.#frame.hint(`This terminal could not be joined: ${failure.message}`, true);
    }

    /** The connection is gone: the number it gave out means nothing now. */
    disconnected() {
        this.#number = null;
        this.#attempt += 1;
        this.#isAttaching = false;
        this.#frame.hint(offline, true);
    }

    /** Takes `ready`. */
    ready(frame) {
        const isSameShell = this.#screen.epoch === frame.epoch;
        if (this.#screen.epoch !== null && !isSameShell) this.#end(null);
        const isCut = isSameShell && frame.mode === 'reanchor';
        this.#frame.hint(isCut ? 'Some output is no longer kept: the screen begins anew.' : '');
        this.#number = frame.terminal;
        this.#told = null;
        this.#screen.ready(frame);
        this.#tellSize();
        const isFree = this.#owner === null || this.#sizeIsMine || !this.#link.mayEdit;
        if (this.#claimsWhenReady || (isFree && this.#link.isActive(this.terminal))) this.#claim();
    }

    /** Takes `output`; false if bytes are missing before it. */
    output(frame) {
        return this.#screen.output(frame);
    }

    /** Takes `resized`. */
    resized(frame) {
        this.#owner = frame.window === '' ? null : frame.window;
        this.#screen.resized(frame);
    }

    /** Takes `ended`. */
    ended({ how, code }) {
        this.#end({ how, code });
    }

    /** Puts the cursor here and makes this window the one whose size counts. */
    focus() {
        this.#screen.focus();
        this.#claim();
    }

    /** Puts the cursor here, but leaves the size to the window that has it: joining is not taking over. */
    join() {
        this.#isJoining = true;
        this.#screen.focus();
        this.#isJoining = false;
        if (this.#owner === null || !this.#link.mayEdit) this.#claim();
    }

    /** Starts the ended shell again under the same terminal. */
    async restart() {
        if (!this.#ending || !this.#link.mayEdit) return;
        this.#screen.focus();
        const failure = await this.#ask('terminal.restart', {});
        if (failure) this.#frame.hint(`It could not be started: ${failure.message}`);
    }

    dispose() {
        clearTimeout(this.#settling);
        this.#observer.disconnect();
        this.#screen.dispose();
        this.#frame.dispose();
    }

    get #sizeIsMine() {
        return this.#owner !== null && this.#owner === this.#link.window;
    }

    /** Asks for something to be done with this terminal; the failure, or null. */
    #ask(op, fields) {
        return this.#link.request(op, { terminal: this.terminal, ...fields }).then(() => null, (error) => error);
    }

    #isLookedAt() {
        if (this.#isJoining) return;
        this.#act.lookedAt(this);
        this.#claim();
    }

    #claim() {
        this.#claimsWhenReady = this.#number === null;
        if (this.#claimsWhenReady) return;
        if (this.#link.focused === this.#number && (this.#sizeIsMine || !this.#link.mayEdit)) return;
        // The wish goes first: the server applies it in the moment of the focus.
        this.#tellSize();
        if (this.#sendNumbered({ kind: 'focus' })) this.#link.focused = this.#number;
    }

    #sizeMayHaveChanged() {
        clearTimeout(this.#settling);
        this.#settling = setTimeout(() => {
            this.#tellSize();
            this.#showSize();
        }, limits.resizeSettles);
    }

    #tellSize() {
        // Who watches decides no size, and is refused when it tries.
        if (!this.#link.mayEdit) return;
        const fitting = this.#screen.fitting;
        if (!fitting || (this.#told?.columns === fitting.columns && this.#told?.rows === fitting.rows)) return;
        if (this.#sendNumbered({ kind: 'resize', ...fitting })) this.#told = fitting;
    }

    #sendNumbered(message) {
        return this.#number !== null && this.#link.send({ ...message, terminal: this.#number });
    }

    #typed(data, isBinary) {
        // An emulator also reports focus when a program asks for such reports; a window that only looks on stays silent.
        if (isFocusReport(data) && !this.#sizeIsMine && this.#link.focused !== this.#number) return;
        const refusal = this.#refusal();
        if (refusal !== null) {
            // Nobody typed a notice of focus or of the mouse, so nobody needs to hear that it was not sent.
            if (!isAutomatic(data)) this.#frame.hint(refusal, refusal === offline);
            return;
        }
        const bytes = isBinary ? Uint8Array.from(data, (character) => character.charCodeAt(0)) : toUTF8.encode(data);
        if (bytes.length > limits.pasteBytes) {
            this.#frame.hint('That is more than 1 MiB: nothing was sent');
            return;
        }
        if (!isAutomatic(data)) this.#claim();
        for (let at = 0; at < bytes.length; at += limits.inputChunkBytes) {
            const chunk = bytes.subarray(at, at + limits.inputChunkBytes);
            if (this.#sendNumbered({ kind: 'input', bytes: chunk })) continue;
            this.#frame.hint('The server is not taking any more: the rest was not sent');
            return;
        }
    }

    /** Why nothing can be typed, or null. */
    #refusal() {
        if (!this.#link.isLive || this.#number === null) return offline;
        if (!this.#link.mayEdit) return 'You are watching: read-only';
        return this.#ending ? 'The shell has ended: press Enter to start it again' : null;
    }

    #restartOnEnter(event) {
        if (event.key !== 'Enter' || event.repeat || !this.#ending || !this.#frame.host.contains(event.target)) return;
        event.preventDefault();
        event.stopPropagation();
        this.restart();
    }

    #end(ending) {
        this.#ending = ending;
        this.#frame.showEnding(ending, this.#link.mayEdit);
    }

    #showSize() {
        const { size, fitting } = this.#screen;
        const isForeign = fitting !== null && (fitting.columns !== size.columns || fitting.rows !== size.rows);
        const words = isForeign ? sizeWords(size, this.#owner, this.#link.window) : null;
        this.#frame.showSize(words, this.#link.mayEdit && !this.#sizeIsMine);
    }
}
