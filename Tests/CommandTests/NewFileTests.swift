import Foundation
import TestSupport
import Testing

@testable import mooring

/// What lies beside a file while it is written, and who may take it away.
@Suite struct NewFileTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func names() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    }

    @Test func onlyWhatNobodyWritesIsRemoved() throws {
        let own = "export.part-\(getpid())"
        let file = try NewFile(folder.path("export"), mayReplace: false)
        for name in ["export.part-1", "export.part-1x", "export.part-", "other.part-1"] {
            try folder.write("", to: name)
        }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("export.part-2"), withDestinationPath: folder.path("other.part-1"))
        NewFile.removeAbandonedDrafts(of: folder.path("export"))
        #expect(try names() == [own, "export.part-1x", "export.part-", "export.part-2", "other.part-1"])
        try file.write(Data("whole".utf8))
        try file.finish()
        #expect(try String(contentsOfFile: folder.path("export"), encoding: .utf8) == "whole")
        #expect(try !names().contains(own))
    }

    /// In a container every run may have the same number.
    @Test func aDraftOfAnEarlierProcessWithTheSameNumberIsNoHindrance() throws {
        try folder.write("half", to: "export.part-\(getpid())")
        let file = try NewFile(folder.path("export"), mayReplace: false)
        try file.write(Data("whole".utf8))
        try file.finish()
        #expect(try names() == ["export"])
        #expect(try String(contentsOfFile: folder.path("export"), encoding: .utf8) == "whole")
    }
}
