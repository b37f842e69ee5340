// Keeps an emulator from answering questions that are not its own to answer. A program asks a terminal who it is, where
// the cursor is or which colours it has, and reads the answer as if it were typed. In history the question was asked
// long ago, and of several windows only one may answer: anything else is typed into somebody's shell.
//
// Questions are muted where they are parsed, not where answers leave: an answer looks like a key someone pressed (F3 is
// a cursor report with modifiers), a question is never ambiguous.

const sequences = [
    { final: 'c' }, { prefix: '>', final: 'c' }, { prefix: '=', final: 'c' },
    { final: 'n' }, { prefix: '?', final: 'n' },
    { intermediates: '$', final: 'p' }, { prefix: '?', intermediates: '$', final: 'p' },
    { prefix: '>', final: 'q' }, { final: 'x' }, { intermediates: '*', final: 'y' },
    { prefix: '?', final: 'u' },
];
const colours = [4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19];
// Window operations from 11 to 21 ask; the others act, and are the emulator's to judge.
const asksAboutWindow = (number) => number >= 11 && number <= 21;

/**
 * Makes `terminal` answer questions only while `mayAnswer` says so.
 *
 * @param {Terminal} terminal an xterm.js terminal
 * @param {() => boolean} mayAnswer asked while a question is parsed
 */
export function muteQueries(terminal, mayAnswer) {
    const { parser } = terminal;
    for (const sequence of sequences) parser.registerCsiHandler(sequence, () => !mayAnswer());
    parser.registerCsiHandler({ final: 't' }, ([number]) => asksAboutWindow(number) && !mayAnswer());
    parser.registerDcsHandler({ intermediates: '$', final: 'q' }, () => !mayAnswer());
    parser.registerDcsHandler({ intermediates: '+', final: 'q' }, () => !mayAnswer());
    parser.registerEscHandler({ final: 'Z' }, () => !mayAnswer());
    for (const colour of colours) parser.registerOscHandler(colour, (data) => data.includes('?') && !mayAnswer());
}

const focusReport = /^\x1b\[[IO]$/;
const mouseReport = /^\x1b\[(<[\d;]+[Mm]|M)/;

/** Whether what an emulator sends is its own notice of focus or of the mouse, which nobody typed. */
export function isAutomatic(data) {
    return focusReport.test(data) || mouseReport.test(data);
}

/** Whether it is a notice of focus. */
export function isFocusReport(data) {
    return focusReport.test(data);
}
