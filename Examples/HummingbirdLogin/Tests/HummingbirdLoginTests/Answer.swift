/// What came back: a status, fields, and a text.
struct Answer {
    let status: Int
    let text: String
    private let fields: [String]

    init(_ received: String) throws {
        let lines = received.split(separator: "\r\n", omittingEmptySubsequences: false)
        let first = lines.first?.split(separator: " ") ?? []
        guard first.count >= 2, let status = Int(first[1]), let end = lines.firstIndex(of: "") else {
            throw TestFailure("no answer of HTTP but: \(received)")
        }
        self.status = status
        fields = lines[1..<end].map(String.init)
        text = lines[(end + 1)...].joined(separator: "\r\n")
    }

    /// The session cookie that is set, or nothing.
    var cookie: String? {
        fields.first { $0.lowercased().hasPrefix("set-cookie: ") }.map { String($0.dropFirst("set-cookie: ".count)) }
    }

    var maxAge: Int? {
        cookie?.split(separator: "; ").first { $0.hasPrefix("Max-Age=") }.flatMap { Int($0.dropFirst(8)) }
    }
}
