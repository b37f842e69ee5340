/// The keys of a store in order: the first seals what is written, and each opens what it once sealed.
public struct EncryptionKeys: Sendable, Hashable {
    /// The key that seals.
    public let sealing: EncryptionKey
    /// All keys in their order, the sealing one first.
    public let all: [EncryptionKey]
    private let byID: [String: EncryptionKey]

    /// Takes keys in their order.
    ///
    /// - Throws: ``EncryptionKeysProblem`` for none at all, for more than ``Limits/encryptionKeys``, and for two that have
    ///   one name.
    public init(_ keys: [EncryptionKey]) throws(EncryptionKeysProblem) {
        guard let first = keys.first else { throw EncryptionKeysProblem(nil, "there is no key in it") }
        guard keys.count <= Limits.encryptionKeys else {
            throw EncryptionKeysProblem(nil, "there are more than \(Limits.encryptionKeys) keys in it")
        }
        var byID: [String: EncryptionKey] = [:]
        for key in keys where byID.updateValue(key, forKey: key.id) != nil {
            throw EncryptionKeysProblem(nil, "two keys are called \(key.id)")
        }
        (sealing, all, self.byID) = (first, keys, byID)
    }

    /// The key of a name, or nothing when there is none.
    public func key(_ id: String) -> EncryptionKey? {
        byID[id]
    }
}
