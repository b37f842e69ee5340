/// The program in a measured terminal, by what it prints.
package enum TerminalSource: String, Sendable, CaseIterable {
    /// Nothing.
    case idle
    /// 256 bytes thirty times a second, each beginning with the instant at which it was due.
    case paced
    /// A whole screen sixty times a second, each beginning with the instant at which it was due.
    case screen
    /// Plain lines without a pause.
    case flood
    /// Lines with colours without a pause.
    case colours
    /// The number of each key that arrives.
    case echo
    /// Plain lines without a pause, with the number of each key that arrives between them.
    case echoFlood = "echo-flood"
    /// Ten thousand lines, and then nothing.
    case lines
}
