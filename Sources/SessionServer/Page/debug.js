// The debug page: its own window on the workspace, attached to no terminal, and told of every change like any other.

import { call, isWithoutCredential } from './api.js';
import { Connection } from './connection.js';
import { element, say } from './element.js';
import { limits } from './limits.js';
import { verdict, verdictByPresence } from './verdict.js';
import { instant } from './words.js';
import { chooseWorkspace } from './workspaces.js';

const part = (id) => document.getElementById(id);
const code = (text) => element('code', {}, String(text));
let welcome = null;
let windows = [];
let fetchTimer = 0;
let fetchedAt = -limits.refetchEvery;
let fetches = 0;
let shownFetch = 0;

const connection = new Connection({ prepare: chooseWorkspace, onState, onMessage });

function onState(state, words) {
    document.documentElement.dataset.state = state;
    say(part('status'), words);
    if (state !== 'live') showVerdict({ isShared: null, headline: 'Not known', explanation: words });
}

function onMessage(message) {
    if (message.kind === 'welcome') {
        welcome = message.body;
        showFacts();
    }
    if (message.kind === 'presence') {
        windows = message.body.windows;
        showWindows();
    }
    if (message.kind === 'workspace' || message.kind === 'presence') fetchSoon();
}

/** Fetches the sessions, at most once a second however many changes there are. */
function fetchSoon() {
    if (fetchTimer !== 0) return;
    fetchTimer = setTimeout(() => {
        // Before the answer is there: what a frame tells meanwhile may not be in it, and is worth another.
        fetchTimer = 0;
        fetchedAt = performance.now();
        fetchSessions();
    }, Math.max(0, limits.refetchEvery - (performance.now() - fetchedAt)));
}

async function fetchSessions() {
    const number = fetches += 1;
    const outcome = await call('GET', '/api/sessions').catch((error) => error);
    // Answers may overtake each other; an older one knows less.
    if (number < shownFetch || !connection.isLive) return;
    shownFetch = number;
    const knowsNobody = outcome instanceof Error && isWithoutCredential(outcome);
    part('token-note').hidden = knowsNobody;
    if (knowsNobody) {
        showVerdict(verdictByPresence(windows, welcome.window));
        showNoSessions();
    } else if (outcome instanceof Error) {
        showVerdict({ isShared: null, headline: 'Not known', explanation: outcome.message });
    } else {
        const { sessions = [] } = outcome;
        showVerdict(verdict(sessions, welcome.workspace));
        showSessions(sessions);
    }
}

function showVerdict({ isShared, headline, explanation }) {
    part('verdict').dataset.shared = isShared ?? 'unknown';
    say(part('verdict'), headline);
    say(part('explanation'), explanation);
}

function showSessions(sessions) {
    const rows = sessions.map((session) => element('tr', { data: { session: session.id } },
        element('td', {}, session.name || 'unnamed', element('br'), code(session.id)),
        element('td', {}, session.kind),
        element('td', {}, session.state ?? ''),
        element('td', {}, session.cols ? `${session.cols}×${session.rows}` : ''),
        element('td', {}, instant(session.lastActivity)),
        element('td', { data: { attachments: session.attachments.length } },
            ...session.attachments.map(attachment))));
    part('sessions').tBodies[0].replaceChildren(...rows);
}

function showNoSessions() {
    const words = 'By HTTP the server knows nobody from this browser, so it lists nothing. So it is where only a '
        + 'socket has an identity (socket-id): every window is somebody of its own there.';
    part('sessions').tBodies[0].replaceChildren(element('tr', {}, element('td', { colspan: 6 }, words)));
}

function attachment({ window, role, since }) {
    return element('div', {}, code(window), ` ${role}, since ${instant(since)}`,
        window === welcome?.window ? ' (this page)' : '');
}

function showWindows() {
    part('windows').replaceChildren(...windows.map(({ window, role, since, focus }) => element('li', {},
        code(window), ` ${role}, since ${instant(since)}`, focus ? ', at ' : '', focus ? code(focus) : null,
        window === welcome?.window ? ' (this page)' : '')));
}

function showFacts() {
    part('facts').replaceChildren(
        ...fact('Window id', code(welcome.window), ' the public connection id: it names this page while connected'),
        ...fact('Socket id', code(welcome.window), ' the same: here a window has exactly one socket'),
        ...fact('Workspace id', code(welcome.workspace)),
        ...fact('Role', welcome.role),
        ...fact('Principal', code(welcome.principal), ' on whose behalf the server acts'),
        ...fact('Server', `Mooring ${welcome.server}, window protocol ${welcome.protocol}`));
    showStored();
}

function showStored() {
    const entries = [...stored('localStorage'), ...stored('sessionStorage')];
    const shown = entries.length > 0 ? entries.flat() : fact('Nothing', 'no entry at all');
    part('stored').replaceChildren(...shown);
}

function stored(name) {
    try {
        return Object.entries(window[name]).map(([key, value]) => fact(`${name} ${key}`, code(value)));
    } catch {
        return [fact(name, 'forbidden by this browser')];
    }
}

function fact(name, ...value) {
    return [element('dt', {}, name), element('dd', {}, ...value)];
}

addEventListener('storage', showStored);
connection.open();
