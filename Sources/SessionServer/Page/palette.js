// The emulator's colours, dark and light, following the system.

const dark = {
    background: '#0c1216', foreground: '#d8e1e6', cursor: '#5cc2b8', cursorAccent: '#0c1216',
    selectionBackground: '#2c4a54', black: '#1b262d', red: '#ec7a6b', green: '#7cc58d', yellow: '#e0b665',
    blue: '#6fa9e3', magenta: '#c391d8', cyan: '#5cc2b8', white: '#c5d0d6', brightBlack: '#72858f',
    brightRed: '#ff9b8d', brightGreen: '#9bdcaa', brightYellow: '#f2cf8a', brightBlue: '#95c4f5',
    brightMagenta: '#dab1ea', brightCyan: '#86dcd3', brightWhite: '#f2f6f8',
};

const light = {
    background: '#fffdf8', foreground: '#1d2a33', cursor: '#0b6f66', cursorAccent: '#fffdf8',
    selectionBackground: '#cfe4df', black: '#1d2a33', red: '#b0342a', green: '#2a7440', yellow: '#8a5a00',
    blue: '#1f5fa8', magenta: '#843d9c', cyan: '#0b6f66', white: '#6d7a82', brightBlack: '#55646e',
    brightRed: '#c9463a', brightGreen: '#2f8549', brightYellow: '#9c6a0a', brightBlue: '#2b72c4',
    brightMagenta: '#9a4fb3', brightCyan: '#0d8479', brightWhite: '#3d4a53',
};

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

/** The colours for the scheme the system prefers now. */
export function palette() {
    return prefersDark.matches ? dark : light;
}

/** Calls `act` with the new colours whenever the system changes its mind; the answer stops it. */
export function onPaletteChange(act) {
    const listener = () => act(palette());
    prefersDark.addEventListener('change', listener);
    return () => prefersDark.removeEventListener('change', listener);
}
