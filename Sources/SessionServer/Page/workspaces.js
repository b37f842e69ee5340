// The workspaces this browser may open: choosing one, naming this one, making another.

import { call, callWithCredential, isWithoutCredential } from './api.js';
import { goToWorkspace, rememberedWorkspace, rememberWorkspace, workspaceInAddress } from './address.js';
import { openDialog } from './dialog.js';
import { button, element } from './element.js';
import { limits } from './limits.js';

/** The workspaces of this browser: `{id, name, role, version, tabs}` each. */
export async function listWorkspaces() {
    const { workspaces = [] } = await callWithCredential('GET', '/api/workspaces');
    return workspaces;
}

/**
 * The workspace to ask for: the address's, else the one open last if it still is this browser's, else none.
 *
 * The address is asked for though it may be refused: somebody who follows a link wants to hear that it leads nowhere.
 * A server that knows sockets only, and no HTTP request, has no workspace of an earlier socket to give: none then, and
 * the socket decides.
 */
export async function chooseWorkspace() {
    let workspaces;
    try {
        workspaces = await listWorkspaces();
    } catch (error) {
        if (isWithoutCredential(error)) return null;
        throw error;
    }
    const named = workspaceInAddress();
    if (named !== null) return named;
    const remembered = rememberedWorkspace();
    return workspaces.some(({ id }) => id === remembered) ? remembered : null;
}

/** Begins with a workspace of its own; what this browser holds is given up if the server does not take it any more. */
export async function forgetAndStartAnew() {
    // Another window may have started anew already: to forget then would orphan what it was given.
    const failure = await call('GET', '/api/workspaces').then(() => null, (error) => error);
    if (failure?.status === 401) {
        await call('POST', '/api/forget').catch(() => null);
        rememberWorkspace(null);
    }
    location.replace('/');
}

/**
 * Opens the dialog in which a workspace is chosen, named or made.
 *
 * @param {{id: string, name: string}} current
 * @param {boolean} mayEdit whether this window may name the current one
 * @param {(name: string) => Promise<unknown>} rename
 */
export async function openWorkspaces(current, mayEdit, rename) {
    const list = element('ul', { class: 'rows' });
    const problem = element('p', { class: 'problem', role: 'alert' });
    const name = nameField('Name of this workspace', current.name);
    const fresh = nameField('Name of a new one', '');
    const dialog = openDialog('Workspaces', list, problem,
        mayEdit ? form(name, 'Rename', async () => {
            if (name.value.trim() !== '') await rename(name.value.trim());
            dialog.close();
        }) : null,
        form(fresh, 'Create', async () => {
            const { id } = await call('POST', '/api/workspaces', named(fresh));
            goToWorkspace(id);
        }, problem),
        element('p', { class: 'muted' }, 'Somebody else may have this browser\'s token? Every other holder is cut off: ',
            button('Sign out everywhere else', () => signOutOthers(problem))));
    try {
        list.replaceChildren(...(await listWorkspaces()).map((workspace) => row(workspace, current.id)));
    } catch (error) {
        problem.textContent = error.message;
    }
}

/** Replaces this browser's token; its own windows come back with the new one, all others are refused. */
async function signOutOthers(problem) {
    try {
        await call('POST', '/api/token/sign-out-others');
        location.reload();
    } catch (error) {
        problem.textContent = error.message;
    }
}

const named = (field) => (field.value.trim() === '' ? {} : { name: field.value.trim() });

function row({ id, name, role }, currentId) {
    const words = element('span', { class: 'row-words' }, element('strong', {}, name || 'Workspace'), ` ${role}`);
    const here = element('span', { class: 'muted' }, 'open here');
    return element('li', {}, words, id === currentId ? here : button('Open', () => goToWorkspace(id)));
}

function nameField(label, value) {
    return element('input', { 'aria-label': label, placeholder: label, value, maxlength: limits.titleCharacters });
}

function form(field, words, act, problem = null) {
    const submit = (event) => {
        event.preventDefault();
        act().catch((error) => problem?.replaceChildren(error.message));
    };
    return element('form', { class: 'line', on: { submit } }, field, element('button', { class: 'button' }, words));
}
