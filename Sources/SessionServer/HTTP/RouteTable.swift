import HTTPTypes
import Hummingbird

/// Which methods there are at a path: the difference between "no such place" and "not in this way".
struct RouteTable: Sendable {
    private let routes: [(path: RouterPath, method: HTTPRequest.Method)]

    init(_ routes: [Route]) {
        self.routes = routes.map { (RouterPath($0.path), $0.method) }
    }

    /// The methods at a path, HEAD wherever GET is; none when there is no such place.
    func methods(at path: String) -> [String] {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        var methods = Set(
            routes.filter { route in
                route.path.components.count == parts.count && zip(route.path.components, parts).allSatisfy { $0 ~= $1 }
            }.map(\.method.rawValue))
        if methods.contains("GET") { methods.insert("HEAD") }
        return methods.sorted()
    }
}
