@_exported public import SessionConformance
import SessionCore
public import Testing

extension StorageConformance: CustomTestStringConvertible {
    /// The promise and the name of the case.
    public var testDescription: String { description }

    /// Runs the case inside a test, and records a broken promise as an issue of that test.
    ///
    /// - Parameters:
    ///   - scale: how much work to do; ``ConformanceScale/small`` for a store whose every write waits.
    ///   - isTwinned: whether each call is also made in another namespace, which must see and change nothing.
    ///   - sourceLocation: where the issue is shown; by itself, where this is called.
    ///   - open: opens the store of a namespace on a medium that no other case uses.
    public func check(
        scale: ConformanceScale = .full, isTwinned: Bool = false,
        sourceLocation: SourceLocation = #_sourceLocation, _ open: @escaping Open
    ) async {
        do {
            try await verify(scale: scale, isTwinned: isTwinned, open)
        } catch {
            Issue.record(Comment(rawValue: error.description), sourceLocation: sourceLocation)
        }
    }
}
