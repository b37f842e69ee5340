// Inviting others into a workspace, and following an invitation.

import { call, callWithCredential } from './api.js';
import { invitationLink } from './address.js';
import { openDialog } from './dialog.js';
import { button, element } from './element.js';
import { count, instant } from './words.js';

const claimRefusals = {
    404: 'This invitation is not valid. It may have expired, been used up or been taken back.',
    410: 'This invitation is not valid any more.',
    429: 'Too many tries. Wait a moment and open the link again.',
};

/**
 * Exchanges an invitation's token for a place in its workspace.
 *
 * @returns {Promise<string>} the workspace's id
 * @throws {Error} with words for the person
 */
export async function claimInvitation(token) {
    try {
        const { workspace } = await callWithCredential('POST', '/api/invitations/claim', { token });
        return workspace;
    } catch (error) {
        throw new Error(claimRefusals[error.status] ?? error.message);
    }
}

/** Opens the dialog in which an owner makes and takes back invitations. */
export function openInvitations(workspace) {
    const route = `/api/workspaces/${encodeURIComponent(workspace.id)}/invitations`;
    const role = choice('role', { editor: 'Editor: may type and change', viewer: 'Viewer: may watch' });
    const expires = choice('expires', { '1h': '1 hour', '24h': '24 hours', '7d': '7 days' }, '24h');
    const uses = choice('uses', { 1: 'once', 5: '5 times', 0: 'any number of times' }, '0');
    const made = element('div', { class: 'made', 'aria-live': 'polite' });
    const problem = element('p', { class: 'problem', role: 'alert' });
    const list = element('ul', { class: 'rows' });
    const attempt = (act) => act()
        .then(() => problem.replaceChildren(), (error) => problem.replaceChildren(error.message));

    const show = async () => {
        const { invitations = [] } = await call('GET', route);
        list.replaceChildren(...invitations.map((invitation) => row(invitation, () => attempt(async () => {
            await call('DELETE', `${route}/${encodeURIComponent(invitation.id)}`);
            await show();
        }))));
        if (invitations.length === 0) list.append(element('li', { class: 'muted' }, 'No open invitations.'));
    };
    const create = async () => {
        const limit = Number(uses.select.value);
        const body = { role: role.select.value, expires: expires.select.value, ...(limit > 0 ? { uses: limit } : {}) };
        const { token } = await call('POST', route, body);
        made.replaceChildren(linkLine(invitationLink(token)));
        await show();
    };
    openDialog(`Invite to ${workspace.name || 'this workspace'}`,
        element('form', { class: 'fields', on: { submit: (event) => {
            event.preventDefault();
            attempt(create);
        } } }, role.label, expires.label, uses.label, element('button', { class: 'button primary' }, 'Make a link')),
        made, problem, element('h3', {}, 'Open invitations'), list);
    attempt(show);
}

function choice(name, options, chosen = null) {
    const names = { role: 'Who follows it is', expires: 'The link holds for', uses: 'It can be used' };
    const entries = Object.entries(options).map(([value, words]) =>
        element('option', { value, selected: value === chosen }, words));
    const select = element('select', { name }, ...entries);
    return { select, label: element('label', {}, element('span', {}, names[name]), select) };
}

function linkLine(link) {
    const field = element('input', { readonly: true, value: link, 'aria-label': 'Invitation link', class: 'link' });
    const copied = element('span', { class: 'muted', role: 'status' });
    const copy = async () => {
        field.select();
        // Without a secure origin there is no clipboard to write to; the selected text can be copied by hand.
        const isCopied = await (navigator.clipboard?.writeText(link) ?? Promise.reject()).then(() => true, () => false);
        copied.textContent = isCopied ? 'Copied.' : 'Selected: copy it with the keyboard.';
    };
    return element('div', {},
        element('div', { class: 'line' }, field, button('Copy', copy)),
        element('p', { class: 'muted' }, 'Shown once. Whoever has this link can come in. ', copied));
}

function row({ role, expires, uses, claimed = 0 }, revoke) {
    const used = uses ? `used ${claimed} of ${count(uses, 'time')}` : `used ${count(claimed, 'time')}`;
    const words = `${role}, ${used}${expires ? `, until ${instant(expires)}` : ''}`;
    return element('li', {}, element('span', { class: 'row-words' }, words), button('Take back', revoke));
}
