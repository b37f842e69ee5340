import Foundation

/// The real `mooring serve`, as a process of its own, on a port of its own.
package final class RunningServer: Sendable {
    private let child: ChildProcess
    /// What must outlive the server, such as the folder it lives in.
    private let kept: any Sendable
    package let port: Int

    /// Returns when the server has printed its address.
    ///
    /// - Parameters:
    ///   - configuration: the path of its file.
    ///   - data: its data folder.
    ///   - port: 0 for one that is free.
    package init(
        configuration: String, data: String, port: Int = 0, arguments: [String] = [],
        environment: [String: String] = [:], keeping kept: any Sendable = (), within duration: Duration = .seconds(20)
    ) async throws {
        self.kept = kept
        let fixed =
            ["serve", "--config", configuration, "--data", data, "--port", String(port)] + ServeArguments.standing
        let child = try ChildProcess(
            try BuildProducts.executable("mooring"), fixed + arguments, environment: environment)
        self.child = child
        do {
            try await eventually(within: duration, "a server's address") {
                guard child.isRunning || RunningServer.port(in: child.log) != nil else {
                    throw ConnectionEnded("starting a server; it said:\n\(child.log)")
                }
                return RunningServer.port(in: child.log) != nil
            }
        } catch is DeadlinePassed {
            throw DeadlinePassed("a server's address; it said:\n\(child.log)")
        }
        self.port = RunningServer.port(in: child.log) ?? 0
    }

    /// The address of the page, without a slash at the end.
    package var url: String { "http://127.0.0.1:\(port)" }

    /// What it has said so far.
    package var log: String { child.log }

    package var identifier: Int32 { child.identifier }

    package var isRunning: Bool { child.isRunning }

    /// Asks it to end, and waits. The exit status, or the negative number of the signal that ended it.
    @discardableResult
    package func terminate(_ signal: Int32 = SIGTERM, within duration: Duration = .seconds(20)) async throws -> Int32 {
        child.send(signal)
        return try await child.exitCode(within: duration)
    }

    /// Ends it as a power cut would.
    package func kill9() async throws {
        child.send(SIGKILL)
        _ = try await child.exitCode()
    }

    /// A request on a connection of its own.
    package func request(
        _ method: String = "GET", _ path: String, headers: [String: String] = [:], body: String? = nil
    ) async throws -> HTTPReply {
        try await HTTPProbe.request(method, path, port: port, headers: headers, body: body)
    }

    /// Something must follow the digits, lest the rest of them is still on its way.
    private static func port(in log: String) -> Int? {
        guard let match = log.firstMatch(of: /https?:\/\/[^\s:\/]+:([0-9]+)[^0-9]/) else { return nil }
        return Int(match.1)
    }
}
