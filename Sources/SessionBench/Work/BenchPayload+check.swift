import SessionCore

extension BenchPayload {
    /// Throws unless a load answered a session as it was last acknowledged, every byte of it.
    func check(_ outcome: LoadOutcome, of session: BenchSession) throws(BenchFailure) {
        let name = "session \(session.number)"
        switch outcome {
        case .absent: throw BenchFailure("\(name) is absent; its version \(session.version) was acknowledged")
        case .gone(let reason): throw BenchFailure("\(name) is gone (\(reason)); nobody ended it")
        case .live(let record):
            guard record.version == session.version else {
                throw BenchFailure(
                    "\(name) has version \(record.version); version \(session.version) was last acknowledged")
            }
            guard !matches(record.payload, number: session.number, version: session.version) else { return }
            let whose = number(in: record.payload)
            guard whose == session.number else {
                throw BenchFailure("\(name) has the payload of session \(whose.map(String.init) ?? "nobody")")
            }
            throw BenchFailure("\(name) has a payload that was not stored as version \(session.version)")
        }
    }
}
