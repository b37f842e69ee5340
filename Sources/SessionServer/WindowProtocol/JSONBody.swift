import FoundationEssentials
package import NIOCore

/// The JSON object of a frame: checked for size, depth and encoding, decoded by whoever knows what should be in it.
package struct JSONBody: Sendable, Hashable {
    /// The object as it came.
    package let bytes: ByteBuffer

    /// Takes bytes that were encoded here.
    package init(encoded bytes: ByteBuffer) {
        self.bytes = bytes
    }

    /// Takes bytes that a peer sent.
    package init(received bytes: ByteBuffer) throws(FrameError) {
        guard bytes.readableBytes <= Limits.jsonBytes else { throw .tooLarge }
        let view = bytes.readableBytesView
        guard view.withContiguousStorageIfAvailable({ JSONBody.isUTF8($0) }) ?? false else { throw .notUTF8 }
        guard let depth = JSONBody.objectDepth(view) else { throw .notAnObject }
        guard depth <= Limits.jsonDepth else { throw .tooLarge }
        // The depth is known to be harmless now, so the text may be given to a parser.
        guard (try? JSONDecoder().decode(WellFormed.self, from: Data(view))) != nil else { throw .notAnObject }
        self.bytes = bytes
    }

    /// Any object at all: reading it says that the text is JSON.
    private struct WellFormed: Decodable {
        private enum Key: CodingKey {}

        init(from decoder: any Decoder) throws {
            _ = try decoder.container(keyedBy: Key.self)
        }
    }

    private static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        String(validating: bytes, as: UTF8.self) != nil
    }

    /// How deep the object nests, or nothing when the text is not one object. Only brackets and strings are looked at.
    private static func objectDepth(_ text: ByteBufferView) -> Int? {
        var (depth, deepest, isClosed) = (0, 0, false)
        var isInString = false
        var isEscaped = false
        for byte in text {
            if isInString {
                if isEscaped { isEscaped = false; continue }
                if byte == UInt8(ascii: "\\") { isEscaped = true }
                if byte == UInt8(ascii: "\"") { isInString = false }
                continue
            }
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): continue
            case _ where isClosed: return nil
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard depth > 0 || byte == UInt8(ascii: "{") else { return nil }
                depth += 1
                deepest = max(deepest, depth)
            case _ where depth == 0: return nil
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                isClosed = depth == 0
            case UInt8(ascii: "\""): isInString = true
            default: continue
            }
        }
        return isClosed ? deepest : nil
    }
}
