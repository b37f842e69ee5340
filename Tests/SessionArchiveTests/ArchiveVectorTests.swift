import Foundation
import SessionArchive
import SessionCore
import Testing

/// Files of format 1 as they were written once: what is in somebody's cupboard stays readable.
@Suite struct ArchiveVectorTests {
    @Test(arguments: ["sealed-1", "plain-1"]) func frozenFileIsStillRead(_ name: String) throws {
        let url = try #require(Bundle.module.url(forResource: "Resources/\(name)", withExtension: "jsonl"))
        let bytes = try Data(contentsOf: url)
        #expect(bytes.last == UInt8(ascii: "\n"))
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map { Data($0) }
        let keys = name == "sealed-1" ? try ArchiveSample.keys() : nil
        #expect(try ArchiveSample.read(lines, keys: keys) == ArchiveSample.entries())
    }
}
