import SessionCore

/// A call as it was seen from outside: when it was made, when it was answered, and how.
struct ObservedCall: Sendable {
    let client: Int
    let call: StoreCall
    let now: Timestamp
    /// Its place among all calls and answers of the history.
    let called: Int
    /// The place of its answer; none when nobody knows whether it was done: then it may be done at any time after.
    let answered: Int?
    let answer: StoreAnswer
}
