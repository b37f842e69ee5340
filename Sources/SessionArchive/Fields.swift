/// The fields of an object that has exactly those that it must have: a missing one and an unknown one are refused.
struct Fields {
    private let container: KeyedDecodingContainer<FieldName>

    init(_ decoder: any Decoder, _ names: Set<String>) throws {
        container = try decoder.container(keyedBy: FieldName.self)
        let found = Set(container.allKeys.map(\.stringValue))
        if let unknown = found.subtracting(names).min() {
            throw Fields.error(decoder.codingPath, "unknown field", unknown)
        }
        if let missing = names.subtracting(found).min() { throw Fields.error(decoder.codingPath, "no field", missing) }
    }

    func value<Value: Decodable>(_ name: FieldName, as type: Value.Type = Value.self) throws -> Value {
        try container.decode(type, forKey: name)
    }

    /// A value that is written as a text; throws for a text that is none.
    func value<Value>(_ name: FieldName, _ make: (String) -> Value?) throws -> Value {
        guard let value = make(try container.decode(String.self, forKey: name)) else {
            throw Fields.error(container.codingPath, "nonsense in the field", name.stringValue)
        }
        return value
    }

    private static func error(_ path: [any CodingKey], _ what: String, _ name: String) -> DecodingError {
        // The name of a field may come from anybody: it is cut to what a line of a terminal can show.
        let shown = String(name.prefix(40).map { $0.isASCII && !$0.isWhitespace ? $0 : "?" })
        return .dataCorrupted(.init(codingPath: path, debugDescription: "\(what) \"\(shown)\""))
    }
}
