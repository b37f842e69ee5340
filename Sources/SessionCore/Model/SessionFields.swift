/// What a ``SessionRecord`` says, field by field; what each means is said there.
struct SessionFields: Sendable, Hashable {
    /// The one place in memory that the copies of a record share.
    // Reason: a record changes it only when no other record and so no other thread has it.
    final class Box: @unchecked Sendable {
        var fields: SessionFields

        init(_ fields: SessionFields) {
            self.fields = fields
        }
    }

    var key: SessionKey
    var handle: SessionHandle
    var kind: SessionKind
    var owner: Principal
    var version: UInt64
    var createdAt: Timestamp
    var authenticatedAt: Timestamp
    var touchedAt: Timestamp
    var idleDeadline: Timestamp
    var absoluteDeadline: Timestamp
    var payload: [UInt8]
}
