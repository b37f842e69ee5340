/// What a server is asked to do of a migration.
struct MigrationCommandStep: Encodable {
    var action: String
    var to: String?
    var acceptLoss: Bool?

    init(_ action: String, to: String? = nil, acceptLoss: Bool? = nil) {
        self.action = action
        self.to = to
        self.acceptLoss = acceptLoss
    }
}
