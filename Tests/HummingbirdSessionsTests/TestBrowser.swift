import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization

/// A window that keeps the session cookie as a browser does, apart from its end.
final class TestBrowser: Sendable {
    private let client: any TestClientProtocol
    private let name: String
    private let kept: Mutex<String?>

    init(_ client: any TestClientProtocol, token: String? = nil, name: String = "__Host-shop") {
        self.client = client
        self.name = name
        kept = Mutex(token)
    }

    /// The token of the cookie, or nothing when there is none.
    var token: String? { kept.withLock { $0 } }

    @discardableResult
    func send(_ method: HTTPRequest.Method, _ path: String) async throws -> TestAnswer {
        var fields = HTTPFields()
        if let token { fields[.cookie] = "theme=dark; \(name)=\(token)" }
        let answer = TestAnswer(try await client.execute(uri: path, method: method, headers: fields))
        if let value = answer.cookie?.split(separator: ";").first, value.hasPrefix(name + "=") {
            let token = String(value.dropFirst(name.count + 1))
            kept.withLock { $0 = token.isEmpty ? nil : token }
        }
        return answer
    }

    /// What the page of this window says.
    func look() async throws -> String {
        try await send(.get, "/look").text
    }
}
