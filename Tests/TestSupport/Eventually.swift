/// Looks again and again until something is true, for what tells nobody when it happens: a file, a log, a process.
///
/// What does tell is awaited instead. Throws ``DeadlinePassed`` with what was waited for.
package func eventually(
    within duration: Duration = .seconds(20), _ what: String, _ isTrue: () async throws -> Bool
) async throws {
    let deadline = Deadline.after(duration)
    while try await !isTrue() {
        guard !deadline.hasPassed else { throw DeadlinePassed(what) }
        try await Task.sleep(for: .milliseconds(10))
    }
}
