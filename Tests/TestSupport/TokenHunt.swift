package import Foundation
package import SessionCore
import Synchronization

/// Remembers every token that was minted, and looks for them where none may be: in files, in answers, in logs.
///
/// A token counts as found in each of the forms in which it could be used or turned back: its text in either case, its
/// 32 bytes, and both as base64, wherever in a longer text they begin.
package final class TokenHunt: Sendable {
    /// What the suite logs, at every level.
    package let log = LogMemory()
    private let minted = Mutex<[SessionToken]>([])

    package init() {}

    /// Every token so far.
    package var tokens: [SessionToken] { minted.withLock { $0 } }

    /// A new token, remembered; to be given to a manager.
    package func mint() -> SessionToken {
        let token = SessionToken.random()
        minted.withLock { $0.append(token) }
        return token
    }

    /// Does a little of everything through a manager: sessions of several owners are created, found, committed,
    /// rotated with and without a grace, ended one by one, all together and by time, and refused.
    package func runSuite(on storage: any SessionStorage) async throws {
        let clock = ManualClock()
        let manager = SessionManager(
            storage: storage, policy: SessionPolicy(idle: .seconds(3_600), absolute: .seconds(86_400)), clock: clock,
            logger: log.logger, mintToken: { self.mint() })
        let owners = (0..<3).map { _ in Principal.workspace(.random()) }
        for number in 0..<30 {
            let owner = owners[number % 3]
            let session = try await manager.create(.workspace, owner: owner, payload: Array("payload \(number)".utf8))
            var token = session.token
            _ = try await manager.load(token)
            try await manager.withSession(token.key) { $0.payload += [0, 1, 2] }
            if number % 4 > 0 {
                token = try await manager.rotate(token.key, grace: .seconds(number % 4 == 1 ? 0 : 60)).token
                _ = try await manager.load(session.token)
            }
            clock.advance(by: .seconds(61))
            _ = try await manager.load(token)
            if number % 5 == 0 { _ = try await manager.revoke(token.key, reason: .loggedOut) }
            _ = try await manager.load(mint())
        }
        _ = try? await manager.withSession(mint().key) { $0.payload = [] }
        if storage is any PrincipalIndex {
            _ = try await manager.sessions(of: owners[0])
            _ = try await manager.revokeSessions(of: owners[0])
        }
        clock.advance(by: .seconds(3_700))
        if let sweepable = storage as? any Sweepable {
            _ = try await sweepable.sweep(limit: Limits.sweepRecords, at: clock.now)
        }
    }

    /// The forms in which any token is in some bytes; empty is what a test hopes for.
    package func finds(in bytes: Data) -> [String] {
        tokens.flatMap { token in
            TokenHunt.forms(of: token).filter { bytes.range(of: $0.bytes) != nil }.map(\.name)
        }
    }

    /// The same for every file below a folder, with the path of each.
    package func finds(below folder: String) throws -> [String] {
        try TokenHunt.files(below: folder).flatMap { path in
            finds(in: try Data(contentsOf: URL(fileURLWithPath: path))).map { "\($0) in \(path)" }
        }
    }

    /// The same for what was logged.
    package var findsInLog: [String] {
        finds(in: Data(log.text.utf8)).map { "\($0) in the log" }
    }

    /// Whether the keys of tokens are there: then the hunt is where the sessions are.
    package func seesKeys(below folder: String) throws -> Bool {
        let all = try TokenHunt.files(below: folder).map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        return tokens.contains { token in
            let forms = [Data(token.key.bytes), Data(token.key.hexadecimal.utf8)]
            return all.contains { bytes in forms.contains { bytes.range(of: $0) != nil } }
        }
    }

    /// Every form of a token that would give it away.
    package static func forms(of token: SessionToken) -> [(name: String, bytes: Data)] {
        let text = Data(token.text.utf8)
        let raw = Data(Hexadecimal.bytes(of: token.text) ?? [])
        var forms = [
            ("a token as text", text), ("a token in capitals", Data(token.text.uppercased().utf8)),
            ("the bytes of a token", raw),
        ]
        for (name, bytes) in [("a token", text), ("the bytes of a token", raw)] {
            for before in 0..<3 {
                // The first and last characters share bits with what stands around: they are no sign of the token.
                let whole = (Data(repeating: 0, count: before) + bytes).base64EncodedString()
                let inner = whole.dropFirst(before == 0 ? 0 : before + 1).prefix { $0 != "=" }.dropLast()
                let safe = inner.replacing("+", with: "-").replacing("/", with: "_")
                forms.append(("\(name) as base64", Data(inner.utf8)))
                if safe != inner { forms.append(("\(name) as base64 for addresses", Data(safe.utf8))) }
            }
        }
        return forms
    }

    private static func files(below folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).map { folder + "/" + $0 }.filter { path in
            // What a server deletes meanwhile, and its socket, is no file to read.
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            return attributes?[.type] as? FileAttributeType == .typeRegular
        }
    }
}
