// The row of tabs: choose, rename, move, close. What it shows is the server's order; a drag only asks for another.

import { button, element, say } from './element.js';
import { limits } from './limits.js';

/** The tabs of a workspace. */
export class TabStrip {
    #list;
    #act;
    #tabs = new Map();
    #order = [];
    #active = null;
    #mayEdit = false;
    #renaming = null;
    #dragged = null;

    /**
     * @param {HTMLElement} list the element with the role tablist
     * @param {object} act select(tab), close(tab), rename(tab, title), move(tab, index)
     */
    constructor(list, act) {
        this.#list = list;
        this.#act = act;
        list.addEventListener('keydown', (event) => this.#key(event));
        list.addEventListener('dragover', (event) => this.#dragged && event.preventDefault());
        list.addEventListener('drop', (event) => this.#drop(event));
    }

    /** Shows the tabs of the document. */
    show(tabs, active, mayEdit) {
        this.#order = tabs.map((tab) => tab.id);
        this.#active = active;
        this.#mayEdit = mayEdit;
        const hadKeyboard = this.#list.contains(document.activeElement);
        for (const [id, item] of this.#tabs) {
            if (this.#order.includes(id)) continue;
            item.element.remove();
            this.#tabs.delete(id);
        }
        tabs.forEach((tab, index) => {
            if (!this.#tabs.has(tab.id)) this.#tabs.set(tab.id, this.#build(tab.id));
            const { element: shown, control } = this.#tabs.get(tab.id);
            if (this.#renaming !== tab.id) say(control, tab.title);
            const isActive = tab.id === active;
            control.setAttribute('aria-selected', isActive);
            control.tabIndex = isActive ? 0 : -1;
            control.draggable = mayEdit;
            shown.classList.toggle('is-active', isActive);
            const there = this.#list.children[index] ?? null;
            if (there !== shown) this.#list.insertBefore(shown, there);
        });
        if (hadKeyboard && !this.#list.contains(document.activeElement)) this.focus();
        this.#tabs.get(active)?.element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }

    /** Puts the keyboard on the active tab. */
    focus() {
        this.#tabs.get(this.#active)?.control.focus();
    }

    /** Lets the person write another title. */
    rename(id) {
        const item = this.#tabs.get(id);
        if (!item || !this.#mayEdit || this.#renaming) return;
        const before = item.control.textContent;
        const input = element('input', {
            class: 'tab-input', 'aria-label': 'Title of the tab', maxlength: limits.titleCharacters, value: before,
        });
        this.#renaming = id;
        item.element.classList.add('is-renaming');
        item.element.prepend(input);
        const finish = (isKept) => {
            if (this.#renaming !== id) return;
            this.#renaming = null;
            const title = input.value.trim();
            item.element.classList.remove('is-renaming');
            input.remove();
            if (isKept && title !== '' && title !== before) this.#act.rename(id, title);
            item.control.focus();
        };
        input.addEventListener('keydown', (event) => {
            event.stopPropagation();
            if (event.key === 'Enter') finish(true);
            if (event.key === 'Escape') finish(false);
        });
        input.addEventListener('blur', () => finish(true));
        input.select();
        input.focus();
    }

    #build(id) {
        const control = element('button', {
            type: 'button', class: 'tab-control', role: 'tab', id: `tab-${id}`, 'aria-controls': `panel-${id}`,
            data: { tab: id },
            on: {
                click: () => this.#act.select(id),
                dblclick: () => this.rename(id),
                dragstart: (event) => {
                    this.#dragged = id;
                    event.dataTransfer.effectAllowed = 'move';
                    event.dataTransfer.setData('text/plain', control.textContent);
                },
                dragend: () => {
                    this.#dragged = null;
                },
            },
        });
        const close = button('Close tab', () => this.#act.close(id), { icon: 'close', kind: 'tab-close', tabindex: -1 });
        return { control, element: element('div', { class: 'tab', role: 'presentation' }, control, close) };
    }

    #drop(event) {
        const id = this.#dragged;
        this.#dragged = null;
        if (!id) return;
        event.preventDefault();
        const others = this.#order.filter((other) => other !== id);
        const isBefore = (other) => {
            const { left, width } = this.#tabs.get(other).element.getBoundingClientRect();
            return left + width / 2 < event.clientX;
        };
        const index = others.filter(isBefore).length;
        if (index !== this.#order.indexOf(id)) this.#act.move(id, index);
    }

    #key(event) {
        const id = event.target.dataset?.tab;
        if (!id || event.altKey || event.metaKey || event.ctrlKey) return;
        const index = this.#order.indexOf(id);
        const last = this.#order.length - 1;
        const targets = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last };
        if (event.key === 'F2') this.rename(id);
        else if (event.key === 'Delete' && this.#mayEdit) this.#act.close(id);
        else if (!(event.key in targets)) return;
        else this.#step(id, Math.min(Math.max(targets[event.key], 0), last), event.shiftKey);
        event.preventDefault();
    }

    #step(id, target, isMove) {
        if (!isMove) {
            this.#act.select(this.#order[target], { keepsKeyboard: true });
            this.focus();
        } else if (this.#mayEdit && target !== this.#order.indexOf(id)) {
            this.#act.move(id, target);
        }
    }
}
