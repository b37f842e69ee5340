import HTTPTypes
import Hummingbird
import SessionServer
import Testing
import Yams

@Suite struct HTTPDescriptionTests {
    @Test func theDescriptionNamesExactlyTheRoutesThereAre() async throws {
        let house = try HTTPHouse()
        let answer = try await house.call(.get, "/openapi.yaml")
        #expect(answer.header("content-type") == "application/yaml")
        let document = try #require(try Yams.compose(yaml: answer.text)?.mapping)
        #expect(document["openapi"]?.string == "3.1.0")
        let paths = try #require(document["paths"]?.mapping)
        let described = paths.flatMap { path, item in
            (item.mapping?.keys.compactMap(\.string) ?? []).filter { $0 != "parameters" }
                .map { "\($0.uppercased()) \(path.string ?? "")" }
        }
        let routes = house.door.makeRouter().routes.map { "\($0.method.rawValue) \($0.path)" }
        #expect(described.sorted() == routes.sorted())
    }

    @Test func everyCodeOfAnErrorIsDescribed() async throws {
        let house = try HTTPHouse()
        let text = try await house.call(.get, "/openapi.yaml").text
        let codes: [HallError.Code] = [
            .noCredential, .refused, .forbidden, .notFound, .conflict, .invalid, .tooLarge, .limit, .unavailable,
            .unknown,
        ]
        let shape = try #require(try Yams.compose(yaml: text)?["components"]?["schemas"]?["Error"])
        let named = shape["properties"]?["error"]?["properties"]?["code"]?["enum"]?.array().compactMap(\.string) ?? []
        for code in codes { #expect(named.contains(code.rawValue)) }
    }
}
