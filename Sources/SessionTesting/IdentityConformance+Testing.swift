import SessionCore
public import Testing

extension IdentityConformance: CustomTestStringConvertible {
    /// The promise and the name of the case.
    public var testDescription: String { description }

    /// Runs the case inside a test, and records a broken promise as an issue of that test.
    ///
    /// - Parameters:
    ///   - sourceLocation: where the issue is shown; by itself, where this is called.
    ///   - make: makes a strategy and the samples of it.
    public func check(sourceLocation: SourceLocation = #_sourceLocation, _ make: Make) async {
        do {
            try await verify(make)
        } catch {
            Issue.record(Comment(rawValue: error.description), sourceLocation: sourceLocation)
        }
    }
}
