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
        (["--mix", "read-heavy,storm"], "--mix: 'storm' is none of read-heavy, write-heavy, login-storm"),
        (["--operations", "sweep"], "--operations: 'sweep' is none of load, commit"),
        (["--rate", "0"], "--rate: "),
        (["--backend", "redis"], "have one started with --redis-start"),
        (["--redis-start", "--redis-url", "redis://127.0.0.1"], "choose one"),
        (["--report", "/dev/null/report"], "--report: /dev/null/report cannot be made"),
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

    @Test func aRedisOfTheBenchIsKilledComesBackAndIsGoneAtTheEnd() async throws {
        let answer = try await short(
            "--backend", "redis", "--redis-start", "--durability", "normal,full", "--operations", "load,commit",
            "--mix",
            "revoke-all,sweep", "--concurrency", "1,8", "--no-floor")
        #expect(answer.code == 0, "\(answer.output)")
        let lines = answer.output.split(separator: "\n")
        for level in ["normal", "full"] {
            #expect(lines.filter { $0.hasPrefix("redis ") && $0.contains(" \(level) ") }.count == 7, "\(answer.output)")
        }
        #expect(answer.output.contains("the server killed and started again; the first session was found right after"))
        #expect(answer.output.contains("appendfsync: always") && answer.output.contains("appendfsync: everysec"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("data")).isEmpty)
        let places = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/cwd")
        }
        #expect(!places.contains { $0.hasPrefix(folder.path("data")) }, "a server runs on")
    }

    @Test func aReportIsLeftInEveryFormAndComparedWithItself() async throws {
        let report = folder.path("report")
        let answer = try await short(
            "--backend", "memory", "--operations", "load", "--runs", "4", "--no-floor", "--report", report)
        #expect(answer.code == 0, "\(answer.output)")
        for name in ["report.txt", "report.json", "report.html"] {
            #expect(FileManager.default.fileExists(atPath: "\(report)/\(name)"), "\(name)")
        }
        let same = try await compare("\(report)/report.json", "\(report)/report.json")
        #expect(same.code == 0, "\(same.output)")
        #expect(same.output.contains("2 figures: 0 slower, 0 faster"), "\(same.output)")

        let json = try String(contentsOfFile: "\(report)/report.json", encoding: .utf8)
        let slower = try folder.write(
            json.replacing(/"perSecond" : ([0-9.e+]+)/) { "\"perSecond\" : \((Double($0.1) ?? 0) / 1000)" },
            to: "slower.json")
        let worse = try await compare("\(report)/report.json", slower)
        #expect(worse.code == 1, "\(worse.output)")
        #expect(worse.output.contains("2 slower"), "\(worse.output)")
        #expect(try await compare(slower, "\(report)/report.json").code == 0)
        #expect(try await compare(slower, "\(report)/report.html").code == 2)
        #expect(try await compare(slower, folder.path("nowhere.json")).code == 2)
    }

    private func compare(_ before: String, _ after: String) async throws -> (code: Int32, output: String) {
        try await ChildProcess.run(BuildProducts.executable("mooring"), ["bench", "compare", before, after])
    }

    @Test func helpTeachesWithExamples() async throws {
        let answer = try await bench("--help")
        #expect(answer.code == 0)
        #expect(answer.output.contains("mooring bench storage --backend file,sqlite --durability full,normal"))
    }
}
