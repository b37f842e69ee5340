import NIOCore
import SessionCore

/// What a new connection says first, and what the answers to it mean.
struct RedisGreeting: Sendable {
    private enum Step {
        case authenticate
        case name
        case select
        case ping
    }

    private let steps: [Step]
    /// The commands, all at once. They hold the password: not for logs.
    let bytes: [UInt8]
    var count: Int { steps.count }

    init(_ settings: RedisSettings) {
        var steps: [Step] = []
        var bytes: [UInt8] = []
        func add(_ step: Step, _ arguments: RedisArgument...) {
            steps.append(step)
            bytes += RedisCommand(arguments: arguments).bytes
        }
        if let password = settings.password {
            let user = settings.user.map { [RedisArgument.text($0)] } ?? []
            steps.append(.authenticate)
            bytes += RedisCommand(arguments: [.text("AUTH")] + user + [.text(password.text)]).bytes
        }
        add(.name, .text("CLIENT"), .text("SETNAME"), .text(settings.clientName))
        if settings.database != 0 { add(.select, .text("SELECT"), .integer(Int64(settings.database))) }
        add(.ping, .text("PING"))
        self.steps = steps
        self.bytes = bytes
    }

    /// What is wrong with the answer to the command at this place; nothing when it is well.
    func failure(_ reply: RedisReply, at index: Int) -> StorageError? {
        guard case .error(let text) = reply, steps.indices.contains(index) else {
            let isPing = steps.indices.contains(index) && steps[index] == .ping
            guard isPing, reply != .status("PONG") else { return nil }
            return StorageError(.misconfigured, "what answers at the address of Redis does not speak its protocol")
        }
        if text.contains("max number of clients") {
            return StorageError(.unavailable, "Redis takes no more clients (maxclients)")
        }
        // Whoever may not name a connection may still use it.
        if steps[index] == .name, !text.hasPrefix("NOAUTH") { return nil }
        if let named = RedisServerError.named(text) { return named }
        switch steps[index] {
        case .authenticate:
            return StorageError(.misconfigured, "Redis did not take the user and password it was given")
        case .select:
            return StorageError(.misconfigured, "Redis does not have the database with the number in the settings")
        case .name, .ping:
            return StorageError(.misconfigured, "what answers at the address of Redis does not speak its protocol")
        }
    }
}
