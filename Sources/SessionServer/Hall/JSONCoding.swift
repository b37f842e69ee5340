import FoundationEssentials
import NIOCore
import NIOFoundationEssentialsCompat

/// How values become JSON here: keys sorted, so that the same value is always the same bytes; dates as ISO 8601.
enum JSONCoding {
    static func bytes(of value: some Encodable) throws(HallError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(value))
        } catch {
            throw HallError(.invalid, "a value cannot be written as JSON")
        }
    }

    static func body(of value: some Encodable) throws(HallError) -> JSONBody {
        JSONBody(encoded: ByteBuffer(bytes: try bytes(of: value)))
    }

    static func value<Value: Decodable>(_ type: Value.Type, from bytes: some Collection<UInt8>) -> Value? {
        try? JSONDecoder().decode(type, from: Data(bytes))
    }
}
