// The state of the connection, in a colour and in words, and what to do when the server says no.

import { forgetAndStartAnew } from './workspaces.js';
import { rememberWorkspace } from './address.js';
import { button, element, say } from './element.js';

const notYours = 'This workspace is not open to you here';
const headings = { start: notYours, own: notYours, home: 'The invitation led nowhere', reload: 'This page has to stop' };

/** Shows one connection's state. */
export class Status {
    #line;
    #stop;
    #retry;

    /**
     * @param {HTMLElement} line a live region with a dot beside it
     * @param {HTMLElement} stop covers the workspace when the server refused
     * @param {() => void} retry
     */
    constructor(line, stop, retry) {
        this.#line = line;
        this.#stop = stop;
        this.#retry = retry;
    }

    /** Shows a state: connecting, live, resuming or refused. */
    show(state, words, refusal = null) {
        document.documentElement.dataset.state = state;
        say(this.#line, state === 'refused' ? 'Refused' : words);
        this.#stop.hidden = refusal === null;
        if (refusal === null) return;
        this.#stop.replaceChildren(
            element('h1', {}, headings[refusal.way] ?? 'The server said no'),
            element('p', {}, refusal.message),
            element('div', { class: 'choices' }, ...this.#choices(refusal.way)));
        this.#stop.querySelector('button').focus();
    }

    #choices(way) {
        const again = button('Try again', () => this.#retry());
        switch (way) {
        case 'start': return [button('Start a new workspace', forgetAndStartAnew, { kind: 'primary' }), again];
        case 'reload': return [button('Reload the page', () => location.reload(), { kind: 'primary' })];
        case 'own': return [button('Open my own workspace', openOwn, { kind: 'primary' }), again];
        case 'home': return [button('Open my own workspace', openOwn, { kind: 'primary' })];
        default: return [again];
        }
    }
}

function openOwn() {
    rememberWorkspace(null);
    location.replace('/');
}
