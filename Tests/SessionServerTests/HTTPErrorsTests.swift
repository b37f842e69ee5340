import Foundation
import HTTPTypes
import NIOCore
import SessionCore
import SessionServer
import TestSupport
import Testing

@Suite struct HTTPErrorsTests {
    private static let apiPaths: [(HTTPRequest.Method, String)] = [
        (.get, "/api/sessions"), (.get, "/api/sessions/abc"), (.delete, "/api/sessions/abc"),
        (.get, "/api/workspaces"), (.post, "/api/workspaces"), (.get, "/api/workspaces/abc"),
        (.patch, "/api/workspaces/abc"), (.delete, "/api/workspaces/abc"), (.get, "/api/workspaces/abc/invitations"),
        (.post, "/api/workspaces/abc/invitations"), (.get, "/api/workspaces/abc/invitations/def"),
        (.delete, "/api/workspaces/abc/invitations/def"), (.post, "/api/invitations/claim"),
    ]

    @Test(arguments: apiPaths.indices)
    func whoeverShowsNothingIsToldSo(_ index: Int) async throws {
        let (method, path) = Self.apiPaths[index]
        let house = try HTTPHouse()
        let answer = try await house.call(method, path, headers: ["origin": "http://localhost:57575"])
        #expect(answer.verdict == "401 no-credential")
        #expect(answer.header("www-authenticate") == "Bearer")
    }

    @Test(arguments: apiPaths.indices)
    func whatIsNotTrustedIsRefused(_ index: Int) async throws {
        let (method, path) = Self.apiPaths[index]
        let house = try HTTPHouse()
        let answer = try await house.call(method, path, token: .random())
        #expect(answer.verdict == "401 refused")
        #expect(answer.header("www-authenticate") == "Bearer")
    }

    @Test(arguments: apiPaths.indices)
    func aStoreThatIsDownIsSaidAndNotMistakenForNoLogin(_ index: Int) async throws {
        let (method, path) = Self.apiPaths[index]
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        house.store.mood = .fails(.unavailable)
        let answer = try await house.call(method, path, token: token)
        #expect(answer.verdict == "503 unavailable")
        #expect(answer.header("retry-after") == "2")
    }

    @Test(arguments: apiPaths.indices)
    func aForeignPageIsTurnedAway(_ index: Int) async throws {
        let (method, path) = Self.apiPaths[index]
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        let headers = ["origin": "https://evil.example", "cookie": "mooring=\(token.text)"]
        let answer = try await house.call(method, path, headers: headers)
        #expect(answer.verdict == "403 forbidden")
        #expect(answer.header("access-control-allow-origin") == nil)
    }

    @Test func anErrorHasOneShape() async throws {
        let house = try HTTPHouse()
        let answer = try await house.call(.get, "/api/sessions")
        #expect(answer.header("content-type") == "application/json")
        #expect(
            answer.text
                == #"{"error":{"code":"no-credential","detail":{},"message":"nothing was shown that says who you are"}}"#
        )
    }

    @Test(arguments: ["/nothing", "/api", "/api/nothing", "/page", "/page/none.js", "/assets/none.js", "/page/a/b"])
    func anUnknownPlaceIsNotFound(_ path: String) async throws {
        let answer = try await HTTPHouse().call(.get, path)
        #expect(answer.verdict == "404 not-found")
    }

    @Test func anUnknownMethodIsToldWhatThereIs() async throws {
        let house = try HTTPHouse()
        let token = SessionToken.random()
        let put = try await house.call(.put, "/api/workspaces/abc", token: token)
        #expect(put.verdict == "405 method-not-allowed")
        #expect(put.header("allow") == "DELETE, GET, HEAD, PATCH")
        #expect(try await house.call(.delete, "/", token: token).header("allow") == "GET, HEAD")
        #expect(try await house.call(.get, "/api/forget").header("allow") == "POST")
    }

    @Test func headIsGetWithoutTheBody() async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        for path in [
            "/api/sessions", "/api/workspaces", "/healthz", "/openapi.yaml", "/page/main.js", "/debug/workspace",
        ] {
            let get = try await house.call(.get, path, token: token)
            let head = try await house.call(.head, path, token: token)
            #expect(head.status == 200, "\(path)")
            #expect(head.text.isEmpty, "\(path)")
            #expect(head.header("content-length") == get.header("content-length"), "\(path)")
            #expect(head.header("content-type") == get.header("content-type"), "\(path)")
        }
    }

    @Test(arguments: [
        ("", "the body is not one JSON object"),
        ("nonsense", "the body is not one JSON object"),
        ("[]", "the body is not one JSON object"),
        (#"{"name":}"#, "the body is not one JSON object"),
        (#"{"name":7}"#, "name is not a text"),
        (#"{"tabs":7}"#, "tabs is not a list"),
        (#"{"tabs":[{"title":true}]}"#, "tabs[0].title is not a text"),
        (#"{"name":"a\u0000b"}"#, "a name has 1 to 200 bytes and no control characters"),
        (
            String(repeating: #"{"a":"#, count: 40) + "1" + String(repeating: "}", count: 40),
            "the body is nested more than 32 deep"
        ),
    ])
    func aBodyThatIsWrongIsSaidWhere(_ body: String, _ message: String) async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        let answer = try await house.call(.post, "/api/workspaces", token: token, json: body)
        #expect(answer.verdict == "400 invalid")
        #expect(answer["error", "message"] as? String == message)
    }

    @Test func aBodyThatIsNotUTF8IsSaid() async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        let bytes = ByteBuffer(bytes: Array(#"{"name":""#.utf8) + [0xff] + Array(#""}"#.utf8))
        let headers = ["content-type": "application/json"]
        let answer = try await house.call(.post, "/api/workspaces", token: token, headers: headers, body: bytes)
        #expect(answer["error", "message"] as? String == "the body is not UTF-8")
    }

    @Test func aBodyOverTheLimitIsTooLarge() async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        let padding = String(repeating: " ", count: Limits.bodyBytes - 2)
        let fits = try await house.call(.post, "/api/workspaces", token: token, json: "{\(padding)}")
        #expect(fits.verdict == "201")
        let over = try await house.call(.post, "/api/workspaces", token: token, json: "{\(padding) }")
        #expect(over.verdict == "413 too-large")
        let announced = try await house.call(
            .post, "/api/workspaces", token: token, headers: ["content-length": "999999999999"], json: "{}")
        #expect(announced.verdict == "413 too-large")
    }

    @Test(arguments: [
        "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx", "",
    ])
    func aBodyOfAnotherTypeIsRefused(_ type: String) async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        let answer = try await house.call(
            .post, "/api/workspaces", token: token, headers: ["content-type": type], body: ByteBuffer(string: "{}"))
        #expect(answer.verdict == "415 unsupported-media-type")
    }

    @Test func aCharacterSetBesideTheTypeIsFine() async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        let answer = try await house.call(
            .post, "/api/workspaces", token: token, headers: ["content-type": "Application/JSON ; charset=utf-8"],
            body: ByteBuffer(string: "{}"))
        #expect(answer.verdict == "201")
    }

    @Test func twoIdentitiesAtOnceAreRefused() async throws {
        let house = try HTTPHouse()
        let first = try await house.newcomer().token
        let second = try await house.newcomer().token
        let answer = try await house.call(
            .get, "/api/sessions", token: first, headers: ["cookie": "mooring=\(second.text)"])
        #expect(answer.verdict == "401 refused")
    }

    @Test func aTokenInTheAddressIsRefusedEverywhere() async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        for path in ["/", "/api/sessions", "/healthz", "/nothing"] {
            #expect(try await house.call(.get, "\(path)?token=\(token.text)").verdict == "400 invalid", "\(path)")
        }
    }

    @Test func aRebindingNameIsMisdirected() async throws {
        let house = try HTTPHouse()
        let answer = try await house.call(.get, "/", host: "rebound.example:57575")
        #expect(answer.verdict == "421 misdirected")
        #expect(answer.header("set-cookie") == nil)
    }
}
