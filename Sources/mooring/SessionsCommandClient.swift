import Foundation
import FoundationNetworking

/// Asks a running server over HTTP.
struct SessionsCommandClient: Sendable {
    /// The server's scheme, host and port.
    let base: URLComponents
    let token: String

    /// How long the server may take to answer, in seconds.
    static let patience = 10.0
    /// Bytes of an answer that are taken.
    static let answerBytes = 16 << 20

    /// Sends a request and returns the body of its answer.
    ///
    /// Throws ``SessionsCommandFailure`` when there is no server, or it says no.
    ///
    /// - Parameter path: below `/api/sessions`, its parts as they are, unescaped.
    func send(_ method: String, _ path: String...) async throws -> Data {
        try await send(method, at: "/api/sessions" + path.map { "/" + SessionsCommandClient.escaped($0) }.joined())
    }

    /// Sends a request to a place of the server, with a body of JSON where there is one.
    ///
    /// - Parameter patience: how long the answer may take, in seconds.
    func send(
        _ method: String, at path: String, body: Data? = nil, patience: Double = SessionsCommandClient.patience
    ) async throws -> Data {
        var address = base
        address.percentEncodedPath = path
        guard let url = address.url else { throw SessionsCommandFailure("the address \(address) makes no sense") }
        var request = URLRequest(url: url, timeoutInterval: patience)
        request.httpMethod = method
        if let body {
            request.httpBody = body
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        let session = URLSession(configuration: .ephemeral, delegate: StayPut(), delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let (data, response): (Data, URLResponse)
        do {
            (data, response) = try await session.data(for: request)
        } catch {
            throw SessionsCommandFailure(
                "no answer from \(place): \(error.localizedDescription). Is the server running there?")
        }
        guard let answer = response as? HTTPURLResponse, data.count <= SessionsCommandClient.answerBytes else {
            throw SessionsCommandFailure("what answers at \(place) is no Mooring server")
        }
        guard (200..<300).contains(answer.statusCode) else { throw refusal(answer.statusCode, data) }
        return data
    }

    /// Reads an answer's JSON.
    func read<Answer: Decodable>(_ type: Answer.Type, from data: Data) throws -> Answer {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw SessionsCommandFailure("the answer of \(place) is not that of a Mooring server")
        }
    }

    private var place: String { base.string ?? base.host ?? "the server" }

    private func refusal(_ status: Int, _ data: Data) -> SessionsCommandFailure {
        struct Shape: Decodable {
            struct Inner: Decodable {
                let code: String
                let message: String
            }
            let error: Inner
        }
        guard let error = try? JSONDecoder().decode(Shape.self, from: data).error else {
            return SessionsCommandFailure("\(place) answered \(status), and not as a Mooring server does")
        }
        return SessionsCommandFailure("\(error.message) (\(status) \(error.code))")
    }

    private static func escaped(_ part: String) -> String {
        part.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-_"))) ?? ""
    }

    /// Follows no redirection: the token is for this server alone.
    private final class StayPut: NSObject, URLSessionTaskDelegate {
        func urlSession(
            _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
        ) {
            completionHandler(nil)
        }
    }
}
