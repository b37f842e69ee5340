extension Exportable {
    /// Does what may be done any number of times, such as reading or restoring, again when the store could not be reached
    /// or did not answer in time: a walk of an hour outlives the restart of a server.
    package func persistently<Answer>(_ work: () async throws -> Answer) async throws -> Answer {
        for attempt in 1..<Limits.copyAttempts {
            do {
                return try await work()
            } catch let error as StorageError where [.unavailable, .timeout, .unknown].contains(error.code) {
                try await Task.sleep(for: Limits.copyPause * attempt)
            }
        }
        return try await work()
    }
}
