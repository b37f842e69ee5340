package import NIOCore

/// A WebSocket frame as a client may send it, and as it may not.
package struct FrameBytes: Sendable {
    package var isFinal = true
    /// The three reserved bits, highest first.
    package var reserved: UInt8 = 0
    package var opcode: UInt8 = 0x2
    /// Nothing sends the frame unmasked.
    package var mask: UInt32? = 0x37fa_213d
    /// What the header says, when that is not the truth.
    package var claimedLength: UInt64?
    package var payload = ByteBuffer()

    package static let continuation: UInt8 = 0x0
    package static let text: UInt8 = 0x1
    package static let binary: UInt8 = 0x2
    package static let close: UInt8 = 0x8
    package static let ping: UInt8 = 0x9
    package static let pong: UInt8 = 0xa

    package init(_ opcode: UInt8 = binary, _ payload: ByteBuffer = ByteBuffer()) {
        self.opcode = opcode
        self.payload = payload
    }

    /// A close frame.
    package static func close(_ code: UInt16, _ reason: [UInt8] = []) -> FrameBytes {
        var payload = ByteBuffer(integer: code)
        payload.writeBytes(reason)
        return FrameBytes(close, payload)
    }

    /// The frame on the wire.
    package var bytes: ByteBuffer {
        var bytes = ByteBuffer()
        bytes.reserveCapacity(payload.readableBytes + 14)
        bytes.writeInteger((isFinal ? 0x80 : 0) | reserved << 4 | opcode)
        let length = claimedLength ?? UInt64(payload.readableBytes)
        let maskBit: UInt8 = mask == nil ? 0 : 0x80
        switch length {
        case 0...125: bytes.writeInteger(maskBit | UInt8(length))
        case 126...0xffff: bytes.writeMultipleIntegers(maskBit | 126, UInt16(length))
        default: bytes.writeMultipleIntegers(maskBit | 127, length)
        }
        guard let mask else {
            bytes.writeImmutableBuffer(payload)
            return bytes
        }
        bytes.writeInteger(mask)
        guard mask != 0 else {
            bytes.writeImmutableBuffer(payload)
            return bytes
        }
        let key = [UInt8(mask >> 24), UInt8(mask >> 16 & 0xff), UInt8(mask >> 8 & 0xff), UInt8(mask & 0xff)]
        var masked = Array(payload.readableBytesView)
        for index in masked.indices { masked[index] ^= key[index & 3] }
        bytes.writeBytes(masked)
        return bytes
    }
}
