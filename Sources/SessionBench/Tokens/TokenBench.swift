import Foundation
package import SessionCore

/// A run of the bench over tokens: each algorithm bare, cold and cached.
package struct TokenBench: Sendable {
    /// What makes the strategy: the path of the key file, the issuer and the audience that it trusts.
    package typealias Make =
        @Sendable (_ keys: String, _ issuer: String, _ audience: String) async throws -> any IdentityStrategy

    private let plan: TokenPlan
    private let settings: BenchSettings
    private var report: TokenReport
    private var means: [String: [Double]] = [:]
    private var latencies: [String: LatencyHistogram] = [:]

    private init(_ plan: TokenPlan, _ settings: BenchSettings) {
        self.plan = plan
        self.settings = settings
        report = TokenReport(plan: plan, machine: MachineFacts(versions: settings.versions), commit: settings.commit)
        report.notes = settings.notes
    }

    /// Does it all. What stood in the way is in ``TokenReport/failure``, beside what was measured until then.
    @concurrent
    package static func run(_ plan: TokenPlan, _ settings: BenchSettings, _ make: @escaping Make) async -> TokenReport {
        var bench = TokenBench(plan, settings)
        return await bench.run(make)
    }

    private mutating func run(_ make: @escaping Make) async -> TokenReport {
        var signers: [TokenSigner] = []
        do {
            signers = try TokenSigner.all()
            let path = settings.folder + "/jwks.json"
            try Data(TokenSigner.file(signers).utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            rounds: for round in 0..<plan.runs {
                // A strategy of its own for each round: it remembers nothing of the one before.
                let strategy = try await make(path, TokenSigner.issuer, TokenSigner.audience)
                for (index, signer) in signers.enumerated() {
                    guard !settings.stop.isInterrupted else { break rounds }
                    let part = Double(round * signers.count + index) / Double(plan.runs * signers.count)
                    settings.progress(BenchProgress(fraction: part, what: signer.algorithm))
                    try await measure(signer, strategy, round)
                }
            }
        } catch {
            report.failure = "\(error)"
        }
        report.isInterrupted = settings.stop.isInterrupted && report.failure == nil
        report.figures = signers.flatMap { signer in
            TokenFigure.Way.allCases.compactMap { figure(signer.algorithm, $0) }
        }
        report.loadAfter = ProcessFacts.loadAverage
        return report
    }

    private mutating func measure(
        _ signer: TokenSigner, _ strategy: any IdentityStrategy, _ round: Int
    ) async throws {
        let now = Int(Date().timeIntervalSince1970)
        let tokens = try (0..<plan.tokens).map { try signer.token(round * plan.tokens + $0, at: now) }
        try await time(signer.algorithm, .bare, tokens) { token in
            guard try signer.check(token.signature, token.signed) else {
                throw BenchFailure("\(signer.algorithm): a signature of its own key was found wrong")
            }
        }
        for way in [TokenFigure.Way.cold, .cached] {
            try await time(signer.algorithm, way, tokens) { token in
                let shown = Credentials(headers: [.init("authorization", "Bearer " + token.text)])
                guard try await strategy.identify(shown, at: BenchClock().now) != nil else {
                    throw BenchFailure("\(signer.algorithm): a token was not seen")
                }
            }
        }
    }

    private mutating func time(
        _ algorithm: String, _ way: TokenFigure.Way, _ tokens: [SignedToken],
        _ body: (SignedToken) async throws -> Void
    ) async throws {
        let key = algorithm + way.rawValue
        var histogram = latencies[key] ?? LatencyHistogram()
        var total: UInt64 = 0
        for token in tokens {
            let began = Monotonic.now
            try await body(token)
            let spent = Monotonic.now - began
            histogram.record(spent)
            total += spent
        }
        latencies[key] = histogram
        means[key, default: []].append(Double(total) / Double(tokens.count) / 1000)
    }

    private func figure(_ algorithm: String, _ way: TokenFigure.Way) -> TokenFigure? {
        let median = { (runs: [Double]) in runs.sorted()[(runs.count - 1) / 2] }
        guard let runs = means[algorithm + way.rawValue], let histogram = latencies[algorithm + way.rawValue],
            let bare = latencies[algorithm + TokenFigure.Way.bare.rawValue]
        else { return nil }
        // By halves and not by means: one moment in which another process had the processor is most of a mean.
        let (p50, floor) = (histogram.microseconds(atPercentile: 50), bare.microseconds(atPercentile: 50))
        return TokenFigure(
            algorithm: algorithm, way: way, tokens: plan.tokens, runs: runs, median: median(runs),
            p50: p50, p99: histogram.microseconds(atPercentile: 99),
            ofTheFloor: way == .bare || floor <= 0 ? nil : p50 / floor)
    }
}
