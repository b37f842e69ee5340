import Foundation
import TestSupport
import Testing

/// The real `mooring bench terminals` and `mooring bench jwt`, for a moment.
@Suite struct BenchTerminalsCommandTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func terminals(_ arguments: String...) async throws -> (code: Int32, output: String) {
        try await ChildProcess.run(
            BuildProducts.executable("mooring"),
            ["bench", "terminals", "--data", folder.path("data"), "--runs", "1", "--duration", "0.3"] + arguments,
            environment: ["MOORING_CONFIG": ""])
    }

    @Test func everyWorkloadIsMeasuredBesideItsFloorAndNothingIsLeft() async throws {
        let answer = try await terminals(
            "--windows", "3", "--workloads", "idle,paced,screen,flood,colours,echo,echo-flood,stopped,storm",
            "--output", "json")
        #expect(answer.code == 0, "\(answer.output)")
        let report = try #require(answer.output.firstIndex(of: "{").flatMap { JSON(String(answer.output[$0...])) })
        #expect(report["schema"].string == "mooring-bench-terminals/1")
        var seen: [String: Int] = [:]
        for index in 0..<16 {
            let figure = report["figures"][index]
            let (workload, median) = (figure["workload"].string ?? "none", figure["median"])
            seen[workload, default: 0] += 1
            if ["flood", "colours", "stopped"].contains(workload) {
                #expect(median["sourceBytesPerSecond"].double ?? 0 > 0, "\(workload)")
            } else if workload != "idle" {
                #expect(median["samples"].int ?? 0 > 0, "\(workload)")
            }
            #expect(median["unanswered"].int == 0, "\(workload)")
        }
        #expect(seen.count == 9 && seen["storm"] == 1 && seen["stopped"] == 1 && seen["flood"] == 2, "\(seen)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("data")).isEmpty)
    }

    @Test(arguments: [
        (["--windows", "0"], "--windows: 0 is not in 1 … 1000"),
        (["--windows", "few"], "--windows: 'few' is not a whole number"),
        (["--workloads", "flood,rain"], "--workloads: 'rain' is none of idle, paced"),
        (["--keys", "0"], "--keys: 0 is not in"),
    ])
    func aWrongCallEndsWithTwoAndSaysWhatIsAllowed(_ arguments: [String], _ words: String) async throws {
        let answer = try await ChildProcess.run(
            BuildProducts.executable("mooring"), ["bench", "terminals", "--data", folder.path("data")] + arguments)
        #expect(answer.code == 2, "\(answer.output)")
        #expect(answer.output.contains(words), "\(answer.output)")
    }

    @Test func tokensOfEveryAlgorithmAreVerifiedBareColdAndCached() async throws {
        let answer = try await ChildProcess.run(
            BuildProducts.executable("mooring"), ["bench", "jwt", "--tokens", "3", "--runs", "2"])
        #expect(answer.code == 0, "\(answer.output)")
        let lines = answer.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        for algorithm in ["HS256", "RS256", "PS256", "ES256", "ES384", "EdDSA"] {
            let ways = lines.filter { $0.first == algorithm }.compactMap { $0.dropFirst().first }
            #expect(ways == ["bare", "cold", "cached"], "\(algorithm): \(answer.output)")
        }
    }

    @Test func whatATerminalPrintsForTheBenchIsNotInTheHelp() async throws {
        let answer = try await ChildProcess.run(BuildProducts.executable("mooring"), ["bench", "--help"])
        #expect(answer.code == 0 && !answer.output.contains("emit"), "\(answer.output)")
        #expect(answer.output.contains("terminals") && answer.output.contains("jwt"), "\(answer.output)")
    }
}
