import Foundation
import NIOCore
import SessionServer
import TestSupport
import Testing

/// Holds the codec to `Tests/Vectors/window-protocol.json`, to which the page's own codec is held as well.
@Suite struct WindowProtocolVectorTests {
    let vectors: ProtocolVectors

    init() throws {
        vectors = try ProtocolVectors.load()
    }

    @Test func everyKindIsCovered() {
        let kinds = Set(vectors.frames.compactMap { $0.hex.isEmpty ? nil : String($0.hex.prefix(2)) })
        #expect(
            kinds == [
                "01", "02", "10", "11", "12", "13", "70", "71", "81", "82", "83", "84", "85", "86", "87", "88", "89",
            ])
    }

    @Test func everyFrameReadsAsItsMeaningAndIsWrittenBack() throws {
        for vector in vectors.frames {
            let bytes = try vector.bytes
            let (meaning, written): (JSON, ByteBuffer)
            if vector.direction == "client" {
                let frame = try ClientFrame(decoding: bytes)
                (meaning, written) = (frame.meaning, frame.encoded())
            } else {
                let frame = try ServerFrame(decoding: bytes)
                (meaning, written) = (frame.meaning, frame.encoded())
            }
            #expect(meaning == vector.message, "\(vector.name)")
            #expect(written == bytes, "\(vector.name)")
        }
    }

    @Test func everyMalformedMessageIsRefused() throws {
        for vector in vectors.malformed {
            let bytes = try vector.bytes
            #expect(throws: FrameError.self, "\(vector.name)") {
                if vector.direction == "client" {
                    _ = try ClientFrame(decoding: bytes)
                } else {
                    _ = try ServerFrame(decoding: bytes)
                }
            }
        }
    }

    /// Whatever a peer sends, the decoder answers; a seed makes a failure repeatable.
    @Test func noMessageTrapsTheDecoder() throws {
        var generator = SystemRandomNumberGenerator()
        let samples = try (vectors.frames + vectors.malformed).map { try $0.bytes }
        for _ in 0..<20_000 {
            var bytes = Array((samples.randomElement(using: &generator) ?? ByteBuffer()).readableBytesView)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0...bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0 where place < bytes.count: bytes[place] = .random(in: 0...255, using: &generator)
                case 1: bytes.removeLast(min(bytes.count, place))
                default: bytes.insert(.random(in: 0...255, using: &generator), at: place)
                }
            }
            _ = try? ClientFrame(decoding: ByteBuffer(bytes: bytes))
            _ = try? ServerFrame(decoding: ByteBuffer(bytes: bytes))
        }
    }
}
