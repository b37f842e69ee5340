import Foundation
import Logging
import MemoryStorage
import SessionCore
import SessionTesting
import TestSupport
import Testing

/// The articles of the documentation catalogue: their code is what is compiled here, and does what they say.
@Suite struct ArticleTests {
    private static let names = ["ChooseABackend", "WriteABackend", "WriteAnIdentityStrategy"]

    @Test(arguments: names)
    func theCodeOfAnArticleIsCompiledHere(_ name: String) throws {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let root = here.deletingLastPathComponent().deletingLastPathComponent()
        let article = try String(
            contentsOf: root.appending(path: "Sources/SessionCore/SessionCore.docc/\(name).md"), encoding: .utf8)
        var compiled = ""
        for file in ["Articles/\(name)Article.swift", "ArticleTests.swift", "ArticleIdentityTests.swift"] {
            compiled += "\n" + Self.lines(try String(contentsOf: here.appending(path: file), encoding: .utf8)) + "\n"
        }
        let blocks = article.split(separator: "```swift\n").dropFirst().map { $0.prefix { $0 != "`" } }
        #expect(!blocks.isEmpty)
        for block in blocks {
            // A line of dots stands for what is left out.
            for part in Self.lines(String(block)).components(separatedBy: "\n// …\n") {
                #expect(compiled.contains("\n" + part + "\n"), "not compiled as it stands in \(name).md: \(part)")
            }
        }
    }

    @Test func everyArticleIsLookedAt() throws {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let root = here.deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "Sources/SessionCore/SessionCore.docc")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }
        #expect(Set(files) == Set(Self.names.map { $0 + ".md" } + ["SessionCore.md"]))
        let landing = try String(contentsOf: folder.appending(path: "SessionCore.md"), encoding: .utf8)
        #expect(!landing.contains("```swift"))
        for name in Self.names { #expect(landing.contains("<doc:\(name)>")) }
    }

    @Test(arguments: StorageConformance.cases(for: StorageDriver.notebook.abilities))
    func theBackendOfTheArticleKeeps(_ promise: StorageConformance) async throws {
        await promise.check(scale: .small) { _ in NotebookStorage(Notebook()) }
    }

    @Test func theBackendOfTheArticleReadsItsNotebookAgain() async throws {
        let notebook = Notebook()
        let now = Timestamp(milliseconds: 1_000)
        let owner = try #require(Principal("user:ada"))
        let record = SessionRecord(
            key: SessionToken.random().key, handle: .random(), kind: .login, owner: owner, createdAt: now,
            idleDeadline: .never, absoluteDeadline: .never, payload: [1])
        let first = NotebookStorage(notebook)
        #expect(try await first.create(record) == .created)
        _ = try await first.revoke(record.key, reason: .loggedOut, at: now)
        #expect(try await NotebookStorage(notebook).load(record.key, at: now) == .gone(.loggedOut))
    }

    @Test func aBackendIsChosenByWhatItCanDo() async throws {
        let logger = Logger(label: "test")
        func open(_ driver: StorageDriver, _ durability: Durability) async throws(StorageError) -> any SessionStorage {
            try await openStore(
                driver, durability: durability, needs: [.principalIndex, .sweepable], folder: "/nowhere", logger: logger
            )
        }
        #expect(try await open(.memory, .none) is MemoryStorage)
        await #expect(throws: StorageError(.misconfigured, "memory has no durability full")) {
            try await open(.memory, .full)
        }
        await #expect(throws: StorageError(.misconfigured, "notebook is without principal-index")) {
            try await open(.notebook, .none)
        }
    }

    @Test func everyCodeHasItsAdvice() {
        let codes: [StorageError.Code] = [.unavailable, .timeout, .unknown, .full, .tooLarge, .invalid, .corrupt]
        let advices = codes.map { advice(for: StorageError($0, "")) }
        #expect(advices.last == "call a person")
        #expect(advices.dropLast().allSatisfy { $0 != "call a person" })
        #expect(advices[0] == advices[1] && advices[4] == advices[5] && Set(advices).count == 5)
    }

    private static func lines(_ text: String) -> String {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            .joined(separator: "\n")
    }
}
