import Foundation
import TestSupport
import Testing

/// The real `mooring bench storage`, for a moment.
@Suite struct BenchCommandTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func bench(_ arguments: String...) async throws -> (code: Int32, output: String) {
        try await ChildProcess.run(
            BuildProducts.executable("mooring"), ["bench", "storage", "--data", folder.path("data")] + arguments,
            environment: ["MOORING_CONFIG": ""])
    }

    private func short(_ arguments: String...) async throws -> (code: Int32, output: String) {
        let all = ["--sessions", "300", "--duration", "0.05", "--runs", "1"] + arguments
        return try await ChildProcess.run(
            BuildProducts.executable("mooring"), ["bench", "storage", "--data", folder.path("data")] + all)
    }

    @Test func memoryAndFileAreMeasuredBesideTheirFloorsAndNothingIsLeft() async throws {
        let answer = try await short("--backend", "memory,file", "--concurrency", "1,8")
        #expect(answer.code == 0, "\(answer.output)")
        let lines = answer.output.split(separator: "\n")
        for operation in ["load", "commit", "touch", "create", "revoke", "list"] {
            let rows = lines.filter {
                $0.contains(" \(operation) ") && ($0.hasPrefix("memory ") || $0.hasPrefix("file "))
            }
            #expect(rows.count == 4, "\(operation): \(answer.output)")
        }
        #expect(answer.output.contains("pread, cached, 1 thread"))
        #expect(answer.output.contains("file, durability normal: An acknowledged write is with the operating system"))
        #expect(answer.output.contains("memory does not offer durability normal; it was measured at none"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("data")).isEmpty)
    }

    @Test func theJSONIsAllThatIsWrittenToStandardOutput() async throws {
        let answer = try await short("--backend", "memory", "--operations", "load", "--no-floor", "--output", "json")
        #expect(answer.code == 0, "\(answer.output)")
        let report = try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any]
        #expect(report?["schema"] as? String == "mooring-bench-storage/2")
        #expect((report?["figures"] as? [Any])?.count == 2)
    }

    @Test(arguments: [
        (["--backend", "nowhere"], "no backend 'nowhere'; it has memory, file"),
        (["--backend", ","], "no backend is left to measure"),
        (["--sessions", "many"], "--sessions: 'many' is not a whole number"),
        (["--sessions", "0"], "--sessions: 0 is not in"),
        (["--operations", "load,fly"], "--operations: 'fly' is none of load, commit"),
        (["--durability", "hard"], "--durability: 'hard' is none of full, normal, none"),
        (["--size", "8"], "--size: 8 is not in 32"),
        (["--through", "wall"], "--through"),
    ])
    func aWrongCallEndsWithTwoAndSaysWhatIsAllowed(_ arguments: [String], _ words: String) async throws {
        let answer = try await ChildProcess.run(
            BuildProducts.executable("mooring"), ["bench", "storage", "--data", folder.path("data")] + arguments)
        #expect(answer.code == 2, "\(answer.output)")
        #expect(answer.output.contains(words), "\(answer.output)")
        let left = try? FileManager.default.contentsOfDirectory(atPath: folder.path("data"))
        #expect(left?.isEmpty ?? true)
    }

    @Test func anInterruptEndsTheRunInOrderWithWhatThereIs() async throws {
        let child = try ChildProcess(
            BuildProducts.executable("mooring"),
            [
                "bench", "storage", "--data", folder.path("data"), "--backend", "memory", "--sessions", "100",
                "--duration", "300", "--no-floor",
            ])
        let data = folder.path("data")
        try await eventually(within: .seconds(20), "the folder of the run") {
            (try? FileManager.default.contentsOfDirectory(atPath: data))?.isEmpty == false
        }
        child.send(SIGINT)
        #expect(try await child.exitCode() == 1)
        #expect(child.log.contains("interrupted"), "\(child.log)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: data).isEmpty)
    }

    @Test func helpTeachesWithExamples() async throws {
        let answer = try await bench("--help")
        #expect(answer.code == 0)
        #expect(answer.output.contains("mooring bench storage --backend file,sqlite --durability full,normal"))
    }
}
