// Dialogs: the browser's own element, which keeps the keyboard inside, closes on Escape and gives the focus back.

import { button, element } from './element.js';

/**
 * Opens a dialog.
 *
 * @param {string} title
 * @param {...Node} content
 * @returns {HTMLDialogElement} removed from the page once it is closed
 */
export function openDialog(title, ...content) {
    const heading = element('h2', { id: 'dialog-title' }, title);
    const dialog = element('dialog', { 'aria-labelledby': 'dialog-title' },
        element('header', { class: 'dialog-bar' }, heading, button('Close', () => dialog.close(), { icon: 'close' })),
        element('div', { class: 'dialog-body' }, ...content));
    dialog.addEventListener('close', () => dialog.remove());
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
}

/** Whether a dialog is open, so that shortcuts for what lies under it stay quiet. */
export function isDialogOpen() {
    return document.querySelector('dialog[open]') !== null;
}
