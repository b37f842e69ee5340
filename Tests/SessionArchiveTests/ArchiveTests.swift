import Foundation
import SessionArchive
import SessionCore
import Testing

/// What is written is read, and nothing else is.
@Suite(.serialized) struct ArchiveTests {
    /// With the keys, and without.
    static let forms = [true, false]

    private func problem(_ lines: [Data], _ keys: EncryptionKeys?) -> ArchiveProblem? {
        do {
            _ = try ArchiveSample.read(lines, keys: keys)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: forms) func everyKindOfEntryIsReadAsItWasWritten(_ isSealed: Bool) throws {
        let keys = isSealed ? try ArchiveSample.keys() : nil
        let lines = try ArchiveSample.lines(keys?.sealing)
        #expect(try ArchiveSample.read(lines, keys: keys) == ArchiveSample.entries())
    }

    @Test(arguments: forms) func everyDamagedByteIsSeenInItsLine(_ isSealed: Bool) throws {
        let keys = isSealed ? try ArchiveSample.keys() : nil
        let lines = try ArchiveSample.lines(keys?.sealing)
        for (number, line) in lines.enumerated() {
            for place in line.indices {
                var damaged = lines
                damaged[number][place] ^= 1
                let found = problem(damaged, keys)
                // What stands in the header is bound to every line: a change of it shows in the next at the latest.
                let expected = number == 0 ? [1, 2] : [number + 1]
                #expect(found.map { expected.contains($0.line) } == true, "line \(number + 1), byte \(place): \(found)")
            }
        }
    }

    @Test(arguments: forms) func linesHaveOnePlaceInOneFile(_ isSealed: Bool) throws {
        let keys = isSealed ? try ArchiveSample.keys() : nil
        let lines = try ArchiveSample.lines(keys?.sealing)
        for number in 1..<lines.count {
            var (lost, twice, swapped) = (lines, lines, lines)
            lost.remove(at: number)
            twice.insert(lines[number], at: number)
            swapped.swapAt(number, number == 1 ? 2 : number - 1)
            #expect(problem(lost, keys)?.line == number + 1)
            #expect(problem(twice, keys)?.line == number + 2)
            #expect(problem(swapped, keys) != nil)
        }
        // A line of another file at the same place, sealed with the same key.
        let header = ArchiveHeader(
            created: ArchiveSample.now.advanced(by: .seconds(1)), backend: "memory", namespace: .standard,
            key: keys?.sealing)
        var writer = try ArchiveWriter(header, key: keys?.sealing)
        var mixed = lines
        mixed[1] = Data(try writer.line(ArchiveSample.entries()[0]).dropLast())
        #expect(problem(mixed, keys)?.line == 2)
    }

    @Test(arguments: forms) func cutOffFileIsSeenAtItsEnd(_ isSealed: Bool) throws {
        let keys = isSealed ? try ArchiveSample.keys() : nil
        let lines = try ArchiveSample.lines(keys?.sealing)
        for count in 1..<lines.count {
            #expect(problem(Array(lines.prefix(count)), keys)?.what.contains("cut off") == true)
        }
        #expect(problem([], keys)?.what.contains("no export") == true)
        #expect(problem(lines + [lines[1]], keys)?.what.contains("more after the last line") == true)
    }

    @Test func wrongKeysAreToldFromDamage() throws {
        let lines = try ArchiveSample.lines(ArchiveSample.keys().sealing)
        #expect(problem(lines, nil)?.what.contains("--key-file") == true)
        let other = try ArchiveSample.keys("k2")
        #expect(problem(lines, other)?.what.contains("not among the keys") == true)
        #expect(problem(lines, try ArchiveSample.keys(byte: 8))?.line == 2)
        // An old key behind the new one opens.
        let both = try EncryptionKeys(other.all + ArchiveSample.keys().all)
        #expect(try ArchiveSample.read(lines, keys: both).count == 5)
    }

    @Test func sealedLinesShowNothingOfWhatTheyHold() throws {
        let lines = try ArchiveSample.lines(ArchiveSample.keys().sealing)
        let text = lines.map { String(decoding: $0, as: UTF8.self) }.joined()
        #expect(!text.contains("handle") && !text.contains("id.example") && !text.contains("session\""))
        // The same entries twice have no line in common: each file has a key of its own.
        let again = try ArchiveSample.lines(ArchiveSample.keys().sealing)
        #expect(Set(lines).isDisjoint(with: again))
    }

    @Test func otherVersionsAndFieldsAreRefused() throws {
        let lines = try ArchiveSample.lines(nil)
        let header = String(decoding: lines[0], as: UTF8.self)
        func refusal(_ old: String, _ new: String) -> String? {
            problem([Data(header.replacing(old, with: new).utf8)] + lines.dropFirst(), nil)?.what
        }
        #expect(refusal("\"version\":1", "\"version\":2")?.contains("format 2") == true)
        #expect(refusal("\"version\":1", "\"more\":0,\"version\":1")?.contains("unknown field \"more\"") == true)
        #expect(refusal("\"backend\":\"memory\",", "")?.contains("no field \"backend\"") == true)
        #expect(refusal("mooring-export", "another")?.contains("no export") == true)
    }
}
