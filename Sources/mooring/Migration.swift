import ArgumentParser
import Foundation
import Logging
import SessionConfiguration
import SessionCore

/// One copying of a store into another, told on the terminal.
struct Migration {
    let folder: String
    let dryRun: Bool
    let verify: Bool
    let logger: Logger
    private let line = StatusLine.standardError

    init(folder: String, dryRun: Bool, verify: Bool, logger: Logger) {
        self.folder = folder
        self.dryRun = dryRun
        self.verify = verify
        self.logger = logger
    }

    /// Copies, compares if that was asked for, and closes both stores whatever became of it.
    func run(from old: StorageChoice, to new: StorageChoice) async throws {
        try check(old, new)
        let source = try await exportable(old)
        do {
            if dryRun {
                try await count(source)
            } else {
                let target = try await exportable(new)
                do {
                    try await copy(source, target)
                } catch {
                    try? await (target as? any ClosableStorage)?.close()
                    throw error
                }
                try await (target as? any ClosableStorage)?.close()
            }
        } catch {
            try? await (source as? any ClosableStorage)?.close()
            throw error
        }
        try await (source as? any ClosableStorage)?.close()
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

    private func exportable(_ choice: StorageChoice) async throws -> any Exportable {
        let store = try await choice.open(below: folder, logger: logger)
        guard let exportable = store as? any Exportable else {
            try? await (store as? any ClosableStorage)?.close()
            throw StartupProblem("the backend \(choice.driver.name) can neither be exported nor restored")
        }
        return exportable
    }

    private func count(_ source: any Exportable) async throws {
        var (live, ended) = (0, 0)
        var cursor: ExportCursor?
        repeat {
            let page = try await source.export(after: cursor, limit: Limits.pageRecords)
            for entry in page.entries {
                if case .session(_, .live) = entry { live += 1 } else { ended += 1 }
            }
            cursor = page.next
            line.show("read \(live + ended)")
        } while cursor != nil
        line.clear()
        print("Would copy \(live) sessions and \(ended) tombstones and epochs. Nothing was written.")
    }

    private func copy(_ source: any Exportable, _ target: any Exportable) async throws {
        let began = ContinuousClock.now
        let done = try await StorageCopy(from: source, into: target).run { progress in
            line.show("\(progress.ended) ended, \(progress.live) live written")
        }
        line.clear()
        let seconds = max(began.duration(to: .now) / .seconds(1), 0.001)
        let rate = Int(Double(done.live + done.ended) / seconds)
        print("Copied \(done.live) sessions and \(done.ended) tombstones and epochs, \(rate) a second.")
        if verify { try await compare(source, target) }
    }

    private func compare(_ source: any Exportable, _ target: any Exportable) async throws {
        var differences = 0
        let compared = try await StorageComparison(source, with: target).run(at: SystemClock().now) { difference in
            differences += 1
            // The first say what is wrong; the number says how much.
            if differences <= 20 {
                line.clear()
                print("differs: \(difference.handle?.text ?? "an epoch"): \(difference.what)")
            }
        } report: {
            line.show("compared \($0)")
        }
        line.clear()
        print("Compared \(compared) entries: \(differences == 0 ? "no difference" : "\(differences) differ").")
        if differences > 0 { throw ExitCode(1) }
    }
}
