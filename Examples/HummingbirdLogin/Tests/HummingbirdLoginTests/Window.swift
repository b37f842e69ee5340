import Foundation
import Synchronization

/// A browser's window on the shop: it keeps the session cookie, and follows no redirection by itself.
final class Window: Sendable {
    private let port: Int
    private let device: String
    private let kept: Mutex<String?>

    init(on shop: RunningShop, device: String = "a test", token: String? = nil) {
        port = shop.port
        self.device = device
        kept = Mutex(token)
    }

    /// The token in the cookie, or nothing.
    var token: String? { kept.withLock { $0 } }

    func get(_ path: String) throws -> Answer {
        try send("GET \(path)", [:], "")
    }

    func post(_ path: String, _ form: String = "", origin: String? = nil) throws -> Answer {
        let origin = origin ?? "http://127.0.0.1:\(port)"
        return try send(
            "POST \(path)", ["Origin": origin, "Content-Type": "application/x-www-form-urlencoded"], form)
    }

    func signIn(as name: String, _ password: String) throws -> Answer {
        try post("/login", "name=\(name)&password=\(password)")
    }

    private func send(_ line: String, _ fields: [String: String], _ body: String) throws -> Answer {
        var text = "\(line) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\nUser-Agent: \(device)\r\n"
        text += "Content-Length: \(body.utf8.count)\r\n"
        if let token { text += "Cookie: login=\(token)\r\n" }
        for (name, value) in fields { text += "\(name): \(value)\r\n" }
        let answer = try Answer(try Connection(port: port).exchange(text + "\r\n" + body))
        if let cookie = answer.cookie, cookie.hasPrefix("login=") {
            let token = String(cookie.dropFirst("login=".count).prefix { $0 != ";" })
            kept.withLock { $0 = token.isEmpty ? nil : token }
        }
        return answer
    }
}
