import HTTPTypes
import Hummingbird
import HummingbirdTesting

/// What came back, as a test looks at it.
struct TestAnswer {
    let status: Int
    let text: String
    let fields: HTTPFields

    init(_ response: TestResponse) {
        status = response.status.code
        text = String(buffer: response.body)
        fields = response.headers
    }

    /// The one `Set-Cookie`, or nothing.
    var cookie: String? { fields[.setCookie] }

    var maxAge: Int? {
        cookie?.split(separator: "; ").first { $0.hasPrefix("Max-Age=") }.flatMap { Int($0.dropFirst(8)) }
    }
}
