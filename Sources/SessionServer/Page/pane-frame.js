// What surrounds a terminal: its bar, its hint and the message when its shell has ended. It decides nothing.

import { button, element, say } from './element.js';
import { limits } from './limits.js';
import { count, endingWords } from './words.js';

/** The elements of one pane. */
export class PaneFrame {
    #name = element('span', { class: 'pane-name' });
    #audience = element('span', { class: 'pane-audience' });
    #title = element('span', { class: 'pane-title' });
    #size = element('span', { class: 'pane-size' });
    #hint = element('p', { class: 'pane-hint', role: 'status' });
    #endingText = element('p');
    #takeOver;
    #restart;
    #ending;
    #hintTimer = 0;

    /** Where the emulator goes. */
    host = element('div', { class: 'screen' });

    /**
     * @param {string} terminal the terminal's handle
     * @param {object} act takeOver, restart, splitRight, splitDown and close, called when the person asks for them
     */
    constructor(terminal, act) {
        this.#takeOver = button('Take over', act.takeOver, { kind: 'small', hidden: true });
        this.#restart = button('Start it again', act.restart, { kind: 'primary' });
        this.#ending = element('div', { class: 'pane-ending', role: 'status', hidden: true },
            this.#endingText, this.#restart);
        const tools = element('span', { class: 'pane-tools' },
            button('Split right', act.splitRight, { icon: 'split-right' }),
            button('Split down', act.splitDown, { icon: 'split-down' }),
            button('Close this pane', act.close, { icon: 'close' }));
        this.element = element('section', { class: 'pane', data: { terminal, state: 'running' } },
            element('header', { class: 'pane-bar' },
                this.#name, this.#audience, this.#title, this.#size, this.#takeOver, tools),
            element('div', { class: 'pane-body' }, this.host, this.#hint, this.#ending));
    }

    /** Shows the terminal's name. */
    showName(name) {
        say(this.#name, name);
        this.element.setAttribute('aria-label', `Terminal ${name}`);
    }

    /** Shows how many other windows look at the terminal. */
    showAudience(others) {
        say(this.#audience, others === 0 ? '' : `+${others}`);
        this.#audience.title = `${count(others, 'other window')} here`;
    }

    /** Shows what the shell calls itself. */
    showTitle(title) {
        say(this.#title, title.slice(0, limits.titleCharacters));
    }

    /** Says whose size the terminal has, or, for null, that it fits. */
    showSize(words, canTakeOver) {
        this.element.classList.toggle('is-letterboxed', words !== null);
        say(this.#size, words ?? '');
        this.#takeOver.hidden = words === null || !canTakeOver;
    }

    /** Says something over the terminal, for a while or until it is replaced. */
    hint(words, stays = false) {
        clearTimeout(this.#hintTimer);
        say(this.#hint, words);
        if (!stays && words !== '') this.#hintTimer = setTimeout(() => this.hint(''), limits.noticeStays / 2);
    }

    /** Says how the shell ended; null for one that runs. */
    showEnding(ending, mayEdit) {
        this.element.dataset.state = ending === null ? 'running' : 'ended';
        this.#ending.hidden = ending === null;
        this.#restart.hidden = !mayEdit;
        if (ending !== null) say(this.#endingText, endingWords(ending, mayEdit));
    }

    dispose() {
        clearTimeout(this.#hintTimer);
        this.element.remove();
    }
}
