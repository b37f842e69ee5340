/// What a session is for, as a word: `workspace`, `terminal`, or an embedding server's own.
///
/// One to 64 characters of `a-z`, `0-9`, `-` and `_`.
public struct SessionKind: Sendable, Hashable, CustomStringConvertible {
    /// The word.
    public let text: String

    /// Takes a kind as text, or nothing when it is empty, too long or has another character.
    public init?(_ text: String) {
        guard (1...Limits.nameBytes).contains(text.utf8.count), text.utf8.allSatisfy(NameAlphabet.contains) else {
            return nil
        }
        self.text = text
    }

    /// A workspace: a name, tabs, panes, and which terminals are in them.
    public static let workspace = SessionKind(unchecked: "workspace")
    /// A terminal: a live process while it lives, its last output after that.
    public static let terminal = SessionKind(unchecked: "terminal")
    /// An invitation into a workspace.
    public static let invitation = SessionKind(unchecked: "invitation")
    /// What a claimed invitation leaves with the guest: the right to enter the workspace of another.
    public static let membership = SessionKind(unchecked: "membership")
    /// What opens one window once, beside a cookie.
    public static let ticket = SessionKind(unchecked: "ticket")
    /// A person's login at a server that embeds this layer.
    public static let login = SessionKind(unchecked: "login")
    /// What is kept of a replaced secret, so that the session can be ended when it is shown after its grace.
    public static let rotation = SessionKind(unchecked: "rotation")
    /// A record that a server writes and ends again to see whether its store answers.
    public static let canary = SessionKind(unchecked: "canary")

    /// The word.
    public var description: String { text }

    private init(unchecked text: String) {
        self.text = text
    }
}
