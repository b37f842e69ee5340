/// Text as it may stand in a page.
enum Markup {
    /// Text between tags or in a quoted attribute.
    static func text(_ raw: String) -> String {
        var safe = ""
        for character in raw {
            switch character {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            default: safe.append(character)
            }
        }
        return safe
    }

    /// An element around markup.
    static func element(_ name: String, _ attributes: String = "", _ inside: String) -> String {
        "<\(name)\(attributes.isEmpty ? "" : " " + attributes)>\(inside)</\(name)>"
    }
}
