// What an ending means: for a closed socket, by its code; for a failed call, by its status.

/** A reason to stop and tell the person. `way` names what is offered: start, own, home, reload or retry. */
export class Refusal extends Error {
    constructor(words, way = 'retry') {
        super(words);
        this.way = way;
    }
}

const refusals = {
    1002: ['This page and the server do not understand each other. Reload the page.', 'reload'],
    1003: ['This page and the server do not understand each other. Reload the page.', 'reload'],
    1007: ['This page sent text that was not valid. Reload the page.', 'reload'],
    1009: ['This page sent more at once than the server takes. Reload the page.', 'reload'],
    4401: ['This browser is not known here, or its access was taken away.', 'start'],
    4403: ['You are known here, but this workspace is not open to you.', 'own'],
    4404: ['There is no such workspace for you. It may have been closed, or the link is for someone else.', 'own'],
};

/**
 * What a window does after its socket was closed.
 *
 * @returns {{act: 'refuse', refusal: Refusal} | {act: 'credential'} | {act: 'return', words: string, later: boolean}}
 */
export function afterClose(code, reason) {
    if (code === 4401 && reason.includes('no-credential')) return { act: 'credential' };
    // A ticket that came too late, or was for a role that changed meanwhile: the next one is fresh.
    if (code === 4401 && reason.includes('ticket')) {
        return { act: 'return', words: 'Connection lost. Coming back…', later: false };
    }
    if (code === 4403 && reason.includes('removed')) {
        const words = 'The owner has ended your visit to this workspace. You may be let in again later.';
        return { act: 'refuse', refusal: new Refusal(words, 'own') };
    }
    if (code in refusals) return { act: 'refuse', refusal: new Refusal(...refusals[code]) };
    switch (code) {
    case 1001: return { act: 'return', words: 'The server is restarting. Coming back…', later: false };
    case 4429: return { act: 'return', words: `A limit was reached (${reason}). Trying again…`, later: true };
    case 4503: return { act: 'return', words: 'The server cannot reach its store. Trying again…', later: true };
    default: return { act: 'return', words: 'Connection lost. Coming back…', later: false };
    }
}

/** What a window does after a call failed that comes before its socket: the same answers as `afterClose`. */
export function afterFailure(error) {
    if (error instanceof Refusal) return { act: 'refuse', refusal: error };
    switch (error.status) {
    case 401: return { act: 'refuse', refusal: new Refusal(...refusals[4401]) };
    case 403: return { act: 'refuse', refusal: new Refusal(error.message) };
    case 404: return { act: 'refuse', refusal: new Refusal(...refusals[4404]) };
    case 429:
    case 503: return { act: 'return', words: `${error.message} Trying again…`, later: true };
    case 0: return { act: 'return', words: 'The server cannot be reached. Trying again…', later: false };
    default: return { act: 'return', words: 'The server is not ready. Trying again…', later: false };
    }
}
