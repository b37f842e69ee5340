import Foundation

/// As much of JSON Schema as the schema of a report uses: types, required and further properties, items, references.
struct SchemaCheck {
    private let root: [String: Any]

    init(_ schema: [String: Any]) {
        root = schema
    }

    /// What of a document is not as the schema says, each with its place.
    func problems(of document: Any) -> [String] {
        problems(of: document, root, at: "$")
    }

    private func problems(of value: Any, _ shape: [String: Any], at place: String) -> [String] {
        if let name = (shape["$ref"] as? String)?.split(separator: "/").last {
            let definitions = root["$defs"] as? [String: Any] ?? [:]
            guard let target = definitions[String(name)] as? [String: Any] else { return ["\(place): no \(name)"] }
            return problems(of: value, target, at: place)
        }
        var found: [String] = []
        if let type = shape["type"] as? String, !isOf(type, value) { found.append("\(place): is no \(type)") }
        if let fields = value as? [String: Any] { found += problems(ofFields: fields, shape, at: place) }
        if let elements = value as? [Any], let items = shape["items"] as? [String: Any] {
            for (index, element) in elements.enumerated() {
                found += problems(of: element, items, at: "\(place)[\(index)]")
            }
        }
        return found
    }

    private func problems(ofFields fields: [String: Any], _ shape: [String: Any], at place: String) -> [String] {
        let known = shape["properties"] as? [String: Any] ?? [:]
        var found = (shape["required"] as? [String] ?? []).filter { fields[$0] == nil }.map {
            "\(place).\($0): is missing"
        }
        for (name, field) in fields {
            if let further = known[name] as? [String: Any] {
                found += problems(of: field, further, at: "\(place).\(name)")
            } else if shape["additionalProperties"] as? Bool == false {
                found.append("\(place).\(name): is not in the schema")
            }
        }
        return found
    }

    private func isOf(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": value is Bool
        case "integer": (value as? NSNumber).map { $0.doubleValue.rounded() == $0.doubleValue } ?? false
        case "number": value is NSNumber
        default: false
        }
    }
}
