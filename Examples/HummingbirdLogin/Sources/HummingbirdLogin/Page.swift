import HTTPTypes
import Hummingbird
import SessionCore

/// A page of HTML.
struct Page {
    private let body: String

    /// The most devices that one page lists.
    static let devices = 100

    /// The cart, and the form to sign in or out.
    static func shop(_ visit: Visit, user: Principal?, notice: String?) -> Page {
        let name = user.map { String($0.text.dropFirst("user:".count)) }
        let articles = visit.cart.sorted { $0.key < $1.key }.map { "<li>\(escaped($0.key)): \($0.value)</li>" }.joined()
        let login = """
            <form method="post" action="/login"><input name="name" autocomplete="username">
            <input name="password" type="password" autocomplete="current-password"><button>Sign in</button></form>
            """
        let account = """
            <p><a href="/devices">My devices</a></p>
            <form method="post" action="/logout"><button>Sign out</button></form>
            """
        return Page(
            body: """
                <h1>Hello, \(escaped(name ?? "visitor"))</h1>
                \(notice.map { "<p role=\"alert\">\(escaped($0))</p>" } ?? "")
                <ul>\(articles)</ul>
                <form method="post" action="/cart"><input name="article"><button>Into the cart</button></form>
                \(name == nil ? login : account)
                """)
    }

    /// Where somebody is signed in.
    static func devices(_ devices: [Device]) -> Page {
        let rows = devices.map { device in
            "<li>\(device.handle.text) \(escaped(device.name))\(device.isThisOne ? " <b>this one</b>" : "")</li>"
        }
        return Page(
            body: """
                <h1>My devices</h1><ul>\(rows.joined(separator: "\n"))</ul>
                <form method="post" action="/devices/others/logout"><button>Sign out my other devices</button></form>
                <p><a href="/">Back</a></p>
                """)
    }

    func response(_ status: HTTPResponse.Status) -> Response {
        let text = "<!doctype html><meta charset=\"utf-8\"><title>A small shop</title>\n\(body)\n"
        let headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
            .contentSecurityPolicy: "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
            .xContentTypeOptions: "nosniff",
        ]
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}
