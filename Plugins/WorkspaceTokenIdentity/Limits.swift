/// The bounds of this plug-in, each with its reason.
enum Limits {
    /// Workspaces that are made at once for tokens that their holders minted: a class of students, not somebody who
    /// tries one token after the other.
    static let newcomers = 200
    /// The longest that a replaced token still reads: a request under way, a window that reconnects, a program's restart.
    static let rotateGrace = Duration.seconds(600)
    /// Such workspaces a second after that.
    static let newcomersPerSecond = 2.0
}
