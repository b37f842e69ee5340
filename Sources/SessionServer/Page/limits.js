// Every bound the page keeps, with its unit and its reason. The window protocol's own numbers are in
// docs/window-protocol.md; the rest are this page's.

export const limits = Object.freeze({
    /** Bytes of one message, either way: the protocol's largest. */
    messageBytes: 1024 * 1024,
    /** Bytes of the JSON in a frame: the protocol's largest. */
    jsonBytes: 256 * 1024,
    /** Levels of nesting in that JSON, the outermost object being the first. */
    jsonDepth: 32,
    /** Bytes of typed input in one frame, so that a paste does not hold the socket for long. */
    inputChunkBytes: 32 * 1024,
    /** Bytes of one paste. A larger one is refused in words instead of sent in part. */
    pasteBytes: 1024 * 1024,
    /** Bytes waiting in the socket before typing is refused: the peer is not reading. */
    socketBacklogBytes: 4 * 1024 * 1024,
    /** Bytes parsed after which an acknowledgement goes out without waiting for rest. */
    acknowledgeEveryBytes: 64 * 1024,
    /** Milliseconds after which parsed bytes are acknowledged though they are few. */
    acknowledgeAtRest: 50,
    /** Milliseconds a pane's size must hold still before the server is told of it. */
    resizeSettles: 100,
    /** Pixels below which a pane is taken for hidden, and its size for nobody's wish. */
    smallestPane: Object.freeze({ width: 48, height: 32 }),
    /** Requests that may wait for their response at once. */
    requestsWaiting: 64,
    /** Milliseconds a request waits for its response. */
    requestPatience: 20_000,
    /** Milliseconds from opening a socket to `welcome`. */
    welcomePatience: 15_000,
    /** Milliseconds of silence after which the page asks for a sign of life, and waits for it as long again. */
    silence: 10_000,
    /** Milliseconds: the first pause before coming back, and the longest one. */
    firstPause: 250,
    longestPause: 10_000,
    /** Milliseconds: the shortest pause when the server asked for time (4429, 4503). */
    pauseWhenAsked: 3_000,
    /** Lines an emulator keeps above its screen if the server names no number, and the most it keeps. */
    scrollbackLines: 10_000,
    mostScrollbackLines: 100_000,
    /** Notices on the screen at once, and milliseconds each stays. */
    notices: 4,
    noticeStays: 8_000,
    /** Share of a split, in thousandths, below which no pane is squeezed. */
    smallestShare: 80,
    /** Milliseconds between two fetches of the sessions on the debug page. */
    refetchEvery: 1_000,
    /** Characters of a title or a name. */
    titleCharacters: 120,
});
