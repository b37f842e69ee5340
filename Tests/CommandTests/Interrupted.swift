import Foundation
import TestSupport

/// A `mooring` that gets a signal in the middle of its work.
enum Interrupted {
    /// Runs a command until something is true or it has ended, sends it the signal, and waits for its end.
    ///
    /// It runs in short turns and stands still while it is looked at: however busy the machine, it cannot be through before
    /// the test has seen the moment.
    ///
    /// - Returns: its exit status, or the negative number of the signal that ended it, and all that it said.
    static func mooring(
        _ arguments: [String], by signal: Int32, once isThere: () async throws -> Bool
    ) async throws -> (code: Int32, output: String) {
        let child = try ChildProcess(
            BuildProducts.executable("mooring"), arguments, environment: ["MOORING_CONFIG": ""])
        try await eventually(within: .seconds(240), "the moment for a signal") {
            child.send(SIGSTOP)
            if !child.isRunning { return true }
            if try await isThere() { return true }
            child.send(SIGCONT)
            try await Task.sleep(for: .milliseconds(2))
            return false
        }
        child.send(signal)
        child.send(SIGCONT)
        let code = try await child.exitCode(within: .seconds(120))
        return (code, try await child.wholeLog())
    }

    /// Runs a command to its end.
    static func notAtAll(_ arguments: [String]) async throws -> (code: Int32, output: String) {
        try await ChildProcess.run(
            BuildProducts.executable("mooring"), arguments, environment: ["MOORING_CONFIG": ""],
            within: .seconds(300))
    }
}
