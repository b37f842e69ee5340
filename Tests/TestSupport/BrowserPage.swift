import Foundation

/// One window of a browser.
package struct BrowserPage: Sendable {
    /// Whether a page is to be light or dark.
    package enum ColorScheme: String, Sendable, CaseIterable {
        case light, dark
    }

    /// What a script threw.
    package struct ScriptError: Error, CustomStringConvertible {
        package let description: String
    }

    let tools: DevTools
    let target: String
    let session: String

    func prepare(width: Int, height: Int) async throws {
        for domain in ["Page", "Runtime", "Log"] { try await call("\(domain).enable") }
        try await setViewport(width: width, height: height)
        // Without it only one window has the focus, and the others believe to be in the background.
        try await call("Emulation.setFocusEmulationEnabled", ["enabled": true])
    }

    /// Calls a DevTools method of this window.
    @discardableResult
    package func call(
        _ method: String, _ parameters: JSON = [:], before deadline: Deadline = .usual
    ) async throws -> JSON {
        try await tools.call(method, parameters, session: session, before: deadline)
    }

    // MARK: Looking

    /// The value of a JavaScript expression; a promise is awaited.
    @discardableResult
    package func evaluate(_ script: String, before deadline: Deadline = .usual) async throws -> JSON {
        let result = try await call(
            "Runtime.evaluate",
            ["expression": .string(script), "awaitPromise": true, "returnByValue": true, "userGesture": true],
            before: deadline)
        let details = result["exceptionDetails"]
        if details != .null {
            throw ScriptError(description: details["exception"]["description"].string ?? details.text)
        }
        return result["result"]["value"]
    }

    /// Waits until a JavaScript expression is true. A page that is just being loaded is waited for.
    package func wait(for script: String, before deadline: Deadline = .usual) async throws {
        var last = ""
        while true {
            do {
                if try await evaluate("!!(\(script))", before: deadline) == true { return }
                last = ""
            } catch let error as ScriptError {
                last = error.description
            } catch let error as DevTools.Refusal {
                last = error.message
            }
            guard !deadline.hasPassed else { throw DeadlinePassed("\(script) \(last)") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// What went wrong in the page's scripts so far.
    package func consoleErrors() async -> [String] {
        await tools.consoleErrors(session: session)
    }

    /// Writes a PNG of what the window shows.
    package func screenshot(to path: String) async throws {
        let result = try await call("Page.captureScreenshot", ["format": "png"])
        guard let text = result["data"].string, let data = Data(base64Encoded: text) else {
            throw ScriptError(description: "a screenshot without data")
        }
        try data.write(to: URL(fileURLWithPath: path))
    }

    // MARK: Going somewhere

    package func navigate(to url: String, before deadline: Deadline = .usual) async throws {
        let result = try await call("Page.navigate", ["url": .string(url)], before: deadline)
        if let error = result["errorText"].string { throw ScriptError(description: "\(url): \(error)") }
        try await wait(for: "document.readyState === 'complete'", before: deadline)
    }

    /// Loads the page again and waits until its document is there.
    package func reload(before deadline: Deadline = .usual) async throws {
        try await evaluate("globalThis.isBeforeReload = true")
        try await call("Page.reload", before: deadline)
        try await wait(
            for: "globalThis.isBeforeReload === undefined && document.readyState === 'complete'", before: deadline)
    }

    package func close() async throws {
        try await tools.call("Target.closeTarget", ["targetId": .string(target)])
    }

    // MARK: Acting

    /// Puts the window before the others.
    package func bringToFront() async throws {
        try await call("Page.bringToFront")
    }

    /// Types text where the focus is, key by key; line ends are Enter.
    package func type(_ text: String) async throws {
        for character in text {
            if character == "\n" { try await press("Enter") } else { try await press(String(character)) }
        }
    }

    /// Puts text where the focus is, all at once, as an input method does.
    package func insert(_ text: String) async throws {
        try await call("Input.insertText", ["text": .string(text)])
    }

    /// Presses and releases a key: a character, or a name like `Enter`, `ArrowUp`, `F2`.
    package func press(_ key: String, _ modifiers: KeyModifiers = []) async throws {
        let stroke = KeyStroke(key, modifiers)
        try await call("Input.dispatchKeyEvent", stroke.down)
        try await call("Input.dispatchKeyEvent", stroke.up)
    }

    /// Clicks the middle of the first element that a selector finds.
    package func click(_ selector: String) async throws {
        let quoted = JSON.string(selector).text
        let place = try await evaluate(
            """
            (() => { const element = document.querySelector(\(quoted));
              if (!element) throw new Error('no element ' + \(quoted));
              element.scrollIntoView({block: 'nearest'});
              const box = element.getBoundingClientRect();
              return [box.x + box.width / 2, box.y + box.height / 2]; })()
            """)
        for type in ["mousePressed", "mouseReleased"] {
            try await call(
                "Input.dispatchMouseEvent",
                ["type": .string(type), "x": place[0], "y": place[1], "button": "left", "clickCount": 1])
        }
    }

    /// The size of the page in CSS pixels.
    package func setViewport(width: Int, height: Int) async throws {
        try await call(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .number(Double(width)), "height": .number(Double(height)), "deviceScaleFactor": 1,
                "mobile": false,
            ])
    }

    /// What the page learns from `prefers-color-scheme`.
    package func emulate(_ scheme: ColorScheme) async throws {
        try await call(
            "Emulation.setEmulatedMedia",
            ["features": [["name": "prefers-color-scheme", "value": .string(scheme.rawValue)]]])
    }
}
