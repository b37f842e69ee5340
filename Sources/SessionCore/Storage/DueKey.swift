/// When a sweep has something to do, and under which key: what a table is swept by.
struct DueKey: Sendable, Comparable {
    let deadline: Timestamp
    let key: SessionKey

    static func < (lhs: DueKey, rhs: DueKey) -> Bool {
        lhs.deadline == rhs.deadline ? lhs.key < rhs.key : lhs.deadline < rhs.deadline
    }
}
