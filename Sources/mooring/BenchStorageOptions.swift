import ArgumentParser
import Glibc
import SessionBench
import SessionCore

/// What `mooring bench storage` can be asked for.
struct BenchStorageOptions: ParsableArguments {
    /// How a report is written.
    enum Output: String, ExpressibleByArgument, CaseIterable {
        case table, json, html
    }

    @Option(
        help: ArgumentHelp("The backends, divided by commas. Default: all that need no server.", valueName: "NAMES"))
    var backend: String?

    @Option(
        help: ArgumentHelp("How many sessions lie in the store; several counts, one after the other.", valueName: "N"))
    var sessions = "100000"

    @Option(help: ArgumentHelp("The bytes of a payload.", valueName: "BYTES"))
    var size = 1024

    @Option(help: ArgumentHelp("How many callers there are at once; several numbers.", valueName: "N"))
    var concurrency = "1,64"

    @Option(
        help: ArgumentHelp(
            "Single verbs to measure: load, commit, touch, create, revoke, list. Default: all, unless --mix is given.",
            valueName: "NAMES"))
    var operations: String?

    @Option(
        help: ArgumentHelp(
            "What servers see at times: read-heavy, write-heavy, login-storm, touch, revoke-all, sweep, list.",
            valueName: "NAMES"))
    var mix: String?

    @Option(
        help: ArgumentHelp(
            "Begin so many calls a second whether or not earlier ones were answered (open loop), and measure each from "
                + "the instant at which it was due.", valueName: "N"))
    var rate: Double?

    @Option(
        help: ArgumentHelp(
            "What an acknowledged write survives: full, normal, none. A backend without a level is left out, or runs at "
                + "its strongest when it has none of them.", valueName: "LEVELS"))
    var durability = "normal"

    @Option(help: ArgumentHelp("How long one measurement lasts, in seconds.", valueName: "S"))
    var duration = 2.0

    @Option(help: ArgumentHelp("How often everything is measured; the median is shown.", valueName: "N"))
    var runs = 5

    @Option(help: ArgumentHelp("What decides payloads and the order of calls.", valueName: "N"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Settings of the backends, from this configuration.", valueName: "FILE"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "The folder below which the stores lie; on the disk that is to be measured.", valueName: "DIR"))
    var data: String?

    @Option(help: ArgumentHelp("The Redis to measure, instead of storage.redis.url.", valueName: "URL"))
    var redisUrl: String?

    @Flag(help: "Start a Redis server for the run, which is killed and started again to measure how it comes back.")
    var redisStart = false

    @Option(
        help: ArgumentHelp(
            "A program that measures other session stores in the same way, after ours; "
                + "scripts/bench-references.sh does so for Django and Flask-Session.", valueName: "PROGRAM"))
    var reference: String?

    @Flag(inversion: .prefixedNo, help: "Measure the floors as well.")
    var floor = true

    @Option(help: "Through the session manager, or straight to the storage.")
    var through: BenchPath = .manager

    @Option(help: "How the report is written.")
    var output: Output = .table

    @Option(
        help: ArgumentHelp(
            "A folder in which the report is left as well, as report.txt, report.json and report.html.",
            valueName: "DIR"))
    var report: String?

    mutating func validate() throws {
        _ = try plan()
        _ = try levels()
        if redisStart, redisUrl != nil {
            throw ValidationError("--redis-start and --redis-url name two servers; choose one")
        }
        if let reference, access(reference, X_OK) != 0 {
            throw ValidationError("--reference: \(reference) is no program that can be run")
        }
    }

    /// The plan that the options describe.
    func plan() throws -> BenchPlan {
        let plan = BenchPlan(
            sessions: try numbers(sessions, "--sessions"), size: size,
            concurrency: try numbers(concurrency, "--concurrency"), operations: try kinds(), duration: duration,
            runs: runs,
            seed: seed, through: through, rate: rate, hasFloors: floor)
        if let problem = plan.problem { throw ValidationError("--\(problem)") }
        return plan
    }

    /// What is measured: the verbs, then the mixes.
    private func kinds() throws -> [BenchOperation] {
        guard operations != nil || mix != nil else { return BenchOperation.single }
        let single = try operations.map { try words($0, "--operations", of: BenchOperation.single) } ?? []
        let mixed = try mix.map { try words($0, "--mix", of: BenchOperation.mixes) } ?? []
        return single + mixed.filter { !single.contains($0) }
    }

    /// The levels of durability, in the order in which they were named.
    func levels() throws -> [Durability] {
        try words(durability, "--durability", of: Durability.allCases)
    }

    /// The names of the backends, or nothing when none are named.
    var backends: [String]? {
        backend.map(BenchStorageOptions.parts)
    }

    private func numbers(_ text: String, _ option: String) throws -> [Int] {
        try BenchStorageOptions.parts(text).map { part in
            guard let number = Int(part) else { throw ValidationError("\(option): '\(part)' is not a whole number") }
            return number
        }
    }

    private func words<Word: RawRepresentable & Equatable>(
        _ text: String, _ option: String, of allowed: [Word]
    ) throws -> [Word] where Word.RawValue == String {
        try BenchStorageOptions.parts(text).reduce(into: []) { words, part in
            guard let word = Word(rawValue: part), allowed.contains(word) else {
                let names = allowed.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("\(option): '\(part)' is none of \(names)")
            }
            if !words.contains(word) { words.append(word) }
        }
    }

    private static func parts(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    }
}

extension BenchPath: ExpressibleByArgument {}
