import NIOCore

/// A browser's DevTools protocol over one WebSocket, for any number of callers.
///
/// There is no task that receives: of those who wait for an answer one receives for all, and hands that on when it is
/// done.
package actor DevTools {
    /// What the browser answered instead of a result.
    package struct Refusal: Error, CustomStringConvertible {
        package let method: String
        package let message: String
        package var description: String { "\(method): \(message)" }
    }

    private enum Turn {
        case answered(JSON)
        case receive
        case failed(any Error)
    }

    /// Console errors kept for one page.
    private static let errorsPerPage = 200

    private let socket: WebSocketClient
    private var lastID = 0
    private var isReceiving = false
    private var answers: [Int: JSON] = [:]
    private var waiting: [Int: CheckedContinuation<Turn, Never>] = [:]
    private var errors: [String: [String]] = [:]

    init(_ socket: WebSocketClient) {
        self.socket = socket
    }

    /// Calls a method and returns its result.
    ///
    /// - Parameter session: a page's, or nothing for the browser's own.
    @discardableResult
    package func call(
        _ method: String, _ parameters: JSON = [:], session: String? = nil, before deadline: Deadline = .usual
    ) async throws -> JSON {
        lastID += 1
        let id = lastID
        var request: [String: JSON] = ["id": JSON.number(Double(id)), "method": .string(method), "params": parameters]
        if let session { request["sessionId"] = .string(session) }
        try await socket.send(text: JSON.object(request).text)
        let answer = try await answer(to: id, before: deadline)
        if let message = answer["error"]["message"].string { throw Refusal(method: method, message: message) }
        return answer["result"]
    }

    /// What a page has written to its console as errors, and what was thrown in it and caught by nobody.
    package func consoleErrors(session: String) -> [String] {
        errors[session] ?? []
    }

    private func answer(to id: Int, before deadline: Deadline) async throws -> JSON {
        if let answer = answers.removeValue(forKey: id) { return answer }
        while isReceiving {
            switch await withCheckedContinuation({ waiting[id] = $0 }) {
            case .answered(let answer): return answer
            case .failed(let error): throw error
            case .receive: isReceiving = false
            }
            if let answer = answers.removeValue(forKey: id) { return answer }
        }
        isReceiving = true
        do {
            while answers[id] == nil { take(try await socket.message(before: deadline)) }
        } catch {
            isReceiving = false
            for other in waiting.values { other.resume(returning: .failed(error)) }
            waiting.removeAll()
            throw error
        }
        if let next = waiting.keys.min(), let other = waiting.removeValue(forKey: next) {
            other.resume(returning: .receive)
        } else {
            isReceiving = false
        }
        return answers.removeValue(forKey: id) ?? .null
    }

    private func take(_ bytes: ByteBuffer) {
        guard let message = JSON(String(buffer: bytes)) else { return }
        if let id = message["id"].int {
            if let other = waiting.removeValue(forKey: id) {
                other.resume(returning: .answered(message))
            } else {
                answers[id] = message
            }
            return
        }
        guard let session = message["sessionId"].string, let text = DevTools.error(in: message) else { return }
        errors[session, default: []].append(text)
        if errors[session, default: []].count > DevTools.errorsPerPage { errors[session]?.removeFirst() }
    }

    private static func error(in message: JSON) -> String? {
        let parameters = message["params"]
        switch message["method"].string {
        case "Runtime.exceptionThrown":
            let details = parameters["exceptionDetails"]
            return details["exception"]["description"].string ?? details["text"].string
        case "Runtime.consoleAPICalled" where parameters["type"].string == "error":
            return parameters["args"].array.map { $0["value"].string ?? $0["description"].string ?? $0.text }
                .joined(separator: " ")
        case "Log.entryAdded" where parameters["entry"]["level"].string == "error":
            let entry = parameters["entry"]
            return [entry["text"].string, entry["url"].string].compactMap(\.self).joined(separator: " ")
        default: return nil
        }
    }
}
