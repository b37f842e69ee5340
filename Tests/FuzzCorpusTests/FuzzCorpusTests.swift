import Foundation
import FuzzTargets
import Testing

/// Every input that a fuzzer once found, and those it began with, given to its target again.
@Suite struct FuzzCorpusTests {
    private static let corpus = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("FuzzCorpus")

    private static func inputs(of target: FuzzTarget) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: corpus.appendingPathComponent(target.rawValue), includingPropertiesForKeys: nil
        ).sorted { $0.path < $1.path }
    }

    @Test(arguments: FuzzTarget.allCases)
    func everyKeptInputIsSurvived(_ target: FuzzTarget) throws {
        let inputs = try FuzzCorpusTests.inputs(of: target)
        #expect(!inputs.isEmpty, "the folder of \(target.rawValue) is empty")
        for input in inputs {
            do {
                try target.run(Array(try Data(contentsOf: input)))
            } catch {
                Issue.record("\(input.lastPathComponent): \(error)")
            }
        }
    }

    @Test(arguments: FuzzTarget.allCases)
    func theInputsOfATargetTakeLessThanAMebibyte(_ target: FuzzTarget) throws {
        let bytes = try FuzzCorpusTests.inputs(of: target).reduce(0) { try $0 + Data(contentsOf: $1).count }
        #expect(bytes < 1 << 20)
    }

    @Test func nothingElseLiesInTheCorpus() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: FuzzCorpusTests.corpus.path)
        #expect(Set(names) == Set(FuzzTarget.allCases.map(\.rawValue)))
    }
}
