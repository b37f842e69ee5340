/// One measurement of a run: which store, what, and by how many callers.
struct BenchStep: Sendable, Hashable {
    let store: Int
    let operation: BenchOperation
    let callers: Int

    /// The measurements of one run, in order.
    static func all(_ plan: BenchPlan, stores: Int) -> [BenchStep] {
        (0..<stores).flatMap { store in
            plan.operations.flatMap { operation in
                // What an operator does once is not done by many.
                (operation == .revokeAll ? [1] : plan.concurrency).map {
                    BenchStep(store: store, operation: operation, callers: $0)
                }
            }
        }
    }
}
