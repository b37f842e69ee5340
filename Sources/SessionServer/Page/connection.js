// One window's connection: opens the socket, says hello, notices silence, comes back. It knows frames, but nothing of
// tabs, panes or terminals.

import { decode, encode, MalformedFrame } from './codec.js';
import { askForCredential } from './api.js';
import { limits } from './limits.js';
import { Liveness, pauseBefore } from './liveness.js';
import { afterClose, afterFailure, Refusal } from './refusal.js';
import { Requests } from './requests.js';
import { fetchTicket } from './tickets.js';

const subprotocol = 'mooring.window.1';

/** A connection that comes back by itself. States: connecting, live, resuming, refused. */
export class Connection {
    #prepare;
    #onState;
    #onMessage;
    #socket = null;
    #liveness = null;
    #requests = new Requests((body) => this.send({ kind: 'request', body }));
    #state = 'connecting';
    #attempt = 0;
    #timers = { pause: 0, tick: 0, welcome: 0 };
    #hasAskedForCredential = false;

    /**
     * @param {object} parts
     * @param {() => Promise<string | null>} parts.prepare before each try: the id of the workspace to ask for, if any
     * @param {(state: string, words: string, refusal: Refusal | null) => void} parts.onState
     * @param {(message: object) => void} parts.onMessage every frame but responses and pongs
     */
    constructor({ prepare, onState, onMessage }) {
        this.#prepare = prepare;
        this.#onState = onState;
        this.#onMessage = onMessage;
        addEventListener('online', () => this.#wake());
        document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.#wake());
    }

    /** Whether what is sent now can arrive; a socket that is closing takes bytes and drops them. */
    get isLive() {
        return this.#state === 'live' && this.#socket.readyState === WebSocket.OPEN;
    }

    /** Connects; also the way out of a refusal. */
    async open() {
        this.#drop();
        if (this.#state === 'refused') this.#enter('connecting', 'Connecting…');
        let workspace;
        let ticket;
        try {
            workspace = await this.#prepare();
            ticket = await fetchTicket(workspace);
        } catch (error) {
            this.#follow(afterFailure(error));
            return;
        }
        this.#openSocket(workspace, ticket);
    }

    /** Sends a frame; false if there is no live socket, or the peer has stopped reading. */
    send(message) {
        if (!this.isLive || this.#socket.bufferedAmount > limits.socketBacklogBytes) return false;
        this.#socket.send(encode(message));
        return true;
    }

    /** Sends a request and waits for its response; see Requests.ask. */
    request(op, fields = {}) {
        return this.#requests.ask(op, fields);
    }

    /** Gives this socket up and comes back, for a peer that broke the protocol in a way a resume mends. */
    restart() {
        this.#lost({ act: 'return', words: 'Connection lost. Coming back…', later: false });
    }

    #openSocket(workspace, ticket) {
        const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/window`, subprotocol);
        socket.binaryType = 'arraybuffer';
        this.#socket = socket;
        this.#timers.welcome = setTimeout(() => this.restart(), limits.welcomePatience);
        socket.addEventListener('open', () => {
            const body = {
                protocol: 1, ...(workspace === null ? {} : { workspace }), ...(ticket === null ? {} : { ticket }),
            };
            socket.send(encode({ kind: 'hello', body }));
        });
        // Each listener asks whether the socket is still ours: a socket given up may speak once more.
        socket.addEventListener('message', (event) => socket === this.#socket && this.#received(event.data));
        socket.addEventListener('close', (event) => {
            if (socket === this.#socket) this.#lost(afterClose(event.code, event.reason));
        });
    }

    #received(data) {
        let message;
        try {
            if (typeof data === 'string') throw new MalformedFrame('a text message');
            message = decode(new Uint8Array(data), 'server');
        } catch (error) {
            const words = `The server sent what this page does not understand (${error.message}). Reload the page.`;
            this.#lost({ act: 'refuse', refusal: new Refusal(words, 'reload') });
            return;
        }
        this.#liveness?.heard(performance.now());
        if (message.kind === 'pong') return;
        if (message.kind === 'response') {
            this.#requests.answer(message.body);
            return;
        }
        if (message.kind === 'welcome') this.#welcomed();
        this.#onMessage(message);
    }

    #welcomed() {
        clearTimeout(this.#timers.welcome);
        this.#attempt = 0;
        this.#hasAskedForCredential = false;
        this.#liveness = new Liveness(performance.now());
        this.#timers.tick = setInterval(() => this.#watch(this.#liveness.tick(performance.now())), limits.silence / 4);
        this.#enter('live', 'Live');
    }

    #watch(action) {
        if (action === 'ping') this.send({ kind: 'ping', value: BigInt(Math.floor(performance.now())) });
        if (action === 'close') this.restart();
    }

    #wake() {
        if (this.isLive) this.#watch(this.#liveness.probe(performance.now()));
        else if (this.#timers.pause) this.open();
    }

    #lost(ending) {
        this.#drop();
        this.#follow(ending);
    }

    #follow(ending) {
        if (ending.act === 'refuse') {
            this.#enter('refused', ending.refusal.message, ending.refusal);
        } else if (ending.act === 'credential' && !this.#hasAskedForCredential) {
            this.#hasAskedForCredential = true;
            askForCredential().then(() => this.open());
        } else if (ending.act === 'credential') {
            this.#follow(afterClose(4401, ''));
        } else {
            this.#enter('resuming', ending.words);
            this.#timers.pause = setTimeout(() => this.open(), pauseBefore(this.#attempt, ending.later));
            this.#attempt += 1;
        }
    }

    #enter(state, words, refusal = null) {
        this.#state = state;
        this.#onState(state, words, refusal);
    }

    #drop() {
        clearTimeout(this.#timers.pause);
        clearTimeout(this.#timers.welcome);
        clearInterval(this.#timers.tick);
        this.#timers.pause = 0;
        const socket = this.#socket;
        this.#socket = null;
        socket?.close();
        // A send between here and the next state would find no socket.
        if (this.#state === 'live') this.#state = 'resuming';
        this.#requests.abandon();
    }
}
