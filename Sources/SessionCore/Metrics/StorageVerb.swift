/// A call to a store, as measurements name it.
public enum StorageVerb: String, Sendable, Hashable, CaseIterable {
    /// ``SessionStorage/create(_:)``.
    case create
    /// ``SessionStorage/load(_:at:)``.
    case load
    /// ``SessionStorage/commit(_:for:expecting:idleDeadline:at:)``.
    case commit
    /// ``SessionStorage/touch(_:idleDeadline:at:)``.
    case touch
    /// ``SessionStorage/rotate(_:with:expecting:at:)``.
    case rotate
    /// ``SessionStorage/revoke(_:reason:at:)``.
    case revoke
    /// ``PrincipalIndex/sessions(of:after:limit:at:)``.
    case list
    /// ``PrincipalIndex/revokeSessions(of:except:reason:at:)``.
    case revokeAll = "revoke-all"
    /// ``PrincipalIndex/raiseEpoch(of:to:)``.
    case raiseEpoch = "raise-epoch"
    /// ``PrincipalIndex/epoch(of:)``.
    case epoch
    /// ``Sweepable/sweep(limit:at:)``.
    case sweep
    /// ``Exportable/export(after:limit:)`` and ``Exportable/entries(of:)``.
    case export
    /// ``Exportable/restore(_:)``.
    case restore
    /// ``ChangeFeed/events(after:limit:)``.
    case events
    /// ``HealthCheckable/checkHealth(at:)``.
    case health
    /// ``LeaseKeeper/acquireLease(_:holder:for:at:)``.
    case acquireLease = "acquire-lease"
    /// ``LeaseKeeper/renewLease(_:for:at:)``.
    case renewLease = "renew-lease"
    /// ``LeaseKeeper/releaseLease(_:at:)``.
    case releaseLease = "release-lease"

    /// Every outcome a call can have beside an error.
    public var outcomes: [String] {
        switch self {
        case .create: ["created", "duplicate", "gone"]
        case .load: ["live", "gone", "absent"]
        case .commit: ["committed", "conflict", "gone", "absent"]
        case .touch: ["touched", "gone", "absent"]
        case .rotate: ["rotated", "conflict", "duplicate", "gone", "absent"]
        case .revoke: ["revoked", "absent"]
        case .acquireLease: ["granted", "held"]
        case .renewLease: ["renewed", "lost"]
        case .releaseLease: ["released", "lost"]
        case .list, .revokeAll, .raiseEpoch, .epoch, .sweep, .export, .restore, .events, .health: ["done"]
        }
    }
}
