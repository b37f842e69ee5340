import Foundation
import TestSupport
import Testing

/// The page on security promises nothing without a test: each name in its tables is a test of this repository.
@Suite struct SecurityPageTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func tests() throws -> Set<String> {
        let folder = Self.root.appending(path: "Tests").path
        var names: Set<String> = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) where path.hasSuffix("Tests.swift") {
            let text = try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
            let found = text.matches(of: /@Test(?:\([^@]*?\)\s*|\s+)func ([A-Za-z0-9]+)/)
            names.formUnion(found.map { String($0.1) })
        }
        return names
    }

    @Test func everyRowNamesTestsThatExist() throws {
        let page = try String(
            contentsOfFile: Self.root.appending(path: "docs/security.md").path, encoding: .utf8)
        let tests = try tests()
        #expect(tests.contains("everyRowNamesTestsThatExist") && tests.count > 500)
        // The heads of tables whose last column has the names.
        var isNaming = false
        var rows = 0
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if !line.hasPrefix("|") { isNaming = false }
            if line.hasSuffix("| tests |") { isNaming = true }
            guard isNaming, !line.hasSuffix("| tests |"), !line.hasPrefix("|---") else { continue }
            let last = line.split(separator: "|").last { !$0.allSatisfy(\.isWhitespace) } ?? ""
            let names = last.split(whereSeparator: { " `".contains($0) }).map(String.init)
            rows += 1
            #expect(!names.isEmpty, "\(line)")
            for name in names { #expect(tests.contains(name), "\(name) in: \(line)") }
        }
        #expect(rows >= 30)
    }
}
