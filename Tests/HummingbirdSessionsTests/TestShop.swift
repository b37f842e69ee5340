import HTTPTypes
import Hummingbird
import HummingbirdSessions
import HummingbirdTesting
import Logging
import SessionCore
import TestSupport

/// A small application behind the middleware: a store that can fail, a clock turned by hand, a log that is kept.
struct TestShop {
    let clock = ManualClock()
    let storage = SteerableStorage()
    let log = LogBook()
    let sessions: SessionManager

    init(policy: SessionPolicy = SessionPolicy(idle: .seconds(600), absolute: .seconds(3600), touchEvery: .seconds(60)))
    {
        sessions = SessionManager(storage: storage, policy: policy, clock: clock, logger: log.logger())
    }

    /// Runs a test with windows on the application.
    func open<Answer>(
        cookie: SessionCookie? = .secure("shop"), _ body: @Sendable (any TestClientProtocol) async throws -> Answer
    ) async throws -> Answer {
        guard let cookie else { throw HTTPError(.internalServerError, message: "no cookie of that name") }
        let router = Router(context: TestContext.self)
        router.add(middleware: SessionMiddleware(sessions: sessions, cookie: cookie))
        addCartRoutes(router)
        addLoginRoutes(router)
        addRoutesWithCompany(router)
        return try await Application(router: router, logger: log.logger()).test(.router, body)
    }

    /// The live sessions of a principal.
    func sessions(of principal: String) async throws -> [SessionRecord] {
        guard let principal = Principal(principal) else { return [] }
        return try await sessions.sessions(of: principal).records
    }

    private func addLoginRoutes(_ router: Router<TestContext>) {
        router.post("login/:user") { _, context in
            let user = try context.parameters.require("user")
            if let principal = Principal("user:" + user) { try context.session.signIn(as: principal) }
            return "in"
        }
        router.post("login-and-add/:user") { _, context in
            let user = try context.parameters.require("user")
            if let principal = Principal("user:" + user) { try context.session.signIn(as: principal) }
            try context.session.update { $0 += Array("more".utf8) }
            return "in"
        }
        router.post("renew") { _, context in
            try context.session.renew()
            return "renewed"
        }
        router.post("logout") { _, context in
            try context.session.signOut()
            return "out"
        }
    }

    private func addCartRoutes(_ router: Router<TestContext>) {
        router.get("look") { _, context in
            "\(context.session.principal?.text ?? "-") \(String(decoding: context.session.payload, as: UTF8.self))"
        }
        router.post("add/:text") { _, context in
            let text = try context.parameters.require("text")
            try context.session.update { $0 += Array(text.utf8) }
            return "added"
        }
        router.post("put/:text") { _, context in
            try context.session.replace(with: Array(try context.parameters.require("text").utf8))
            return "put"
        }
        router.post("fill/:count") { _, context in
            let count = try context.parameters.require("count", as: Int.self)
            try context.session.replace(with: [UInt8](repeating: 1, count: count))
            return "filled"
        }
        router.post("throw") { _, context -> String in
            try context.session.update { $0 += [33] }
            throw HTTPError(.badRequest, message: "refused by the handler")
        }
        router.post("late") { _, context in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    do {
                        try context.session.replace(with: [1])
                        try await writer.write(ByteBuffer(string: "stored"))
                    } catch {
                        try await writer.write(ByteBuffer(string: "\(error)"))
                    }
                    try await writer.finish(nil)
                })
        }
        router.post("often/:count") { _, context in
            for _ in 0..<(try context.parameters.require("count", as: Int.self)) {
                try context.session.update { $0 += [65] }
            }
            return "often"
        }
    }

    /// What another request does while the handler runs.
    private func addRoutesWithCompany(_ router: Router<TestContext>) {
        router.post("add-in-company") { _, context in
            try context.session.update { $0 += Array("mine".utf8) }
            try await changeElsewhere(context)
            return "added"
        }
        router.post("put-in-company") { _, context in
            try context.session.replace(with: Array("mine".utf8))
            try await changeElsewhere(context)
            return "put"
        }
        router.post("login-in-company") { _, context in
            try context.session.update { $0 += Array("mine".utf8) }
            if let user = Principal("user:ada") { try context.session.signIn(as: user) }
            try await changeElsewhere(context)
            return "in"
        }
        router.post("login-and-refuse-company") { _, context in
            try context.session.update { bytes in
                guard bytes.isEmpty || !String(decoding: bytes, as: UTF8.self).contains("theirs") else {
                    throw HTTPError(.badRequest, message: "not together with theirs")
                }
                bytes += Array("mine".utf8)
            }
            if let user = Principal("user:ada") { try context.session.signIn(as: user) }
            try await changeElsewhere(context)
            return "in"
        }
        router.post("end-in-company") { _, context in
            try context.session.update { $0 += Array("mine".utf8) }
            if let record = context.session.record { _ = try await sessions.revoke(record.key) }
            return "added"
        }
        router.get("devices") { _, context in
            guard let principal = context.session.principal else { return "-" }
            return try await sessions.sessions(of: principal).records.map(\.handle.text).joined(separator: " ")
        }
    }

    private func changeElsewhere(_ context: TestContext) async throws {
        guard let record = context.session.record else { return }
        try await sessions.withSession(record.key) { $0.payload += Array("theirs ".utf8) }
    }
}
