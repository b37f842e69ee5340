import NIOCore

extension ByteBuffer {
    mutating func field<Value: FixedWidthInteger>() throws(FrameError) -> Value {
        guard let value = readInteger(as: Value.self) else { throw .truncated }
        return value
    }

    /// A field after which the message must end.
    mutating func lastField<Value: FixedWidthInteger>() throws(FrameError) -> Value {
        let value: Value = try field()
        guard readableBytes == 0 else { throw .invalidField }
        return value
    }

    /// What is left, as text.
    mutating func restAsText() throws(FrameError) -> String {
        guard let text = try? readUTF8ValidatedString(length: readableBytes) else { throw .notUTF8 }
        return text
    }

    mutating func writeFrame(_ kind: UInt8, _ body: JSONBody) {
        writeInteger(kind)
        writeImmutableBuffer(body.bytes)
    }
}
