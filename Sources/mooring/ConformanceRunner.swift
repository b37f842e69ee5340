import Foundation
import SessionConfiguration
import SessionConformance
import SessionCore

/// Runs cases one after another, until the last or until the person at the terminal has had enough.
struct ConformanceRunner: Sendable {
    let ground: ConformanceGround
    let scale: ConformanceScale
    let amount: ConformanceAmount
    let interrupt: ConformanceInterrupt

    func run(_ cases: [StorageConformance]) async -> ConformanceReport {
        let began = ContinuousClock.now
        var results: [ConformanceReport.Case] = []
        var left = 0
        for (number, promise) in cases.enumerated() {
            guard !interrupt.isAsked else {
                results.append(.init(promise, .notRun))
                continue
            }
            tell("[\(number + 1)/\(cases.count)] \(promise.name)")
            let start = ContinuousClock.now
            let work = Task { await failure(of: promise) }
            interrupt.cancels(work)
            let found = await work.value
            let seconds = (ContinuousClock.now - start).inSeconds
            let isCut = interrupt.isAsked && found != nil
            results.append(
                .init(promise, isCut ? .notRun : found == nil ? .passed : .failed, seconds, isCut ? nil : found))
            // The feed tells of what an earlier case did, for as long as it is kept.
            left += await ground.clear(keepsPlot: !ground.choice.driver.abilities.contains(.changeFeed))
        }
        tell("")
        return ConformanceReport(
            backend: ground.choice.driver.name, durability: ground.choice.durability.rawValue,
            encryptionKey: ground.choice.encryption?.keys.sealing.id,
            abilities: ground.choice.driver.abilities.map(\.rawValue).sorted(), scale: amount.rawValue,
            seed: scale.seed, namespaces: "\(ConformanceGround.prefix)-\(ground.run)-*",
            left: ground.isCounted ? left : nil, epochs: ground.isCounted ? ground.epochs : nil,
            isInterrupted: interrupt.isAsked, seconds: (ContinuousClock.now - began).inSeconds, cases: results)
    }

    private func failure(of promise: StorageConformance) async -> ConformanceFailure? {
        do throws(ConformanceFailure) {
            try await promise.verify(scale: scale) { namespace in try await ground.open(namespace.text) }
            return nil
        } catch {
            return error
        }
    }

    /// One line that the next one replaces, on a terminal only.
    private func tell(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1b}[2K\(text)".utf8))
    }
}

extension Duration {
    /// The duration as a number of seconds.
    fileprivate var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
