// Keys for everything. All of them are Alt and Shift with one more, which neither shells nor browsers use; they are
// read by their place on the keyboard, because Alt and Shift change the letter on some systems.

import { isDialogOpen, openDialog } from './dialog.js';
import { element } from './element.js';

/** What can be done from the keyboard: the key's code, how it is shown, and what it does. */
const shortcuts = [
    ['KeyT', 'T', 'Open a tab', 'openTab'],
    ['KeyD', 'D', 'Split right', 'splitRight'],
    ['KeyE', 'E', 'Split down', 'splitDown'],
    ['KeyW', 'W', 'Close this pane', 'closePane'],
    ['KeyQ', 'Q', 'Close this tab', 'closeTab'],
    ['KeyR', 'R', 'Rename this tab', 'renameTab'],
    ['KeyN', 'N', 'Next tab', 'nextTab'],
    ['KeyP', 'P', 'Previous tab', 'previousTab'],
    ['Comma', ',', 'Move this tab left', 'moveTabLeft'],
    ['Period', '.', 'Move this tab right', 'moveTabRight'],
    ['ArrowLeft', '←', 'Pane to the left', 'paneLeft'],
    ['ArrowRight', '→', 'Pane to the right', 'paneRight'],
    ['ArrowUp', '↑', 'Pane above', 'paneUp'],
    ['ArrowDown', '↓', 'Pane below', 'paneDown'],
    ['KeyS', 'S', 'Give the terminal this window’s size', 'takeOver'],
    ['KeyB', 'B', 'Leave the terminal for the tabs', 'leaveTerminal'],
    ['KeyM', 'M', 'Workspaces', 'openWorkspaces'],
    ['KeyU', 'U', 'Who is here', 'openPresence'],
    ['KeyI', 'I', 'Invite', 'openInvitations'],
    ['KeyH', 'H', 'These keys', 'openHelp'],
];

/** Listens for the shortcuts before any terminal does. */
export function listen(actions) {
    const named = new Map(shortcuts.map(([code, , , action]) => [code, actions[action]]));
    for (let digit = 1; digit <= 9; digit += 1) named.set(`Digit${digit}`, () => actions.selectTab(digit - 1));
    addEventListener('keydown', (event) => {
        if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || isDialogOpen()) return;
        const act = named.get(event.code);
        if (!act) return;
        event.preventDefault();
        event.stopPropagation();
        act();
    }, { capture: true });
}

/** Shows the shortcuts. */
export function openHelp() {
    const key = (name) => element('kbd', {}, name);
    const line = (keys, words) => [element('dt', {}, ...keys), element('dd', {}, words)];
    const held = (shown) => [key('Alt'), ' ', key('Shift'), ' ', key(shown)];
    openDialog('Keys',
        element('dl', { class: 'keys' },
            ...shortcuts.flatMap(([, shown, words]) => line(held(shown), words)),
            ...line(held('1…9'), 'Go to that tab')),
        element('h3', {}, 'On the tabs'),
        element('dl', { class: 'keys' },
            ...line([key('←'), ' ', key('→')], 'Walk along the tabs'),
            ...line([key('Shift'), ' ', key('←'), ' ', key('→')], 'Move the tab'),
            ...line([key('F2')], 'Rename it'),
            ...line([key('Delete')], 'Close it')),
        element('h3', {}, 'On a border between panes'),
        element('dl', { class: 'keys' },
            ...line([key('←'), ' ', key('→'), ' ', key('↑'), ' ', key('↓')], 'Move it')),
        element('p', { class: 'muted' }, 'A terminal keeps the Tab key for itself. ',
            ...held('B'), ' leaves it for the tabs.'));
}
