/// The bounds of the configuration reader, each with its reason.
package enum Limits {
    /// The most bytes a configuration file may have: it is written by hand.
    package static let fileBytes = 256 * 1024
    /// How deep mappings and lists may lie in each other: the deepest setting lies three deep.
    package static let depth = 16
    /// The most problems that are told at once: what a person reads before mending the first.
    package static let problems = 20
    /// The most bytes a value may have, its variables filled in: room for an address with long credentials.
    package static let valueBytes = 4_096
    /// The most entries a list may have.
    package static let listEntries = 256
    /// How many letters a name may be off to be the one that was meant.
    package static let nameDistance = 2
    /// The longest name, in letters, that others are compared with: comparing costs the product of both lengths.
    package static let comparedLetters = 64
    /// The most letters of a wrong value that a problem repeats.
    package static let quotedLetters = 80
    /// The most terminals of a workspace and windows of a terminal that may be asked for.
    package static let counted = 4_096
    /// The most often a minute that something may be allowed: more is as good as no limit.
    package static let paced = 1_000_000
    /// The most lines of scrollback that may be asked for: what a page can hold per terminal.
    package static let scrollbackLines = 1_000_000
    /// How many bytes the output log of a terminal may be told to keep: a screen at the least.
    package static let logBytes = (64 << 10)...(1 << 30)
    /// The pings of Socket.IO that may be asked for: a poll that waits for one must end before an idle connection does.
    package static let pingTimes: ClosedRange<Duration> = .seconds(1)...(.seconds(50))
    /// The largest size a setting can say, in bytes.
    package static let sizeBytes = 1 << 40
}
