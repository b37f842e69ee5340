import NIOCore

extension Limits {
    /// Newcomers that are given a workspace at once, from anywhere: a class of students, not a crawler's whole run.
    package static let newcomers = 200
    /// Newcomers a second after that.
    package static let newcomersPerSecond = 2.0
    /// Addresses, and principals, that have a bucket of their own; what is new beyond that shares one.
    package static let admissionKeys = 8_192
    /// How long a ticket opens a window: a page fetches it right before.
    package static let ticketLifetime: Duration = .seconds(30)
    /// Workspaces a principal may own.
    package static let workspacesPerPrincipal = 64
    /// Sessions of one principal that are looked through for an answer.
    package static let sessionsPerAnswer = 4_096
    /// Tabs of a workspace: more than anybody finds again.
    package static let tabsPerWorkspace = 64
    /// Panes of a tab: smaller ones cannot be read.
    package static let panesPerTab = 16
    /// How deep panes are split.
    package static let paneDepth = 8
    /// Bytes of a name or title: one line.
    package static let titleBytes = 200
    /// Windows in one workspace.
    package static let windowsPerWorkspace = 1_024
    /// Guests of one workspace of whom its owner has said something.
    package static let memberRules = 256
    /// How long a guest who was removed stays out when nothing is said about it, and at the most.
    package static let removal: Duration = .seconds(600)
    package static let longestRemoval: Duration = .seconds(30 * 86_400)
    /// Live invitations of one workspace.
    package static let invitationsPerWorkspace = 64
    /// Claims of one invitation.
    package static let claimsPerInvitation = 256
    /// Bytes of a terminal's last output that are kept in the store.
    package static let savedOutputBytes = 64 << 10
    /// Bytes of a JSON body.
    package static let jsonBytes = 256 << 10
    /// Levels of a JSON body.
    package static let jsonDepth = 32
    /// Requests of one window that wait for their answer.
    package static let requestsPerWindow = 64
    /// Terminals one window is attached to.
    package static let terminalsPerWindow = 128
    /// Bytes handed to a window's socket in one turn, so that others of its event loop get theirs.
    package static let bytesPerTurn = 256 << 10
    /// Bytes pulled from one terminal before the next one's turn.
    package static let bytesPerPull = 64 << 10
    /// The longest until it is looked again whether an identity has expired: a clock may be set forward.
    static let expiryLook = Duration.seconds(60)
    /// How long a window may take to say hello.
    static let helloPatience = TimeAmount.seconds(10)
}
