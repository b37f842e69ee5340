public import NIOCore

/// What an event carries: JSON, and bytes.
///
/// An object keeps the order of its members; of two with one name the last counts, as in JavaScript.
public enum SocketValue: Sendable, Hashable {
    /// JSON's `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without a fraction that fits 64 bits.
    case integer(Int)
    /// Any other number.
    case number(Double)
    /// A text.
    case string(String)
    /// Values in their order.
    case array([SocketValue])
    /// Named values in their order.
    case object([Member])
    /// Bytes, which travel as an attachment and not as JSON.
    case binary(ByteBuffer)

    /// A name in an object, and its value.
    public struct Member: Sendable, Hashable {
        /// The name.
        public let name: String
        /// The value.
        public let value: SocketValue

        /// Makes a member.
        public init(_ name: String, _ value: SocketValue) {
            self.name = name
            self.value = value
        }
    }

    /// A member of an object; nothing of anything else.
    public subscript(_ name: String) -> SocketValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The text, of a text.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The whole number, of a number that is one.
    public var integer: Int? {
        switch self {
        case .integer(let number): number
        case .number(let number): Int(exactly: number)
        default: nil
        }
    }

    /// The truth, of a truth.
    public var bool: Bool? {
        if case .bool(let truth) = self { truth } else { nil }
    }

    /// The elements, of an array.
    public var array: [SocketValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// Whether it is an object.
    public var isObject: Bool {
        if case .object = self { true } else { false }
    }
}

extension SocketValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral text: String) { self = .string(text) }
    public init(integerLiteral number: Int) { self = .integer(number) }
    public init(booleanLiteral truth: Bool) { self = .bool(truth) }
    public init(arrayLiteral elements: SocketValue...) { self = .array(elements) }
    public init(dictionaryLiteral members: (String, SocketValue)...) {
        self = .object(members.map { Member($0.0, $0.1) })
    }
    public init(nilLiteral: ()) { self = .null }
}
