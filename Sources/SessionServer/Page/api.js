// Calls to the server's HTTP routes, with errors in words.

/** A call the server answered with an error, or did not answer. `status` is 0 when it could not be reached. */
export class CallFailed extends Error {
    constructor(status, code, message, retryAfter = 0) {
        super(message);
        this.status = status;
        this.code = code;
        /** Milliseconds the server asked to be left alone. */
        this.retryAfter = retryAfter;
    }
}

/**
 * Calls a route of this server.
 *
 * @returns {Promise<object>} the JSON it answered with, `{}` if there was none
 * @throws {CallFailed}
 */
export async function call(method, path, body) {
    const options = { method, cache: 'no-store', credentials: 'same-origin', redirect: 'error' };
    if (body !== undefined) {
        options.headers = { 'content-type': 'application/json' };
        options.body = JSON.stringify(body);
    }
    let answer;
    try {
        answer = await fetch(path, options);
    } catch {
        throw new CallFailed(0, 'unreachable', 'The server cannot be reached.');
    }
    const value = await answer.json().catch(() => ({}));
    if (answer.ok) return value ?? {};
    const { code = 'failed', message = `The server answered ${answer.status}.` } = value?.error ?? {};
    throw new CallFailed(answer.status, code, message, Number(answer.headers.get('retry-after') ?? 0) * 1000);
}

/** Whether a call failed because it showed nothing the server would know anybody by. */
export function isWithoutCredential(error) {
    return error.status === 401 && error.code === 'no-credential';
}

/** Like `call`; when nothing was shown yet, it fetches the page, so that the server gives a cookie, and asks again. */
export async function callWithCredential(method, path, body) {
    try {
        return await call(method, path, body);
    } catch (error) {
        if (!isWithoutCredential(error)) throw error;
        await askForCredential();
        return call(method, path, body);
    }
}

/**
 * Lets the server set its cookie.
 *
 * A fetch from the page itself is same-site, so a cookie that is already there is shown and kept; opening the page from
 * a link elsewhere would not show a SameSite=Strict cookie.
 */
export async function askForCredential() {
    await fetch('/', { cache: 'no-store', credentials: 'same-origin' }).catch(() => null);
}
