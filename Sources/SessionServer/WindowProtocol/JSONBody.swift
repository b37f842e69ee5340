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
        guard let depth = JSONOutline.depth(ofObject: view) else { throw .notAnObject }
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
}
