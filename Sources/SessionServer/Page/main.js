// The page: puts the parts together and starts.

import { goToWorkspace, rememberWorkspace, showWorkspace, takeInvitation } from './address.js';
import { Connection } from './connection.js';
import { say } from './element.js';
import { claimInvitation, openInvitations } from './invitations.js';
import { limits } from './limits.js';
import { Notices } from './notices.js';
import { Presence } from './presence.js';
import { Refusal } from './refusal.js';
import { listen, openHelp } from './shortcuts.js';
import { Status } from './status.js';
import { chooseWorkspace, openWorkspaces } from './workspaces.js';
import { WorkspaceView } from './workspace.js';

// First of all: an invitation's token must not stay in the address bar while anything else happens.
let invitation = takeInvitation();

const part = (id) => document.getElementById(id);
const notices = new Notices(part('notices'));
const status = new Status(part('status'), part('refused'), () => connection.open());
const connection = new Connection({ prepare, onState, onMessage });

/** What panes know of this window; see Link in pane.js. */
const link = {
    window: null,
    mayEdit: false,
    scrollback: limits.scrollbackLines,
    focused: 0,
    get isLive() {
        return connection.isLive;
    },
    send: (message) => connection.send(message),
    request: (op, fields) => connection.request(op, fields),
};

const view = new WorkspaceView({ list: part('tabs'), area: part('panels'), link, ask, onChange: showWords });
const nameOf = (terminal) => view.document?.terminals[terminal]?.name ?? 'a terminal';
const presence = new Presence(part('presence'), nameOf, ask, () => view.document?.role === 'owner');

async function prepare() {
    if (invitation === null) return chooseWorkspace();
    const token = invitation;
    try {
        const workspace = await claimInvitation(token);
        showWorkspace(workspace);
        return workspace;
    } catch (error) {
        throw new Refusal(error.message, 'home');
    } finally {
        invitation = null;
    }
}

function onState(state, words, refusal) {
    status.show(state, words, refusal);
    if (state === 'resuming' || state === 'refused') view.disconnected();
}

function onMessage(message) {
    switch (message.kind) {
    case 'welcome': welcomed(message.body); break;
    case 'notice': notices.show(message.body.message); break;
    case 'presence':
        presence.show(message.body.windows, link.window);
        view.take(message);
        break;
    // Bytes that do not join up would be a silent gap; coming back asks for exactly what is missing.
    default: if (!view.take(message)) connection.restart();
    }
}

function welcomed({ window, role, workspace, scrollback }) {
    link.window = window;
    link.focused = 0;
    link.mayEdit = role !== 'viewer';
    link.scrollback = scrollbackLines(scrollback);
    document.documentElement.dataset.window = window;
    rememberWorkspace(workspace);
    showWorkspace(workspace);
}

/** The lines the server asks emulators to keep, within what a page can hold. */
function scrollbackLines(asked) {
    if (!Number.isFinite(asked)) return limits.scrollbackLines;
    return Math.min(Math.max(Math.trunc(asked), 0), limits.mostScrollbackLines);
}

/** Sends a request and tells the person if it was refused; null then. */
async function ask(op, fields) {
    try {
        return await connection.request(op, fields);
    } catch (error) {
        notices.show(error.message);
        return null;
    }
}

function showWords() {
    const { name, role, tabs } = view.document;
    const words = name || 'Workspace';
    document.documentElement.dataset.role = role;
    say(part('workspace-name'), words);
    part('read-only').hidden = role !== 'viewer';
    part('invite').hidden = role !== 'owner';
    part('open-tab').hidden = role === 'viewer';
    showEmpty(tabs.length === 0, role);
    document.title = [view.tab?.title, words, 'Mooring'].filter(Boolean).join(' · ');
}

function showEmpty(isEmpty, role) {
    const wasEmpty = !part('empty').hidden;
    part('empty').hidden = !isEmpty;
    part('empty-open').hidden = role === 'viewer';
    // The last tab took the keyboard with it; whoever has it elsewhere, as in a dialog, keeps it.
    if (isEmpty && !wasEmpty && document.activeElement === document.body) part('empty-open').focus();
}

const actions = {
    openTab: () => view.openTab(),
    splitRight: () => view.split('row'),
    splitDown: () => view.split('column'),
    closePane: () => view.closePane(),
    closeTab: () => view.closeTab(),
    renameTab: () => view.renameTab(),
    nextTab: () => view.stepTab(1),
    previousTab: () => view.stepTab(-1),
    moveTabLeft: () => view.moveTab(-1),
    moveTabRight: () => view.moveTab(1),
    paneLeft: () => view.stepPane('left'),
    paneRight: () => view.stepPane('right'),
    paneUp: () => view.stepPane('up'),
    paneDown: () => view.stepPane('down'),
    selectTab: (index) => view.selectAt(index),
    takeOver: () => view.takeOver(),
    leaveTerminal: () => view.leaveTerminal(),
    openWorkspaces: () => view.document
        && openWorkspaces(view.document, link.mayEdit, (name) => ask('workspace.rename', { name })),
    openPresence: () => presence.open(),
    openInvitations: () => view.document?.role === 'owner' && openInvitations(view.document),
    openHelp,
};

for (const [id, action] of Object.entries({
    'workspace-name': 'openWorkspaces', 'open-tab': 'openTab', 'empty-open': 'openTab', presence: 'openPresence',
    invite: 'openInvitations', help: 'openHelp',
})) part(id).addEventListener('click', actions[action]);
listen(actions);

addEventListener('hashchange', async () => {
    const token = takeInvitation();
    if (token === null) {
        location.reload();
        return;
    }
    try {
        goToWorkspace(await claimInvitation(token));
    } catch (error) {
        if (view.document) showWorkspace(view.document.id);
        notices.show(error.message);
    }
});

// For tests and consoles: a terminal's text as lines. It reads, and can do nothing.
window.mooring = Object.freeze({ text: (terminal) => view.text(terminal) });

status.show('connecting', 'Connecting…');
connection.open();
