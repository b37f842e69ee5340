import Foundation
import TestSupport
import Testing

/// `mooring bench storage --reference`: what others' session stores reach, in the same report.
@Suite struct BenchReferenceTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func bench(
        _ reference: String, _ arguments: String..., within duration: Duration = .seconds(60)
    ) async throws -> (code: Int32, output: String) {
        try await ChildProcess.run(
            BuildProducts.executable("mooring"),
            [
                "bench", "storage", "--data", folder.path("data"), "--backend", "memory", "--sessions", "60",
                "--duration", "0.05", "--runs", "1", "--concurrency", "1,4", "--operations", "load,commit",
                "--no-floor",
                "--reference", reference,
            ] + arguments, within: duration)
    }

    private func program(_ lines: String) throws -> String {
        let path = try folder.write("#!/bin/sh\n" + lines + "\n", to: "reference.sh")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    /// Benchmark B9, with the real libraries.
    @Test func djangoAndFlaskSessionAreMeasuredBesideOurStores() async throws {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 1...3 { root.deleteLastPathComponent() }
        let script = root.appending(path: "scripts/bench-references.sh").path
        let report = folder.path("report")
        let answer = try await bench(
            script, "--backend", "memory,redis", "--redis-start", "--report", report, within: .seconds(300))
        #expect(answer.code == 0, "\(answer.output)")
        let data = try Data(contentsOf: URL(fileURLWithPath: report + "/report.json"))
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let figures = try #require(json["figures"] as? [[String: Any]])
        for backend in ["memory", "django-file", "django-sqlite", "django-redis", "flask-file", "flask-redis"] {
            let own = figures.filter { $0["backend"] as? String == backend }
            #expect(own.count == 4, "\(backend)")
            for figure in own {
                let median = try #require(figure["median"] as? [String: Any])
                #expect((median["operations"] as? Int ?? 0) > 0, "\(figure)")
            }
        }
        #expect(try String(contentsOfFile: report + "/report.html", encoding: .utf8).contains("django-sqlite"))
    }

    @Test(arguments: [
        ("echo '{\"store\": 7}'", "a line that is none of store, figure and note"),
        ("echo '{}'", "neither store, figure nor note"),
        ("echo it broke >&2; exit 3", "ended with 3"),
    ])
    func whatAProgramTellsWronglyEndsTheRunWithOne(_ lines: String, _ words: String) async throws {
        let answer = try await bench(try program("cat > /dev/null\n" + lines))
        #expect(answer.code == 1, "\(answer.output)")
        #expect(answer.output.contains(words), "\(answer.output)")
    }

    @Test func aProgramThatIsNotThereIsACallThatIsWrong() async throws {
        let answer = try await bench(folder.path("nowhere"))
        #expect(answer.code == 2)
        #expect(answer.output.contains("no program that can be run"), "\(answer.output)")
    }
}
