import FoundationEssentials
import NIOCore

/// How a request's body becomes a value, and what is said when it does not.
enum RequestJSON {
    /// Whether a `Content-Type` says JSON, with whatever parameters.
    static func isJSON(_ contentType: String) -> Bool {
        let type = contentType.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
        return type.lowercased() == "application/json"
    }

    /// Throws 400 with the place and what was expected there.
    static func value<Value: Decodable>(_ type: Value.Type, from body: ByteBuffer) throws -> Value {
        do {
            let object = try JSONBody(received: body)
            return try JSONDecoder().decode(type, from: Data(object.bytes.readableBytesView))
        } catch let error as FrameError {
            throw HallError.invalid(words(for: error))
        } catch let error as DecodingError {
            throw HallError.invalid(words(for: error))
        }
    }

    private static func words(for error: FrameError) -> String {
        switch error {
        case .notUTF8: "the body is not UTF-8"
        case .tooLarge: "the body is nested more than \(Limits.jsonDepth) deep"
        default: "the body is not one JSON object"
        }
    }

    private static func words(for error: DecodingError) -> String {
        switch error {
        case .typeMismatch(let type, let context):
            "\(place(context.codingPath)) is not \(words(for: type))"
        case .valueNotFound(let type, let context):
            "\(place(context.codingPath)) is null and should be \(words(for: type))"
        case .keyNotFound(let key, let context):
            "\(place(context.codingPath + [key])) is missing"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "the body is not valid JSON" : "\(place(context.codingPath)) has a value that is not allowed here"
        @unknown default: "the body is not what was expected here"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        let text = path.reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + String(key.stringValue.prefix(Limits.titleBytes))
            }
        }
        return text.isEmpty ? "the body" : text
    }

    private static func words(for type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Int.Type: "a whole number"
        case is any Collection.Type: "a list"
        default: "an object"
        }
    }
}
