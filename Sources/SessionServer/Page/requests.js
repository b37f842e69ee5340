// Requests that wait for their response. Each gets exactly one end: an answer, or an error that can be read.

import { limits } from './limits.js';

/** A request that was refused or never answered; `code` is the server's, or 'disconnected'. */
export class RequestFailed extends Error {
    constructor(code, message) {
        super(message);
        this.code = code;
    }
}

/** The requests of one connection. */
export class Requests {
    #waiting = new Map();
    #last = 0;
    #send;

    /** @param {(body: object) => boolean} send says whether the request could be sent */
    constructor(send) {
        this.#send = send;
    }

    /**
     * Asks the server to do something.
     *
     * @returns {Promise<object>} the response's fields
     * @throws {RequestFailed}
     */
    ask(op, fields) {
        return new Promise((resolve, reject) => {
            if (this.#waiting.size >= limits.requestsWaiting) {
                reject(new RequestFailed('busy', 'Too much is waiting for the server already.'));
                return;
            }
            const id = this.#last += 1;
            if (!this.#send({ id, op, ...fields })) {
                reject(new RequestFailed('disconnected', 'Not connected: nothing was changed.'));
                return;
            }
            const timer = setTimeout(() => {
                this.#waiting.delete(id);
                reject(new RequestFailed('unanswered', 'The server did not answer in time.'));
            }, limits.requestPatience);
            this.#waiting.set(id, { resolve, reject, timer });
        });
    }

    /** Hands a response to whoever asked; one that nobody waits for is dropped. */
    answer(body) {
        const request = this.#waiting.get(body.id);
        if (!request) return;
        this.#waiting.delete(body.id);
        clearTimeout(request.timer);
        if (body.ok) request.resolve(body);
        else request.reject(new RequestFailed(body.error?.code, body.error?.message ?? 'The server refused.'));
    }

    /** Ends every request: its answer can no longer come. Whether it was done is for the next document to show. */
    abandon() {
        for (const { reject, timer } of this.#waiting.values()) {
            clearTimeout(timer);
            reject(new RequestFailed('disconnected', 'The connection was lost before the answer came.'));
        }
        this.#waiting.clear();
    }
}
