/// Fills environment variables into the values of a file.
///
/// `${NAME}` is the variable's value, `${NAME:-text}` is the text when the variable is not set or empty, `$$` is one
/// dollar sign. What is filled in is taken as it is: it is neither read as YAML nor searched for further variables.
struct Interpolation {
    private let environment: [String: String]

    init(environment: [String: String]) {
        self.environment = environment
    }

    func expand(_ text: String) throws(ValueRefusal) -> String {
        guard text.contains("$") else { return text }
        var result = ""
        var rest = Substring(text)
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...].dropFirst()
            if rest.first == "$" {
                result += "$"
                rest = rest.dropFirst()
            } else if rest.first == "{", let end = rest.firstIndex(of: "}") {
                result += try value(of: rest[..<end].dropFirst())
                rest = rest[end...].dropFirst()
            } else if rest.first == "{" {
                throw ValueRefusal("a variable is not closed", allowed: "${NAME} or ${NAME:-text}")
            } else {
                throw ValueRefusal("a dollar sign stands alone", allowed: "${NAME}, ${NAME:-text}, or $$ for a dollar")
            }
        }
        return result + rest
    }

    private func value(of expression: Substring) throws(ValueRefusal) -> String {
        let name = expression.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        let rest = expression.dropFirst(name.count)
        guard let first = name.first, !first.isNumber, rest.isEmpty || rest.hasPrefix(":-"), !rest.contains("$") else {
            throw ValueRefusal("\"${\(expression)}\" is no variable", allowed: "${NAME} or ${NAME:-text}")
        }
        let value = environment[String(name)]
        if rest.isEmpty {
            guard let value else {
                throw ValueRefusal(
                    "the environment variable \(name) is not set", allowed: "set it, or write ${\(name):-text}")
            }
            return value
        }
        return value.flatMap { $0.isEmpty ? nil : $0 } ?? String(rest.dropFirst(2))
    }
}
