import SessionCore
public import Testing

extension StorageConformance: CustomTestStringConvertible {
    /// The promise and the name of the case.
    public var testDescription: String { description }

    /// Runs the case inside a test, and records a broken promise as an issue of that test.
    ///
    /// - Parameters:
    ///   - scale: how much work to do; ``ConformanceScale/small`` for a store whose every write waits.
    ///   - sourceLocation: where the issue is shown; by itself, where this is called.
    ///   - open: opens the store of a namespace on a medium that no other case uses.
    public func check(
        scale: ConformanceScale = .full, sourceLocation: SourceLocation = #_sourceLocation, _ open: @escaping Open
    ) async {
        do {
            try await verify(scale: scale, open)
        } catch {
            Issue.record(Comment(rawValue: error.description), sourceLocation: sourceLocation)
        }
    }
}
