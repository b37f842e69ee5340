import Foundation
import SessionCore
import TestSupport
import Testing

/// The real `mooring migrate` is ended in the middle, in order or not, and run again.
@Suite(.serialized) struct InterruptedMigrationTests {
    private static let moves = [("file", "sqlite"), ("file", "redis"), ("sqlite", "file")]
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func arguments(from old: StoreInFolder, to new: StoreInFolder, _ more: String...) -> [String] {
        ["migrate", "--from", old.configuration, "--to", new.configuration, "--data", folder.path("data")] + more
    }

    /// About what the target weighs with a part of the sessions in it.
    private func weight(of part: Double, _ book: ManySessions, in store: String) -> Int {
        Int(part * Double(book.sessions.count * (store == "redis" ? 2 : ManySessions.payloadBytes)))
    }

    @Test(arguments: moves)
    func aKilledCopyGoesOnAndLosesNothing(old: String, new: String) async throws {
        let (source, target) = (try await StoreInFolder(old, in: folder), try await StoreInFolder(new, in: folder))
        let book = ManySessions(4_000)
        try await source.lend { try await $0.restoreAll(book.entries) }
        var partial = 0
        for round in 0..<5 {
            let wanted = weight(of: (Double(round) + .random(in: 0..<1)) / 6, book, in: new)
            let ended = try await Interrupted.mooring(arguments(from: source, to: target), by: SIGKILL) {
                try await target.weight() > wanted
            }
            #expect(ended.code == -SIGKILL || ended.code == 0, "\(ended.output)")
            let found = try await target.lend { store in
                let returned = try await store.live(among: book.tombstones.keys)
                #expect(returned == [], "in round \(round)")
                return try await store.live(among: book.sessions.map(\.key)).count
            }
            if ended.code == -SIGKILL, found > 0, found < book.sessions.count { partial += 1 }
        }
        #expect(partial > 0, "no round was killed in the middle")
        let whole = try await Interrupted.notAtAll(arguments(from: source, to: target, "--verify"))
        #expect(whole.code == 0 && whole.output.contains("no difference"), "\(whole.output)")
        #expect(try await target.lend { try await $0.all() } == Set(book.entries))
    }

    /// What was live when it was first copied was revoked before it was copied again.
    @Test(arguments: moves)
    func whatWasRevokedSinceAnEarlierCopyStaysRevoked(old: String, new: String) async throws {
        let (source, target) = (try await StoreInFolder(old, in: folder), try await StoreInFolder(new, in: folder))
        let book = ManySessions(2_000)
        try await source.lend { try await $0.restoreAll(book.entries) }
        try await target.lend { try await $0.restoreAll(book.entries) }
        let revoked = book.sessions.prefix(300).map(\.key)
        try await source.lend { store in
            for key in revoked { _ = try await store.revoke(key, reason: .revoked, at: ManySessions.now) }
        }
        for _ in 0..<4 {
            var looks = Int.random(in: 0..<20)
            _ = try await Interrupted.mooring(arguments(from: source, to: target), by: SIGKILL) {
                looks -= 1
                return looks < 0
            }
        }
        let whole = try await Interrupted.notAtAll(arguments(from: source, to: target, "--verify"))
        #expect(whole.code == 0 && whole.output.contains("no difference"), "\(whole.output)")
        try await target.lend { store in
            let returned = try await store.live(among: revoked)
            #expect(returned == [])
            let kept = try await store.live(among: book.sessions.dropFirst(300).map(\.key)).count
            #expect(kept == 1_700)
        }
    }

    @Test(arguments: moves)
    func controlCSaysHowFarItCameAndHowToGoOn(old: String, new: String) async throws {
        let (source, target) = (try await StoreInFolder(old, in: folder), try await StoreInFolder(new, in: folder))
        let book = ManySessions(10_000)
        try await source.lend { try await $0.restoreAll(book.entries) }
        let early = weight(of: 0.2, book, in: new)
        let ended = try await Interrupted.mooring(arguments(from: source, to: target), by: SIGINT) {
            try await target.weight() > early
        }
        #expect(ended.code == 1, "\(ended.output)")
        #expect(ended.output.contains("ending; once more to end at once"), "\(ended.output)")
        let words = try #require(
            ended.output.firstMatch(of: /ended at 2\/2 sessions, (\d+) copied: run it again/)?.output.1)
        let copied = try #require(Int(words))
        let there = try await target.lend { try await $0.live(among: book.sessions.map(\.key)).count }
        // A few pages are under way beyond the one it tells of.
        #expect((copied..<book.sessions.count).contains(there) && there > 0, "\(copied) of \(there)")
        let whole = try await Interrupted.notAtAll(arguments(from: source, to: target, "--verify"))
        #expect(whole.code == 0 && whole.output.contains("no difference"), "\(whole.output)")
        #expect(whole.output.contains("sessions were there already"), "\(whole.output)")
    }
}
