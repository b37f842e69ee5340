/// What a measurement does with sessions, over and over.
package enum BenchOperation: String, Sendable, Hashable, Codable, CaseIterable {
    /// Finds a session by its token and checks what came back.
    case load
    /// Stores another payload under the next version.
    case commit
    /// Moves the idle deadline of a session.
    case touch
    /// Starts a session.
    case create
    /// Ends a session.
    case revoke
    /// Lists the sessions of a principal and checks each.
    case list
    /// Nineteen loads for each commit.
    case readHeavy = "read-heavy"
    /// A load for each commit.
    case writeHeavy = "write-heavy"
    /// Whole logins: a session of a guest is started, moves to a new token and to a user, is loaded, and the user's
    /// sessions are listed.
    case loginStorm = "login-storm"
    /// Ends all sessions of a principal, ``Limits/sessionsEndedAtOnce`` of them; by one caller only.
    case revokeAll = "revoke-all"
    /// Loads, while a sweep without pauses removes sessions that have expired.
    case sweep

    /// What `--operations` names: one verb over and over.
    package static let single: [BenchOperation] = [.load, .commit, .touch, .create, .revoke, .list]
    /// What `--mix` names: what servers see at times.
    package static let mixes: [BenchOperation] = [
        .readHeavy, .writeHeavy, .loginStorm, .touch, .revokeAll, .sweep, .list,
    ]

    /// Whether what it writes is of interest for each call.
    var isWrite: Bool {
        switch self {
        case .load, .list, .sweep: false
        default: true
        }
    }

    /// Whether it does one thing only, so that a floor can do the same.
    var isSingle: Bool { BenchOperation.single.contains(self) }

    /// Of how many calls one is a commit, for a mix of loads and commits.
    var callsPerCommit: Int {
        self == .readHeavy ? 20 : 2
    }
}
