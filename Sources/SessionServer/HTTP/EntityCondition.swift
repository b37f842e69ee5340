import HTTPTypes

/// What an `If-Match` asks of the version of a workspace (RFC 9110, section 13.1.1).
enum EntityCondition: Sendable, Hashable {
    /// Nothing was asked.
    case none
    /// There is a version, whichever.
    case any
    /// It is one of these. Tags that no version has are left out, so there may be none.
    case versions([UInt64])

    /// Reads the values of `If-Match`; throws 400 for what is not `*` or a list of quoted tags.
    init(ifMatch values: [String]) throws(HTTPFailure) {
        let text = values.joined(separator: ",")
        if values.isEmpty {
            self = .none
        } else if text == "*" {
            self = .any
        } else {
            self = .versions(try EntityTags(text).strong.compactMap { UInt64($0) })
        }
    }

    /// The version to hold a change to, or nothing to hold it to none. Who makes the change compares it with the store.
    ///
    /// Throws 412 when no version can be the one that was asked for.
    ///
    /// - Parameter present: the version last seen; of several that would do, it is the one that may.
    func expected(_ present: UInt64) throws(HTTPFailure) -> UInt64? {
        guard case .versions(let versions) = self else { return nil }
        guard let first = versions.first else {
            let conflict = HallError(
                .conflict, "no version of the workspace has this tag", detail: ["version": "\(present)"])
            throw HTTPFailure(conflict, isConditional: true)
        }
        return versions.contains(present) ? present : first
    }
}
