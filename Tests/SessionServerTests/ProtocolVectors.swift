import Foundation
import NIOCore
import SessionServer

/// The frozen frames of the window protocol.
struct ProtocolVectors {
    struct Vector {
        let name: String
        let direction: String
        let hex: String
        let message: [String: AnyHashable]

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
        guard let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any],
            let frames = json["frames"] as? [[String: Any]], let malformed = json["malformed"] as? [[String: Any]]
        else { throw Unreadable() }
        return ProtocolVectors(frames: try frames.map(vector), malformed: try malformed.map(vector))
    }

    private static func vector(_ json: [String: Any]) throws -> Vector {
        guard let name = json["name"] as? String, let direction = json["direction"] as? String,
            let hex = json["hex"] as? String
        else { throw Unreadable() }
        return Vector(
            name: name, direction: direction, hex: hex, message: json["message"] as? [String: AnyHashable] ?? [:])
    }
}

extension JSONBody {
    fileprivate var object: AnyHashable {
        get throws {
            let value = try JSONSerialization.jsonObject(with: Data(bytes.readableBytesView))
            return (value as? [String: AnyHashable]) ?? [:]
        }
    }
}

extension ByteBuffer {
    fileprivate var hex: String {
        readableBytesView.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}

extension ClientFrame {
    /// The frame in the words of the vector file.
    var meaning: [String: AnyHashable] {
        get throws {
            switch self {
            case .hello(let body): ["kind": "hello", "body": try body.object]
            case .request(let body): ["kind": "request", "body": try body.object]
            case .input(let terminal, let bytes): ["kind": "input", "terminal": terminal, "bytes": bytes.hex]
            case .ack(let terminal, let offset): ["kind": "ack", "terminal": terminal, "offset": "\(offset)"]
            case .resize(let terminal, let columns, let rows):
                ["kind": "resize", "terminal": terminal, "columns": columns, "rows": rows]
            case .focus(let terminal): ["kind": "focus", "terminal": terminal]
            case .ping(let number): ["kind": "ping", "value": "\(number)"]
            }
        }
    }
}

extension ServerFrame {
    /// The frame in the words of the vector file.
    var meaning: [String: AnyHashable] {
        get throws {
            switch self {
            case .pong(let number): ["kind": "pong", "value": "\(number)"]
            case .welcome(let body): ["kind": "welcome", "body": try body.object]
            case .ready(let ready):
                [
                    "kind": "ready", "terminal": ready.terminal, "epoch": ready.epoch, "start": "\(ready.start)",
                    "live": "\(ready.live)", "columns": ready.columns, "rows": ready.rows, "mode": "\(ready.mode)",
                    "handle": ready.handle,
                ]
            case .output(let terminal, let offset, let bytes):
                ["kind": "output", "terminal": terminal, "offset": "\(offset)", "bytes": bytes.hex]
            case .resized(let terminal, let offset, let columns, let rows, let window):
                [
                    "kind": "resized", "terminal": terminal, "offset": "\(offset)", "columns": columns, "rows": rows,
                    "window": window,
                ]
            case .ended(let terminal, let offset, let ending, let code):
                ["kind": "ended", "terminal": terminal, "offset": "\(offset)", "how": "\(ending)", "code": code]
            case .workspace(let body): ["kind": "workspace", "body": try body.object]
            case .presence(let body): ["kind": "presence", "body": try body.object]
            case .response(let body): ["kind": "response", "body": try body.object]
            case .notice(let body): ["kind": "notice", "body": try body.object]
            }
        }
    }
}
