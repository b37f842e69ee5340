import Foundation

/// A real headless Chromium.
package final class Chromium: Sendable {
    private let child: ChildProcess
    private let profile: TemporaryDirectory
    package let tools: DevTools

    /// Starts the browser that is in `PATH`. It ends with its last reference.
    package init(within duration: Duration = .seconds(30)) async throws {
        let profile = try TemporaryDirectory("mooring-browser")
        let program = try BuildProducts.inPath(["chromium", "chromium-browser", "google-chrome"])
        let child = try ChildProcess(
            program,
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
                "--disable-backgrounding-occluded-windows", "--disable-extensions", "--disable-sync",
                "--hide-scrollbars", "--force-color-profile=srgb", "--remote-debugging-port=0",
                "--user-data-dir=\(profile.path)", "about:blank",
            ])
        let file = profile.path("DevToolsActivePort")
        var address: [Substring] = []
        try await eventually(within: duration, "a browser's DevTools port") {
            guard child.isRunning else { throw ConnectionEnded("starting a browser; it said:\n\(child.log)") }
            address = ((try? String(contentsOfFile: file, encoding: .utf8)) ?? "").split(separator: "\n")
            return address.count == 2
        }
        guard let port = Int(address[0]) else { throw ConnectionEnded("reading a browser's DevTools port") }
        self.profile = profile
        self.child = child
        tools = DevTools(try await WebSocketClient.connect(port: port, path: String(address[1])))
    }

    /// A profile of its own: no cookie, no storage of another.
    package func newContext() async throws -> BrowserContext {
        let result = try await tools.call("Target.createBrowserContext", ["disposeOnDetach": true])
        guard let id = result["browserContextId"].string else { throw ConnectionEnded("making a browser profile") }
        return BrowserContext(tools: tools, id: id)
    }

    /// Ends the browser, and waits until it is gone.
    package func close() async throws {
        _ = try? await tools.call("Browser.close", before: .after(.seconds(5)))
        child.send(SIGTERM)
        _ = try await child.exitCode()
    }
}
