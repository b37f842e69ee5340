/// A key as `Input.dispatchKeyEvent` wants it.
struct KeyStroke {
    private static let codes: [String: Int] = [
        "Backspace": 8, "Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "PageUp": 33, "PageDown": 34, "End": 35,
        "Home": 36, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Delete": 46, "F1": 112,
        "F2": 113, "F3": 114, "F4": 115, "F5": 116, "F6": 117,
    ]

    private let key: String
    private let modifiers: KeyModifiers

    init(_ key: String, _ modifiers: KeyModifiers) {
        self.key = key
        self.modifiers = modifiers
    }

    var down: JSON {
        var event = fields
        event["type"] = text == nil ? "rawKeyDown" : "keyDown"
        if let text { event["text"] = .string(text) }
        return .object(event)
    }

    var up: JSON {
        var event = fields
        event["type"] = "keyUp"
        return .object(event)
    }

    /// What the key types; held with Control, Alt or Meta a key is a command and types nothing.
    private var text: String? {
        guard modifiers.isDisjoint(with: [.alt, .control, .meta]) else { return nil }
        if key == "Enter" { return "\r" }
        return key.count == 1 ? key : nil
    }

    private var number: Int {
        if let code = KeyStroke.codes[key] { return code }
        guard let byte = key.uppercased().utf8.first, key.utf8.count == 1 else { return 0 }
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): return Int(byte)
        default: return 0
        }
    }

    private var code: String {
        guard key.utf8.count == 1, let byte = key.uppercased().utf8.first else { return key }
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return "Digit\(key)"
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): return "Key\(key.uppercased())"
        case UInt8(ascii: " "): return "Space"
        default: return ""
        }
    }

    private var fields: [String: JSON] {
        [
            "key": .string(key), "code": .string(code), "modifiers": .number(Double(modifiers.rawValue)),
            "windowsVirtualKeyCode": .number(Double(number)),
        ]
    }
}
