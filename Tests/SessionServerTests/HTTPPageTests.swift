import Foundation
import HTTPTypes
import SessionCore
import SessionServer
import TestSupport
import Testing

@Suite struct HTTPPageTests {
    @Test func thePageAndItsFilesAreServed() async throws {
        let assets = try Assets()
        let house = try HTTPHouse(assets: assets.path)
        let page = try await house.call(.get, "/")
        #expect(page.status == 200)
        #expect(page.header("content-type") == "text/html; charset=utf-8")
        let links = page.text.matches(of: /(?:src|href)="(\/[^"]+)"/).map { String($0.output.1) }
        #expect(links.count >= 5)
        for link in links { #expect(try await house.call(.get, link).status == 200, "\(link)") }
        #expect(try await house.call(.get, "/page/main.js").header("content-type") == "text/javascript; charset=utf-8")
        #expect(try await house.call(.get, "/page/style.css").header("content-type") == "text/css; charset=utf-8")
        #expect(try await house.call(.get, "/page/favicon.svg").header("content-type") == "image/svg+xml")
        #expect(try await house.call(.get, "/debug/workspace").text.contains("Who shares what"))
    }

    @Test func everyModuleThatThePageLoadsIsThere() async throws {
        let assets = try Assets()
        let house = try HTTPHouse(assets: assets.path)
        var wanted = ["/page/main.js", "/page/debug.js"]
        var seen: Set<String> = []
        while let path = wanted.popLast() {
            guard seen.insert(path).inserted else { continue }
            let file = try await house.call(.get, path)
            #expect(file.status == 200, "\(path)")
            for match in file.text.matches(of: /from '(?:\.\/([a-z-]+\.js)|(\/assets\/[a-z.]+))'/) {
                wanted.append(match.output.1.map { "/page/\($0)" } ?? String(match.output.2 ?? ""))
            }
        }
        #expect(seen.count > 10)
    }

    @Test func aFileIsSentOnceUntilItChanges() async throws {
        let house = try HTTPHouse()
        let first = try await house.call(.get, "/page/main.js")
        let tag = try #require(first.header("etag"))
        #expect(first.header("cache-control") == "no-cache")
        for shown in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
            let second = try await house.call(.get, "/page/main.js", headers: ["if-none-match": shown])
            #expect(second.status == 304, "\(shown)")
            #expect(second.text.isEmpty)
            #expect(second.header("etag") == tag)
            #expect(second.header("content-length") == nil)
        }
        for shown in ["\"other\"", "nonsense", ""] {
            #expect(try await house.call(.get, "/page/main.js", headers: ["if-none-match": shown]).status == 200)
        }
        #expect(try await house.call(.get, "/page/style.css").header("etag") != tag)
    }

    @Test func withoutItsThirdPartyFilesThePageSaysHowToGetThem() async throws {
        let assets = try Assets(["xterm.css"])
        let house = try HTTPHouse(assets: assets.path)
        let answer = try await house.call(.get, "/")
        #expect(answer.status == 503)
        #expect(answer.header("content-type") == "text/html; charset=utf-8")
        #expect(answer.text.contains("make assets"))
        #expect(answer.text.contains("<code>xterm.js</code>"))
        #expect(!answer.text.contains("<code>xterm.css</code>"))
        #expect(answer.header("set-cookie") == nil)
    }

    @Test(arguments: [
        "/page/../Page/main.js", "/page/%2e%2e%2fOpenAPI%2fopenapi.yaml", "/page/.hidden", "/assets/LICENSE",
    ])
    func nothingElseIsServed(_ path: String) async throws {
        let assets = try Assets(["xterm.js", "xterm.css", "LICENSE"])
        #expect(try await HTTPHouse(assets: assets.path).call(.get, path).status == 404)
    }

    @Test func anOperatorsFilesComeFirst() async throws {
        let folder = try site()
        let house = try HTTPHouse(staticFolder: folder.path("site"))
        let page = try await house.call(.get, "/")
        #expect(page.text == "<h1>Mine</h1>")
        #expect(page.header("content-type") == "text/html; charset=utf-8")
        #expect(page.header("set-cookie") != nil)
        let tag = try #require(page.header("etag"))
        #expect(try await house.call(.get, "/deep/a%20b.txt").text == "deep")
        #expect(try await house.call(.get, "/deep/").text == "index")
        #expect(try await house.call(.get, "/page/main.js").text == "mine")
        #expect(try await house.call(.get, "/page/style.css").text.contains("{"))
        #expect(try await house.call(.get, "/inside.txt").text == "deep")
        let again = try await house.call(
            .get, "/", token: try await house.newcomer().token, headers: ["if-none-match": tag])
        #expect(again.status == 304)
    }

    @Test func anOperatorsFilesDoNotCoverTheAPI() async throws {
        let folder = try site()
        let house = try HTTPHouse(staticFolder: folder.path("site"))
        #expect(try await house.call(.get, "/api/sessions").verdict == "401 no-credential")
        #expect(try await house.call(.get, "/healthz").text.contains("alive"))
    }

    @Test(arguments: [
        "/../secret.txt", "/%2e%2e/secret.txt", "/deep/../../secret.txt", "/deep/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/..%5csecret.txt", "/link.txt", "/linked/secret.txt", "/.env", "/deep/.git", "/hidden.txt", "//secret.txt",
        "/deep",
        "/deep/none", "/a%00b",
    ])
    func nothingOutsideTheFolderIsReached(_ path: String) async throws {
        let folder = try site()
        let house = try HTTPHouse(staticFolder: folder.path("site"))
        let answer = try await house.call(.get, path)
        #expect(answer.status == 404)
        #expect(!answer.text.contains("secret"))
    }

    @Test func aFolderThatIsNotThereIsSaidAtTheStart() {
        #expect(throws: HTTPSetupError.self) { try HTTPHouse(staticFolder: "/nowhere/at/all") }
    }

    /// A folder of static files, and things beside it and in it that are nobody's business.
    private func site() throws -> TemporaryDirectory {
        let folder = try TemporaryDirectory("mooring-static")
        let files = FileManager.default
        for name in ["site/deep", "site/page", "site/api", "site/deep/.git"] {
            try files.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
        }
        try folder.write("secret", to: "secret.txt")
        try folder.write("<h1>Mine</h1>", to: "site/index.html")
        try folder.write("secret", to: "site/.env")
        try folder.write("deep", to: "site/deep/a b.txt")
        try folder.write("index", to: "site/deep/index.html")
        try folder.write("mine", to: "site/page/main.js")
        try folder.write("covered", to: "site/api/sessions")
        try folder.write("covered", to: "site/healthz")
        try files.createSymbolicLink(atPath: folder.path("site/link.txt"), withDestinationPath: "../secret.txt")
        try files.createSymbolicLink(atPath: folder.path("site/linked"), withDestinationPath: folder.path)
        try files.createSymbolicLink(atPath: folder.path("site/inside.txt"), withDestinationPath: "deep/a b.txt")
        try files.createSymbolicLink(atPath: folder.path("site/hidden.txt"), withDestinationPath: ".env")
        return folder
    }
}
