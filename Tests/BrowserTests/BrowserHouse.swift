import Foundation
import TestSupport

/// A real server for a browser, with the page's third-party files and a place for screenshots.
final class BrowserHouse: Sendable {
    let folder: TemporaryDirectory
    private let configuration: String

    /// - Parameter settings: YAML without `terminals`, for a server that differs from the usual one.
    init(settings: String = "") throws {
        folder = try TemporaryDirectory()
        configuration = try folder.write("\(settings)\nterminals: {shell: /bin/sh}\n", to: "mooring.yaml")
    }

    func start(port: Int = 0) async throws -> RunningServer {
        try await RunningServer(
            configuration: configuration, data: folder.path("data"), port: port,
            environment: [
                "PS1": "ready> ", "HOME": folder.path,
                "MOORING_ASSETS": ProcessInfo.processInfo.environment["MOORING_ASSETS"] ?? Self.root + "/.assets",
            ], keeping: folder)
    }

    /// Keeps a screenshot where people look for it after a run: `.build/screenshots`.
    func keep(_ page: BrowserPage, _ name: String) async throws {
        let shots = Self.root + "/.build/screenshots"
        try FileManager.default.createDirectory(atPath: shots, withIntermediateDirectories: true)
        try await page.screenshot(to: "\(shots)/\(name).png")
    }

    static func file(_ path: String) throws -> String {
        try String(contentsOfFile: root + "/" + path, encoding: .utf8)
    }

    static var root: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
    }
}

extension BrowserPage {
    func waitUntilLive() async throws {
        try await wait(
            for: "document.documentElement.dataset.state === 'live' && document.querySelector('[data-terminal]')")
    }

    /// The handle of the terminal in front.
    func terminal() async throws -> String {
        try await evaluate("document.querySelector('[data-terminal]').dataset.terminal").string ?? ""
    }

    func waitUntil(_ handle: String, shows text: String, within duration: Duration = .seconds(20)) async throws {
        let quoted = JSON.string(text).text
        try await wait(
            for: "(mooring.text('\(handle)') ?? []).some(line => line.trim() === \(quoted))", before: .after(duration))
    }

    /// Types with the keyboard, as a person does.
    func typeLine(_ text: String, into handle: String) async throws {
        try await bringToFront()
        try await click("[data-terminal='\(handle)'] .xterm-screen")
        try await wait(for: "document.activeElement?.classList.contains('xterm-helper-textarea')")
        try await type(text + "\n")
    }

    /// Invites through the API the page uses, with the page's own cookie.
    func inviteLink(as role: String) async throws -> String {
        let script = """
            (async () => {
              const id = localStorage.getItem('mooring_workspace');
              const answer = await fetch(`/api/workspaces/${id}/invitations`, {method: 'POST',
                headers: {'Content-Type': 'application/json'}, body: JSON.stringify({role: '\(role)'})});
              return `${location.origin}/#/invite/${(await answer.json()).token}`;
            })()
            """
        return try await evaluate(script).string ?? ""
    }

    /// Renames the tab at a place by the keyboard.
    func rename(tab index: Int, to title: String) async throws {
        try await evaluate("document.querySelectorAll('[role=tab]')[\(index)].focus()")
        try await press("F2")
        try await wait(for: "document.activeElement?.tagName === 'INPUT'")
        try await insert(title)
        try await press("Enter")
    }

    /// Splits the pane in front to the right, by the keyboard.
    func splitPane() async throws {
        try await press("d", [.alt, .shift])
    }
}
