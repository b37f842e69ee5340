import ArgumentParser
import Foundation
import Logging
import SessionConfiguration
import SessionCore

/// One copying of a store into another, told on the terminal.
struct Migration: Sendable {
    let folder: String
    let dryRun: Bool
    let verify: Bool
    let logger: Logger
    let interruption: Interruption
    private let line = StatusLine.standardError

    init(folder: String, dryRun: Bool, verify: Bool, logger: Logger, interruption: Interruption) {
        self.folder = folder
        self.dryRun = dryRun
        self.verify = verify
        self.logger = logger
        self.interruption = interruption
    }

    /// Copies, compares if that was asked for, and closes both stores whatever became of it.
    func run(from old: StorageChoice, to new: StorageChoice) async throws {
        try check(old, new)
        defer { line.clear() }
        try await OpenStore.lend(old, below: folder, logger: logger) { source in
            if dryRun { return try await count(source) }
            try await OpenStore.lend(new, below: folder, mayBeAny: true, logger: logger) { target in
                try await copy(source, target)
            }
        }
    }

    private func check(_ old: StorageChoice, _ new: StorageChoice) throws {
        let isSame =
            old.driver.name == new.driver.name && old.namespace == new.namespace && old.settings == new.settings
        if isSame {
            throw StartupProblem("both configurations name the same store; there is nothing to migrate")
        }
        if !new.driver.abilities.contains(.persistent) && !dryRun {
            throw StartupProblem("the backend \(new.driver.name) keeps nothing when this command ends")
        }
    }

    private func count(_ source: any Exportable) async throws {
        var (live, ended, text) = (0, 0, ProgressText())
        var walk = StorageWalk(through: source)
        while let step = try await walk.next() {
            live += step.entries.count { $0.pass == .live }
            ended += step.entries.count { $0.pass == .ended }
            line.show(text("reading", "\(step.read) read", share: step.share))
            try interruption.check("ended early: \(step.read) read, nothing written")
        }
        line.clear()
        print("Would copy \(live) sessions and \(ended) tombstones and epochs. Nothing was written.")
    }

    private func copy(_ source: any Exportable, _ target: any Exportable) async throws {
        let began = ContinuousClock.now
        var text = ProgressText()
        let done = try await StorageCopy(from: source, into: target).run(isAsking: true) { progress in
            let walk = progress.pass == .ended ? "1/2 what has ended" : "2/2 sessions"
            let count = progress.pass == .ended ? progress.ended : progress.live + progress.present
            line.show(text(walk, "\(count) copied", share: progress.share))
            try interruption.check("ended at \(walk), \(count) copied: run it again to go on with the rest")
        }
        line.clear()
        let seconds = max(began.duration(to: .now) / .seconds(1), 0.001)
        let rate = Int(Double(done.live + done.present + done.ended) / seconds)
        let before = done.present > 0 ? " \(done.present) sessions were there already." : ""
        print("Copied \(done.live) sessions and \(done.ended) tombstones and epochs, \(rate) a second.\(before)")
        if verify { try await compare(source, target) }
    }

    private func compare(_ source: any Exportable, _ target: any Exportable) async throws {
        var (differences, text) = (0, ProgressText())
        let compared = try await StorageComparison(source, with: target).run(at: SystemClock().now) { difference in
            differences += 1
            // The first say what is wrong; the number says how much.
            if differences <= 20 {
                line.clear()
                print("differs: \(difference.handle?.text ?? "an epoch"): \(difference.what)")
            }
        } report: { progress in
            let walk = progress.isBackward ? "comparing back" : "comparing"
            line.show(text(walk, "\(progress.compared) compared", share: progress.share))
            try interruption.check(
                "ended at \(walk), \(progress.compared) compared, \(differences) differ: all is copied; run it again to "
                    + "compare the rest")
        }
        line.clear()
        print("Compared \(compared) entries: \(differences == 0 ? "no difference" : "\(differences) differ").")
        if differences > 0 { throw ExitCode(1) }
    }
}
