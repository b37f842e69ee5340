// The workspace as this window sees it. Tabs, panes and sizes are the server's document, drawn again after every
// change; which tab and pane is looked at is this window's own matter.

import { element } from './element.js';
import { rememberedTab, rememberTab } from './address.js';
import { neighbour } from './layout.js';
import { Pane } from './pane.js';
import { Panel } from './panel.js';
import { TabStrip } from './tabstrip.js';

/** The tabs, panels and panes of one workspace. */
export class WorkspaceView {
    #link;
    #ask;
    #strip;
    #area;
    #onChange;
    #document = null;
    #presence = [];
    #panels = new Map();
    #panes = new Map();
    #numbers = new Map();
    #activeTab = rememberedTab();
    #activeTerminals = new Map();
    #wanted = { tab: null, terminal: null };

    /**
     * @param {object} parts
     * @param {HTMLElement} parts.list where the tabs go
     * @param {HTMLElement} parts.area where the panels go
     * @param {import('./pane.js').Link} parts.link
     * @param {(op: string, fields: object) => Promise<object | null>} parts.ask a request whose failure is told
     * @param {() => void} parts.onChange the document or the active tab changed
     */
    constructor({ list, area, link, ask, onChange }) {
        this.#link = link;
        this.#ask = ask;
        this.#area = area;
        this.#onChange = onChange;
        this.#strip = new TabStrip(list, {
            select: (tab, options) => this.select(tab, options),
            close: (tab) => ask('tab.close', { tab }),
            rename: (tab, title) => ask('tab.rename', { tab, title }),
            move: (tab, to) => ask('tab.move', { tab, to }),
        });
        link.isActive = (terminal) => terminal === this.#activePane?.terminal;
    }

    /** The document last shown, or null. */
    get document() {
        return this.#document;
    }

    /** The tab this window looks at, or null. */
    get tab() {
        return this.#document?.tabs.find((tab) => tab.id === this.#activeTab) ?? null;
    }

    /** The lines of a terminal that was looked at in this window; undefined for one that was not. */
    text(terminal) {
        return this.#panes.get(terminal)?.lines;
    }

    /** Takes a frame of the connection; false if a terminal's bytes do not join up. */
    take(frame) {
        switch (frame.kind) {
        case 'workspace': this.#show(frame.body); break;
        case 'presence': this.#attend(frame.body.windows); break;
        case 'ready': this.#ready(frame); break;
        // A frame of a terminal that was closed meanwhile has no pane any more.
        case 'output': return this.#numbers.get(frame.terminal)?.output(frame) ?? true;
        case 'resized': this.#numbers.get(frame.terminal)?.resized(frame); break;
        case 'ended': this.#numbers.get(frame.terminal)?.ended(frame); break;
        }
        return true;
    }

    /** The connection is gone. */
    disconnected() {
        this.#numbers.clear();
        this.#link.focused = 0;
        for (const pane of this.#panes.values()) pane.disconnected();
    }

    /** Looks at a tab. `keepsKeyboard` leaves the cursor where it is, for walking along the tabs. */
    select(tab, { keepsKeyboard = false } = {}) {
        if (!this.#panels.has(tab)) return;
        this.#activeTab = tab;
        rememberTab(tab);
        this.#draw();
        if (!keepsKeyboard) this.#activePane?.focus();
    }

    /** Looks at the tab `step` further on, around the ends. */
    stepTab(step) {
        const tabs = this.#document?.tabs ?? [];
        const index = tabs.findIndex((tab) => tab.id === this.#activeTab);
        if (tabs.length > 0) this.select(tabs[(index + step + tabs.length) % tabs.length].id);
    }

    /** Looks at the tab at a place, counted from 0. */
    selectAt(index) {
        const tab = this.#document?.tabs[index];
        if (tab) this.select(tab.id);
    }

    async openTab() {
        const size = this.#activePane?.fitting;
        const made = await this.#ask('tab.open', size ? { cols: size.columns, rows: size.rows } : {});
        if (made) this.#want(made.tab, made.terminal);
    }

    closeTab() {
        if (this.tab) this.#ask('tab.close', { tab: this.#activeTab });
    }

    renameTab() {
        this.#strip.rename(this.#activeTab);
    }

    /** Moves the active tab by `step` places. */
    moveTab(step) {
        const tabs = this.#document?.tabs ?? [];
        const index = tabs.findIndex((tab) => tab.id === this.#activeTab);
        if (index >= 0 && index + step in tabs) this.#ask('tab.move', { tab: this.#activeTab, to: index + step });
    }

    async split(direction, pane = this.#activePane) {
        if (!pane) return;
        const tab = this.#activeTab;
        const made = await this.#ask('pane.split', { pane: pane.pane, direction });
        if (made) this.#want(tab, made.terminal);
    }

    closePane(pane = this.#activePane) {
        if (pane) this.#ask('pane.close', { pane: pane.pane });
    }

    /** Moves the cursor to the pane that lies left, right, up or down. */
    stepPane(direction) {
        const panes = this.#panels.get(this.#activeTab)?.panes ?? [];
        const terminal = neighbour(panes, this.#activePane?.terminal, direction);
        if (terminal) this.#panes.get(terminal).focus();
    }

    takeOver() {
        this.#activePane?.focus();
    }

    /** Puts the keyboard on the tabs: the way out of a terminal, which keeps the Tab key for itself. */
    leaveTerminal() {
        this.#strip.focus();
    }

    get #activePane() {
        const panes = this.#panels.get(this.#activeTab)?.panes ?? [];
        const terminal = this.#activeTerminals.get(this.#activeTab);
        const isThere = panes.some((pane) => pane.terminal === terminal);
        return this.#panes.get(isThere ? terminal : panes[0]?.terminal) ?? null;
    }

    #want(tab, terminal) {
        this.#wanted = { tab, terminal };
        this.#followWish();
    }

    // The document with the new pane may come before the response or after it.
    #followWish() {
        const { tab, terminal } = this.#wanted;
        if (tab === null || !this.#panels.has(tab) || !this.#panes.has(terminal)) return;
        this.#wanted = { tab: null, terminal: null };
        this.#activeTerminals.set(tab, terminal);
        this.select(tab);
    }

    #show(document) {
        const before = this.#document;
        // Asked first: a pane that is closed takes the keyboard with it.
        const hadKeyboard = this.#area.contains(globalThis.document.activeElement);
        this.#document = document;
        this.#link.mayEdit = document.role !== 'viewer';
        this.#keepActiveTab(before);
        this.#removeClosed();
        for (const tab of document.tabs) {
            if (!this.#panels.has(tab.id)) this.#addPanel(tab.id);
            this.#panels.get(tab.id).show(tab.root);
        }
        for (const [terminal, pane] of this.#panes) pane.show(document.terminals[terminal]);
        this.#draw();
        const hasKeyboard = this.#area.contains(globalThis.document.activeElement);
        if (before === null || (hadKeyboard && !hasKeyboard)) this.#activePane?.join();
        this.#followWish();
    }

    #keepActiveTab(before) {
        const tabs = this.#document.tabs;
        if (tabs.some((tab) => tab.id === this.#activeTab)) return;
        const index = before?.tabs.findIndex((tab) => tab.id === this.#activeTab) ?? 0;
        this.#activeTab = tabs[Math.min(Math.max(index, 0), tabs.length - 1)]?.id ?? null;
    }

    #removeClosed() {
        for (const [terminal, pane] of this.#panes) {
            if (terminal in this.#document.terminals) continue;
            pane.dispose();
            this.#panes.delete(terminal);
            for (const [number, other] of this.#numbers) if (other === pane) this.#numbers.delete(number);
        }
        for (const [tab, panel] of this.#panels) {
            if (this.#document.tabs.some((other) => other.id === tab)) continue;
            panel.element.remove();
            this.#panels.delete(tab);
            this.#activeTerminals.delete(tab);
        }
    }

    #addPanel(tab) {
        const panel = new Panel(tab, (terminal) => this.#paneFor(terminal),
            (split, weights) => this.#ask('split.resize', { split, weights }));
        this.#panels.set(tab, panel);
        this.#area.append(panel.element);
    }

    #paneFor(terminal) {
        if (!this.#panes.has(terminal)) {
            this.#panes.set(terminal, new Pane(terminal, this.#link, {
                split: (pane, direction) => this.split(direction, pane),
                close: (pane) => this.closePane(pane),
                lookedAt: (pane) => this.#lookedAt(pane),
            }));
        }
        return this.#panes.get(terminal);
    }

    #lookedAt(pane) {
        if (this.#activeTerminals.get(this.#activeTab) === pane.terminal) return;
        this.#activeTerminals.set(this.#activeTab, pane.terminal);
        this.#drawPanes();
    }

    #attend(windows) {
        this.#presence = windows;
        if (this.#document) this.#drawPanes();
    }

    #draw() {
        this.#strip.show(this.#document.tabs, this.#activeTab, this.#link.mayEdit);
        for (const [tab, panel] of this.#panels) panel.element.hidden = tab !== this.#activeTab;
        this.#drawPanes();
        // A tab nobody looked at costs nothing until somebody does.
        for (const { terminal } of this.#panels.get(this.#activeTab)?.panes ?? []) this.#panes.get(terminal).attach();
        this.#onChange();
    }

    #drawPanes() {
        const active = this.#activePane;
        for (const [terminal, pane] of this.#panes) {
            const isOther = ({ window, focus }) => focus === terminal && window !== this.#link.window;
            pane.attend(this.#presence.filter(isOther).length);
            pane.element.classList.toggle('is-active', pane === active);
        }
    }

    #ready(frame) {
        const pane = this.#panes.get(frame.handle);
        if (!pane) return;
        this.#numbers.set(frame.terminal, pane);
        pane.ready(frame);
    }
}
