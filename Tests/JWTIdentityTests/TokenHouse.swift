import Foundation
import JWTIdentity
import MemoryStorage
import SessionCore
import TestSupport

/// A strategy with an issuer, a key file and sessions of its own.
struct TokenHouse: Sendable {
    let folder: TemporaryDirectory
    let issuer: TestIssuer
    let clock = ManualClock()
    let log = LogMemory()
    let sessions: SessionManager
    let strategy: JWTIdentity

    /// What the clock says, in whole seconds as tokens have it.
    var now: Int { Int(clock.now.milliseconds / 1_000) }
    var path: String { folder.path("jwks.json") }

    /// - Parameter keys: what the key file has; by itself, all keys of the issuer.
    init(
        keys: String? = nil, storage: any SessionStorage = MemoryStorage(),
        mode: Int = 0o600, _ change: (inout JWTSettings) -> Void = { _ in }
    ) async throws {
        folder = try TemporaryDirectory()
        self.issuer = try TestIssuer.shared.get()
        _ = try folder.write(keys ?? self.issuer.jwks, to: "jwks.json")
        let path = folder.path("jwks.json")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        sessions = SessionManager(storage: storage, clock: clock, logger: log.logger)
        var settings = JWTSettings(issuer: TestIssuer.issuer, audience: TestIssuer.audience)
        change(&settings)
        strategy = try await JWTIdentity(settings, keys: path, sessions: sessions, logger: log.logger)
    }

    func identify(_ token: String) async throws(IdentityError) -> Identity? {
        try await strategy.identify(.bearer(token), at: clock.now)
    }

    /// Why a token is refused, or `accepted`.
    func verdict(_ token: String) async -> String {
        do throws(IdentityError) {
            guard let identity = try await identify(token) else { return "nobody" }
            return "accepted \(identity.principal)"
        } catch {
            return error.code == .refused ? error.reason : "\(error.code)"
        }
    }

    /// Writes the key file in one step, as tools do that others read after.
    func replaceKeys(_ text: String) throws {
        let other = try folder.write(text, to: "jwks.new")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: other)
        guard rename(other, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}

extension Credentials {
    static func bearer(_ token: String) -> Credentials {
        Credentials(headers: [.init("authorization", "Bearer " + token)])
    }
}
