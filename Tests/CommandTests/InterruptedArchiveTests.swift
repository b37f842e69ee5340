import Foundation
import SessionCore
import TestSupport
import Testing

/// The real `mooring export` and `mooring import` are ended in the middle, in order or not, and run again.
@Suite(.serialized) struct InterruptedArchiveTests {
    private let folder: TemporaryDirectory
    private let book = ManySessions(3_000)

    init() throws {
        folder = try TemporaryDirectory()
    }

    private var file: String { folder.path("sessions.jsonl") }

    private func export(from store: StoreInFolder) -> [String] {
        ["export", "--config", store.configuration, "--data", folder.path("data"), "--plain", "--output", file]
    }

    private func restore(into store: StoreInFolder) -> [String] {
        ["import", "--config", store.configuration, "--data", folder.path("data"), "--plain", file]
    }

    private func filled(_ backend: String) async throws -> StoreInFolder {
        let store = try await StoreInFolder(backend, in: folder)
        try await store.lend { try await $0.restoreAll(book.entries) }
        return store
    }

    /// What an export writes before the file has its name, with the bytes in it.
    private func drafts() throws -> [String: Int] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let drafts = names.filter { $0.hasPrefix("sessions.jsonl.part-") }
        return Dictionary(
            uniqueKeysWithValues: drafts.map { name in
                (name, (try? FileManager.default.attributesOfItem(atPath: folder.path(name))[.size] as? Int) ?? 0)
            })
    }

    private func hasBegun() throws -> Bool {
        try drafts().values.contains { $0 > 1 << 18 }
    }

    @Test(arguments: ["file", "sqlite", "redis"])
    func aKilledExportLeavesNoFileAndTheNextOneCleansUp(backend: String) async throws {
        let store = try await filled(backend)
        let killed = try await Interrupted.mooring(export(from: store), by: SIGKILL, once: hasBegun)
        #expect(killed.code == -SIGKILL, "\(killed.output)")
        #expect(!FileManager.default.fileExists(atPath: file))
        let left = try #require(try drafts().keys.first)
        let whole = try await Interrupted.notAtAll(export(from: store))
        #expect(whole.code == 0, "\(whole.output)")
        #expect(whole.output.contains("removed \(folder.path(left))"), "\(whole.output)")
        #expect(try drafts().isEmpty)
        let checked = try await Interrupted.notAtAll(restore(into: store) + ["--dry-run"])
        #expect(
            checked.output.contains("Would import 3000 sessions, 150 tombstones and 0 epochs"), "\(checked.output)")
    }

    @Test func controlCLeavesNothingOfAnExport() async throws {
        let store = try await filled("file")
        let ended = try await Interrupted.mooring(export(from: store), by: SIGINT, once: hasBegun)
        #expect(ended.code == 1, "\(ended.output)")
        #expect(ended.output.contains("there is no file \(file) of it; run it again"), "\(ended.output)")
        #expect(!FileManager.default.fileExists(atPath: file))
        #expect(try drafts().isEmpty)
    }

    @Test(arguments: ["sqlite", "redis", "file"], [SIGKILL, SIGINT])
    func anInterruptedImportGoesOnWhenItIsRunAgain(backend: String, signal: Int32) async throws {
        let source = try await filled(backend == "file" ? "sqlite" : "file")
        #expect(try await Interrupted.notAtAll(export(from: source)).code == 0)
        let target = try await StoreInFolder(backend, in: folder)
        let early = backend == "redis" ? 800 : 400 * ManySessions.payloadBytes
        let ended = try await Interrupted.mooring(restore(into: target), by: signal) {
            try await target.weight() > early
        }
        #expect(ended.code == (signal == SIGINT ? 1 : -SIGKILL), "\(ended.output)")
        if signal == SIGINT {
            #expect(ended.output.contains("in the store: run it again to go on"), "\(ended.output)")
        }
        try await target.lend { store in
            let returned = try await store.live(among: book.tombstones.keys)
            #expect(returned == [])
            let there = try await store.live(among: book.sessions.map(\.key)).count
            #expect((1..<book.sessions.count).contains(there))
        }
        let whole = try await Interrupted.notAtAll(restore(into: target))
        #expect(whole.code == 0 && whole.output.contains("were there already"), "\(whole.output)")
        let again = try await Interrupted.notAtAll(restore(into: target))
        #expect(again.output.contains("3000 sessions were there already"), "\(again.output)")
        #expect(try await target.lend { try await $0.all() } == Set(book.entries))
    }
}
