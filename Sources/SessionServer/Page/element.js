// Builds elements. Text is always text: nothing here parses markup, so a title can never become a script.

/**
 * An element with its attributes, listeners and children.
 *
 * @param {string} tag
 * @param {object} attributes `class`, `data` and `on` (event → listener) are special; null and false leave one out
 * @param {...(Node | string | null)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
    const { on = {}, data = {}, ...plain } = attributes;
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(plain)) {
        if (value !== null && value !== false) made.setAttribute(name, value === true ? '' : value);
    }
    Object.assign(made.dataset, data);
    for (const [event, listener] of Object.entries(on)) made.addEventListener(event, listener);
    made.append(...children.filter((child) => child !== null));
    return made;
}

/** A button that says what it does; `icon` draws one of style.css's icons, whose words are then read but not seen. */
export function button(words, act, { icon = null, kind = '', ...attributes } = {}) {
    const label = icon ? { 'aria-label': words, title: words } : {};
    const className = `button ${icon ? `icon icon-${icon}` : ''} ${kind}`.trim();
    return element('button', { type: 'button', class: className, ...label, on: { click: act }, ...attributes },
        ...(icon ? [] : [words]));
}

/** Sets text only if it is new, so that a live region does not say the same thing twice. */
export function say(target, words) {
    if (target.textContent !== words) target.textContent = words;
}
