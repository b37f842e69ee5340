import Foundation
import NIOCore
import SessionServer
import TestSupport

/// The frozen frames of the window protocol.
struct ProtocolVectors {
    struct Vector {
        let name: String
        let direction: String
        let hex: String
        let message: JSON

        var bytes: ByteBuffer {
            get throws { try ByteBuffer(plainHexEncodedBytes: hex) }
        }
    }

    let frames: [Vector]
    let malformed: [Vector]

    struct Unreadable: Error {}

    static func load() throws -> ProtocolVectors {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Vectors/window-protocol.json")
        guard let json = JSON(try String(contentsOf: file, encoding: .utf8)) else { throw Unreadable() }
        return ProtocolVectors(
            frames: try json["frames"].array.map(vector), malformed: try json["malformed"].array.map(vector))
    }

    private static func vector(_ json: JSON) throws -> Vector {
        guard let name = json["name"].string, let direction = json["direction"].string, let hex = json["hex"].string
        else { throw Unreadable() }
        return Vector(name: name, direction: direction, hex: hex, message: json["message"])
    }
}

extension JSONBody {
    fileprivate var object: JSON { JSON(String(buffer: bytes)) ?? .null }
}

extension ByteBuffer {
    fileprivate var hex: String {
        readableBytesView.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}

extension ClientFrame {
    /// The frame in the words of the vector file.
    var meaning: JSON {
        switch self {
        case .hello(let body): ["kind": "hello", "body": body.object]
        case .request(let body): ["kind": "request", "body": body.object]
        case .input(let terminal, let bytes):
            ["kind": "input", "terminal": .number(Double(terminal)), "bytes": .string(bytes.hex)]
        case .ack(let terminal, let offset):
            ["kind": "ack", "terminal": .number(Double(terminal)), "offset": .string("\(offset)")]
        case .resize(let terminal, let columns, let rows):
            [
                "kind": "resize", "terminal": .number(Double(terminal)), "columns": .number(Double(columns)),
                "rows": .number(Double(rows)),
            ]
        case .focus(let terminal): ["kind": "focus", "terminal": .number(Double(terminal))]
        case .ping(let number): ["kind": "ping", "value": .string("\(number)")]
        }
    }
}

extension ServerFrame {
    /// The frame in the words of the vector file.
    var meaning: JSON {
        switch self {
        case .pong(let number): ["kind": "pong", "value": .string("\(number)")]
        case .welcome(let body): ["kind": "welcome", "body": body.object]
        case .ready(let ready):
            [
                "kind": "ready", "terminal": .number(Double(ready.terminal)), "epoch": .number(Double(ready.epoch)),
                "start": .string("\(ready.start)"),
                "live": .string("\(ready.live)"), "columns": .number(Double(ready.columns)),
                "rows": .number(Double(ready.rows)), "mode": .string("\(ready.mode)"),
                "handle": .string(ready.handle),
            ]
        case .output(let terminal, let offset, let bytes):
            [
                "kind": "output", "terminal": .number(Double(terminal)), "offset": .string("\(offset)"),
                "bytes": .string(bytes.hex),
            ]
        case .resized(let terminal, let offset, let columns, let rows, let window):
            [
                "kind": "resized", "terminal": .number(Double(terminal)), "offset": .string("\(offset)"),
                "columns": .number(Double(columns)), "rows": .number(Double(rows)),
                "window": .string(window),
            ]
        case .ended(let terminal, let offset, let ending, let code):
            [
                "kind": "ended", "terminal": .number(Double(terminal)), "offset": .string("\(offset)"),
                "how": .string("\(ending)"), "code": .number(Double(code)),
            ]
        case .workspace(let body): ["kind": "workspace", "body": body.object]
        case .presence(let body): ["kind": "presence", "body": body.object]
        case .response(let body): ["kind": "response", "body": body.object]
        case .notice(let body): ["kind": "notice", "body": body.object]
        }
    }
}
