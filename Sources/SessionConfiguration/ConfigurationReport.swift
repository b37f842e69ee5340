import Foundation

/// An explanation of a configuration, for people or for machines.
package struct ConfigurationReport {
    private let configuration: ServerConfiguration

    /// Explains a configuration.
    package init(_ configuration: ServerConfiguration) {
        self.configuration = configuration
    }

    /// The settings as a table of key, value and origin, then what they guarantee, then warnings.
    package var text: String {
        let rows =
            [["KEY", "VALUE", "FROM"]]
            + configuration.settings.map { [$0.key, $0.value.isEmpty ? "\"\"" : $0.value, $0.origin.description] }
        let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines = rows.map { row in
            let padded = zip(row, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
            return (padded + row.dropFirst(2)).joined(separator: "  ")
        }
        lines += ["", "What this guarantees"] + configuration.guarantees.map { "- " + $0 }
        if !configuration.warnings.isEmpty {
            lines += ["", "Warnings"] + configuration.warnings.map { "- " + $0.description }
        }
        return lines.joined(separator: "\n")
    }

    /// The same as JSON: `settings` (`key`, `value`, `origin`, `meaning`), `guarantees`, `warnings`.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Document(configuration)), as: UTF8.self)
    }
}

extension ConfigurationReport {
    private struct Document: Encodable {
        let settings: [Setting]
        let guarantees: [String]
        let warnings: [Warning]

        init(_ configuration: ServerConfiguration) {
            settings = configuration.settings.map {
                Setting(key: $0.key, value: $0.content, origin: Origin($0.origin), meaning: $0.meaning)
            }
            guarantees = configuration.guarantees
            warnings = configuration.warnings.map {
                Warning(origin: Origin($0.origin), key: $0.key, message: $0.what)
            }
        }
    }

    private struct Setting: Encodable {
        let key: String
        let value: SettingValue
        let origin: Origin
        let meaning: String
    }

    private struct Warning: Encodable {
        let origin: Origin
        let key: String?
        let message: String
    }

    /// `source` is `default`, `file`, `variable` or `flag`; `name` is that of the file, variable or flag.
    private struct Origin: Encodable {
        let source: String
        var name: String?
        var line: Int?
        var column: Int?

        init(_ origin: SettingOrigin) {
            switch origin {
            case .standard: source = "default"
            case .file(let file, let position):
                (source, name, line, column) = ("file", file, position?.line, position?.column)
            case .variable(let variable): (source, name) = ("variable", variable)
            case .flag(let flag): (source, name) = ("flag", flag)
            }
        }
    }
}
