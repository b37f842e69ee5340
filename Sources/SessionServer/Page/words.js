// Facts as sentences.

/** A window's id, short enough to read aloud. */
export function shortWindow(id) {
    return id.replace(/^[a-z]+[-_:]/i, '').slice(0, 4);
}

/** How a shell ended, and what can be done. */
export function endingWords({ how, code }, mayEdit) {
    const ends = {
        exited: `The shell has ended (exit code ${code}).`,
        signaled: `The shell was ended by signal ${code}.`,
        lost: 'The shell’s process is gone (the server was restarted).',
    };
    return `${ends[how] ?? 'The shell has ended.'}${mayEdit ? '' : ' An editor can start it again.'}`;
}

/** Whose size a terminal has. */
export function sizeWords({ columns, rows }, owner, self) {
    const size = `sized ${columns}×${rows}`;
    if (owner === null) return size;
    return owner === self ? `${size} by this window` : `${size} by window ${shortWindow(owner)}`;
}

/** A number with its noun. */
export function count(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** An instant of the server, as a time of day here; the date too if it is not today's. */
export function instant(text) {
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) return String(text ?? '');
    const isToday = date.toDateString() === new Date().toDateString();
    return isToday ? date.toLocaleTimeString() : date.toLocaleString();
}
