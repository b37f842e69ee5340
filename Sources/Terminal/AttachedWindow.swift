/// What a terminal keeps for one window: a cursor and whom to wake. There is no queue.
struct AttachedWindow {
    let window: any TerminalWindow
    var role: TerminalWindowRole
    var cursor: OutputCursor
    /// It has everything and is to be woken for more.
    var isWaiting = false
    /// It is to be woken when it acknowledges.
    var isOutOfCredit = false
}
