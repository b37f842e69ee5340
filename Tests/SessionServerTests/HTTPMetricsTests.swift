import HTTPTypes
import SessionCore
import Testing

@Suite struct HTTPMetricsTests {
    @Test func everyOutcomeAndErrorStandsThereAlsoTheOnesThatNeverCame() async throws {
        let house = try HTTPHouse()
        let token = try await house.newcomer().token
        _ = try await house.call(.get, "/api/workspaces", token: token)
        house.store.mood = .fails(.timeout)
        _ = try await house.call(.get, "/api/workspaces", token: token)
        let answer = try await house.call(.get, "/metrics", from: "127.0.0.1")
        #expect(answer.status == 200)
        #expect(answer.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
        let lines = Set(answer.text.split(separator: "\n").map(String.init))
        for verb in StorageVerb.allCases {
            for outcome in verb.outcomes {
                let name = "mooring_storage_calls_total{verb=\"\(verb.rawValue)\",outcome=\"\(outcome)\"} "
                #expect(lines.contains { $0.hasPrefix(name) }, "\(name)")
            }
            for code in [
                "unavailable", "timeout", "unknown", "corrupt", "misconfigured", "tooLarge", "invalid", "full",
            ] {
                let name = "mooring_storage_errors_total{verb=\"\(verb.rawValue)\",code=\"\(code)\"} "
                #expect(lines.contains { $0.hasPrefix(name) }, "\(name)")
            }
        }
        #expect(lines.contains(#"mooring_storage_calls_total{verb="create",outcome="created"} 1"#))
        #expect(lines.contains(#"mooring_storage_errors_total{verb="load",code="timeout"} 1"#))
        #expect(lines.contains("mooring_workspaces_open 1"))
        #expect(lines.contains("mooring_windows 0"))
        #expect(lines.contains(#"mooring_terminals{state="running"} 0"#))
        #expect(!answer.text.contains(token.text))
    }

    @Test func eachFamilyStandsTogetherBelowItsType() async throws {
        let text = try await HTTPHouse().call(.get, "/metrics", from: "::1").text
        var family = ""
        var seen: Set<String> = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# TYPE ") {
                family = String(line.split(separator: " ")[2])
                #expect(seen.insert(family).inserted)
            } else if !line.hasPrefix("#") {
                #expect(line.hasPrefix(family), "\(line)")
                #expect(Double(line.split(separator: " ").last ?? "") != nil, "\(line)")
            }
        }
        #expect(seen.count == 9)
    }

    @Test(
        arguments: [
            ("10.0.0.7", [:]), (nil, [:]), ("127.0.0.1", ["X-Forwarded-For": "203.0.113.9"]),
            ("127.0.0.1", ["Forwarded": "for=203.0.113.9"]), ("::1", ["Via": "1.1 proxy"]),
            ("127.0.0.1", ["X-Real-IP": "203.0.113.9"]),
        ] as [(String?, [String: String])])
    func nobodyElsewhereMayReadThem(_ address: String?, _ headers: [String: String]) async throws {
        let answer = try await HTTPHouse().call(.get, "/metrics", headers: headers, from: address)
        #expect(answer.verdict == "403 forbidden")
        #expect(!answer.text.contains("mooring_storage"))
    }

    @Test func aServerBehindAnotherNameTakesNobodyForThisMachine() async throws {
        let house = try HTTPHouse(origins: ["https://moored.example"])
        #expect(try await house.call(.get, "/metrics", from: "127.0.0.1").verdict == "403 forbidden")
    }

    @Test func whereATokenIsSetItAloneOpens() async throws {
        let house = try HTTPHouse(metricsToken: "0123456789abcdef")
        let good = ["Authorization": "Bearer 0123456789abcdef"]
        #expect(try await house.call(.get, "/metrics", headers: good, from: "10.0.0.7").status == 200)
        #expect(try await house.call(.get, "/metrics", from: "127.0.0.1").verdict == "403 forbidden")
        let wrong = ["Authorization": "Bearer 0123456789abcdeg"]
        #expect(try await house.call(.get, "/metrics", headers: wrong, from: "127.0.0.1").verdict == "403 forbidden")
        let workspace = try await house.newcomer().token
        #expect(try await house.call(.get, "/metrics", token: workspace, from: "127.0.0.1").status == 403)
    }
}
