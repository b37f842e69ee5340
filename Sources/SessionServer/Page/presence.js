// Who is here: the windows on this workspace, and what each looks at.

import { openDialog } from './dialog.js';
import { button, element, say } from './element.js';
import { count, instant, shortWindow } from './words.js';

/** The windows of this workspace, in a button and in a dialog that both follow the server. */
export class Presence {
    #button;
    #windows = [];
    #list = null;
    #self = null;
    #nameOf;
    #ask;
    #isOwner = () => false;

    /**
     * @param {HTMLElement} control the button that opens the list
     * @param {(terminal: string) => string} nameOf a terminal's name
     * @param {(op: string, fields: object) => Promise<object | null>} ask sends a request
     * @param {() => boolean} isOwner whether this window may remove others
     */
    constructor(control, nameOf, ask, isOwner) {
        this.#ask = ask;
        this.#isOwner = isOwner;
        this.#button = control;
        this.#nameOf = nameOf;
    }

    /** Shows the windows of a presence frame. */
    show(windows, self) {
        this.#windows = windows;
        this.#self = self;
        const label = count(windows.length, 'window');
        say(this.#button, label);
        this.#button.setAttribute('aria-label', `${label} here: show who`);
        if (this.#list) this.#fill();
    }

    /** Opens the list. */
    open() {
        this.#list = element('ul', { class: 'rows' });
        this.#fill();
        openDialog('Who is here', this.#list).addEventListener('close', () => {
            this.#list = null;
        });
    }

    #fill() {
        const rows = this.#windows.map(({ window, role, since, focus }) => element('li', { data: { window } },
            element('span', { class: 'row-words' },
                element('strong', {}, `Window ${shortWindow(window)}`),
                window === this.#self ? element('span', { class: 'badge' }, 'this window') : null,
                element('span', { class: 'muted block' },
                    `${role}, since ${instant(since)}, ${focus ? `at ${this.#nameOf(focus)}` : 'at no terminal'}`)),
            ...this.#ways(window, role)));
        this.#list.replaceChildren(...rows);
    }

    /** What an owner can do about a window of somebody else: another role, or out. */
    #ways(window, role) {
        if (!this.#isOwner() || window === this.#self) return [];
        const remove = button('Remove', () => this.#ask('member.remove', { window }), { name: 'remove' });
        if (role === 'owner') return [remove];
        const other = role === 'editor' ? 'viewer' : 'editor';
        const words = role === 'editor' ? 'Only watch' : 'May type';
        return [button(words, () => this.#ask('member.role', { window, role: other }), { name: 'role' }), remove];
    }
}
