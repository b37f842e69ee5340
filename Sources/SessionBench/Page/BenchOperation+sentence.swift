extension BenchOperation {
    /// What it is, in a few words beside its name.
    var sentence: String {
        switch self {
        case .load: "by token"
        case .commit: "the next version of a payload"
        case .touch: "a use that is written"
        case .create: "a session and its token"
        case .revoke: "one session"
        case .list: "\(Limits.sessionsPerPrincipal) sessions of a principal"
        case .readHeavy: "19 loads for a commit"
        case .writeHeavy: "a load for a commit"
        case .loginStorm: "whole logins: create, rotate, load, list"
        case .revokeAll: "up to \(Limits.sessionsEndedAtOnce) sessions of a principal"
        case .sweep: "loads, while a sweep removes what has expired"
        }
    }
}
