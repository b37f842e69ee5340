import HTTPTypes
import Hummingbird
import SessionServer
import Testing

@Suite struct HTTPDescriptionTests {
    @Test func theDescriptionNamesExactlyTheRoutesThereAre() async throws {
        let house = try HTTPHouse(adminToken: "the-token-of-those-who-run-it", migration: SeenMigration())
        let answer = try await house.call(.get, "/openapi.yaml")
        #expect(answer.header("content-type") == "application/yaml")
        #expect(answer.text.hasPrefix("openapi: 3.1.0\n"))
        let routes = house.door.makeRouter().routes.map { "\($0.method.rawValue) \($0.path)" }
        #expect(described(in: answer.text).sorted() == routes.sorted())
    }

    @Test func everyCodeOfAnErrorIsDescribed() async throws {
        let text = try await HTTPHouse().call(.get, "/openapi.yaml").text
        let shape = try #require(text.firstMatch(of: /\n {4}Error:\n(?s:.*?)enum: \[(?<codes>[^\]]*)\]/))
        let described = Set(shape.output.codes.split(whereSeparator: { ", \n".contains($0) }).map(String.init))
        let codes: [HallError.Code] = [
            .noCredential, .refused, .forbidden, .notFound, .conflict, .invalid, .tooLarge, .limit, .unavailable,
            .unknown, .unreadable,
        ]
        let ofDoor = ["method-not-allowed", "unsupported-media-type", "misdirected", "upgrade-required", "internal"]
        #expect(described == Set(codes.map(\.rawValue) + ofDoor))
    }

    /// The routes below `paths:`, by the way the file is laid out: paths two spaces in, methods four.
    private func described(in text: String) -> [String] {
        let lines = text.split(separator: "\n").drop { $0 != "paths:" }.prefix { $0 != "components:" }
        var path = ""
        var routes: [String] = []
        for line in lines {
            if let match = line.wholeMatch(of: /\x20{2}(\/\S*):/) { path = String(match.output.1) }
            if let match = line.wholeMatch(of: /\x20{4}(get|put|post|patch|delete|head|options):/) {
                routes.append("\(match.output.1.uppercased()) \(path)")
            }
        }
        return routes
    }
}
