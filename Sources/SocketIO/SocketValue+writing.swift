import NIOCore

extension SocketValue {
    /// Writes it as JSON; bytes are put aside, and their number stands for them.
    func write(to text: inout ByteBuffer, attachments: inout [ByteBuffer]) {
        switch self {
        case .null: text.writeStaticString("null")
        case .bool(let truth): text.writeString(truth ? "true" : "false")
        case .integer(let number): text.writeString(String(number))
        case .number(let number): text.writeString(number.isFinite ? "\(number)" : "null")
        case .string(let string): SocketValue.write(string, to: &text)
        case .array(let elements):
            text.writeStaticString("[")
            for (index, element) in elements.enumerated() {
                if index > 0 { text.writeStaticString(",") }
                element.write(to: &text, attachments: &attachments)
            }
            text.writeStaticString("]")
        case .object(let members):
            text.writeStaticString("{")
            for (index, member) in members.enumerated() {
                if index > 0 { text.writeStaticString(",") }
                SocketValue.write(member.name, to: &text)
                text.writeStaticString(":")
                member.value.write(to: &text, attachments: &attachments)
            }
            text.writeStaticString("}")
        case .binary(let bytes):
            text.writeString(#"{"_placeholder":true,"num":\#(attachments.count)}"#)
            attachments.append(bytes)
        }
    }

    private static func write(_ string: String, to text: inout ByteBuffer) {
        text.writeStaticString("\"")
        var string = string
        string.withUTF8 { bytes in
            var start = 0
            for (index, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5c {
                text.writeBytes(bytes[start..<index])
                write(escaping: byte, to: &text)
                start = index + 1
            }
            text.writeBytes(bytes[start...])
        }
        text.writeStaticString("\"")
    }

    private static func write(escaping byte: UInt8, to text: inout ByteBuffer) {
        switch byte {
        case 0x22: text.writeStaticString("\\\"")
        case 0x5c: text.writeStaticString("\\\\")
        case 0x0a: text.writeStaticString("\\n")
        case 0x0d: text.writeStaticString("\\r")
        case 0x09: text.writeStaticString("\\t")
        default: text.writeString("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
        }
    }
}
