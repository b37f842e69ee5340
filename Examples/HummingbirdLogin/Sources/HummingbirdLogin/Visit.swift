import Foundation
import Hummingbird

/// What this server keeps in a session: its bytes are this, as JSON.
struct Visit: Codable {
    /// How many of each article.
    var cart: [String: Int] = [:]
    /// What the browser calls itself, for the list of devices.
    var device = ""

    /// The most articles in a cart: the page that shows it stays readable.
    static let articles = 50
    /// The most characters of a name, of an article or a device: they stand in one line.
    static let nameCharacters = 80

    init() {}

    /// Reads the payload of a session; an empty one is a visit that has just begun.
    init(_ payload: [UInt8]) throws {
        self = payload.isEmpty ? Visit() : try JSONDecoder().decode(Visit.self, from: Data(payload))
    }

    /// Changes a visit where it is: what `RequestSession.update` takes.
    static func edit(_ payload: inout [UInt8], _ change: (inout Visit) throws -> Void) throws {
        var visit = try Visit(payload)
        try change(&visit)
        payload = Array(try JSONEncoder().encode(visit))
    }

    mutating func add(_ article: String) throws {
        let name = String(article.prefix(Self.nameCharacters))
        guard !name.isEmpty, cart[name] != nil || cart.count < Self.articles else {
            throw HTTPError(.badRequest, message: "an article has a name, and a cart \(Self.articles) articles at most")
        }
        cart[name] = min(cart[name, default: 0] + 1, 999)
    }
}
