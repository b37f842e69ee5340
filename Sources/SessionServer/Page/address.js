// What the address bar and this browser remember. Never a credential: that is an HttpOnly cookie no script can read,
// and an invitation's token is erased from the address before anything else happens.

const workspaceKey = 'mooring_workspace';
const tabKey = 'mooring_tab';

/** The workspace the address names, `#/w/<id>`, or null. */
export function workspaceInAddress() {
    return part(/^#\/w\/([^/]+)$/);
}

/** Takes the token out of `#/invite/<token>` and out of the address bar and its history; null if there is none. */
export function takeInvitation() {
    const token = part(/^#\/invite\/([^/]+)$/);
    if (token !== null) history.replaceState(null, '', '/');
    return token;
}

function part(pattern) {
    const found = pattern.exec(location.hash);
    if (!found) return null;
    try {
        return decodeURIComponent(found[1]);
    } catch {
        return null;
    }
}

/** Writes the workspace into the address, without a step in the history. */
export function showWorkspace(id) {
    history.replaceState(null, '', `/#/w/${encodeURIComponent(id)}`);
}

/** Opens another workspace by loading the page anew: nothing of the old one can be left over. */
export function goToWorkspace(id) {
    showWorkspace(id);
    location.reload();
}

/** The link that carries an invitation. The token is in the fragment, which no browser sends to a server. */
export function invitationLink(token) {
    return `${location.origin}/#/invite/${encodeURIComponent(token)}`;
}

/** The workspace this browser had open last, or null. */
export function rememberedWorkspace() {
    return stored(() => localStorage.getItem(workspaceKey));
}

/** Remembers the workspace for the next window; null forgets it. */
export function rememberWorkspace(id) {
    stored(() => (id === null ? localStorage.removeItem(workspaceKey) : localStorage.setItem(workspaceKey, id)));
}

/** The tab this window looked at before it was reloaded, or null. */
export function rememberedTab() {
    return stored(() => sessionStorage.getItem(tabKey));
}

/** Remembers which tab this window looks at. */
export function rememberTab(id) {
    stored(() => sessionStorage.setItem(tabKey, id));
}

// A browser may forbid storage altogether; the page works without.
function stored(act) {
    try {
        return act() ?? null;
    } catch {
        return null;
    }
}
