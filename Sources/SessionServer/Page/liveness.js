// Decides when silence means that the other side is gone. A value without a timer: its owner ticks it.

import { limits } from './limits.js';

/** Watches one socket. All times are milliseconds of one clock that never goes back. */
export class Liveness {
    #heard;
    #asked = null;

    constructor(now) {
        this.#heard = now;
    }

    /** Something arrived. */
    heard(now) {
        this.#heard = now;
        this.#asked = null;
    }

    /**
     * What to do now: 'wait', 'ping' or 'close'.
     *
     * A hidden page's timers run once a minute, so silence alone proves nothing; only a ping that went unanswered does.
     */
    tick(now) {
        if (this.#asked !== null) return now - this.#asked < limits.silence ? 'wait' : 'close';
        return now - this.#heard < limits.silence ? 'wait' : this.#ask(now);
    }

    /** Asks at once, for when the machine has just woken up. */
    probe(now) {
        return this.#asked === null ? this.#ask(now) : 'wait';
    }

    #ask(now) {
        this.#asked = now;
        return 'ping';
    }
}

/** Milliseconds to wait before try number `attempt` (0 is the first), spread so that windows do not return in step. */
export function pauseBefore(attempt, later, random = Math.random()) {
    const longest = Math.min(limits.longestPause, limits.firstPause * 2 ** Math.min(attempt, 16));
    return (later ? limits.pauseWhenAsked : 0) + longest * (0.4 + 0.6 * random);
}
