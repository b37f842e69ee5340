// The one question of the debug page: are these windows sharing? Decided from the sessions the server lists, or from
// who is here.

import { count } from './words.js';

/**
 * The answer.
 *
 * @param {object[]} sessions of `GET /api/sessions`
 * @param {string} workspace only its terminals are looked at
 * @returns {{isShared: boolean, headline: string, explanation: string}}
 */
export function verdict(sessions, workspace) {
    const terminals = sessions.filter((session) => session.kind === 'terminal' && session.workspace === workspace);
    const windows = (session) => new Set(session.attachments.map((attachment) => attachment.window)).size;
    const most = terminals.reduce((best, next) => (best && windows(best) >= windows(next) ? best : next), null);
    if (most === null) {
        return answer(false, 'No terminal', 'This workspace has no terminal yet. Open the page and start one.');
    }
    const number = windows(most);
    if (number === 0) {
        return answer(false, 'No window', 'The terminals live on, but no window is attached to one. Open the page.');
    }
    if (number === 1) {
        return answer(false, 'Only this window',
            `One window is attached to “${most.name}”, and none shares it. Open the page again in another window.`);
    }
    const shared = terminals.filter((session) => windows(session) > 1);
    const others = shared.length > 1 ? ` ${count(shared.length, 'terminal')} are shared in all.` : '';
    return answer(true, `Shared: ${count(number, 'window')} on this terminal`,
        `${count(number, 'window')} show and drive the same live shell, “${most.name}”.${others}`);
}

/**
 * The answer where HTTP knows nobody and so lists no session: from the windows of a `presence` frame alone.
 *
 * @param {object[]} windows of this page's workspace, this page among them
 * @param {string} self this page's window
 */
export function verdictByPresence(windows, self) {
    const others = windows.filter(({ window }) => window !== self).length;
    if (others === 0) {
        return answer(false, 'Only this window',
            'No other window is on this workspace: here every connection is somebody of its own.');
    }
    const number = count(others + 1, 'window');
    return answer(true, `Shared: ${number} on this workspace`,
        `${number} see the same workspace, this page among them.`);
}

function answer(isShared, headline, explanation) {
    return { isShared, headline, explanation };
}
