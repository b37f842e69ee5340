/// A browser profile: its windows share cookies and storage, and nothing with those of others.
package struct BrowserContext: Sendable {
    let tools: DevTools
    let id: String

    /// Opens a window and waits until its document is loaded.
    package func open(
        _ url: String, width: Int = 1280, height: Int = 800, before deadline: Deadline = .usual
    ) async throws -> BrowserPage {
        let target = try await tools.call(
            "Target.createTarget", ["url": "about:blank", "browserContextId": .string(id), "newWindow": true])
        guard let targetID = target["targetId"].string else { throw ConnectionEnded("opening a browser window") }
        let attached = try await tools.call(
            "Target.attachToTarget", ["targetId": .string(targetID), "flatten": true])
        guard let session = attached["sessionId"].string else { throw ConnectionEnded("attaching to a window") }
        let page = BrowserPage(tools: tools, target: targetID, session: session)
        try await page.prepare(width: width, height: height)
        try await page.navigate(to: url, before: deadline)
        return page
    }

    /// Closes all its windows and forgets what they stored.
    package func close() async throws {
        try await tools.call("Target.disposeBrowserContext", ["browserContextId": .string(id)])
    }
}
