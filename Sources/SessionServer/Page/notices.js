// Things a person should read that need no answer.

import { button, element } from './element.js';
import { limits } from './limits.js';

/** The corner where notices appear. */
export class Notices {
    #area;

    /** @param {HTMLElement} area a live region */
    constructor(area) {
        this.#area = area;
    }

    /** Shows a notice; the oldest makes room when there are too many. */
    show(words) {
        const shown = [...this.#area.children];
        if (shown.at(-1)?.dataset.words === words) shown.pop().remove();
        while (shown.length >= limits.notices) shown.shift().remove();
        const notice = element('div', { class: 'notice', data: { words } }, element('p', {}, words),
            button('Dismiss', () => notice.remove(), { icon: 'close' }));
        this.#area.append(notice);
        setTimeout(() => notice.remove(), limits.noticeStays);
    }
}
