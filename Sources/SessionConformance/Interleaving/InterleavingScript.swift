/// What several clients do, each one step after another, all at the same time.
struct InterleavingScript: Sendable {
    static let keys = 3
    static let owners = 2
    private static let clients = 2...4
    private static let steps = 2...5

    /// The steps of each client.
    var clients: [[ClientStep]]

    /// Whether nobody does anything.
    var isEmpty: Bool { clients.allSatisfy(\.isEmpty) }

    /// How many steps there are.
    var count: Int { clients.reduce(0) { $0 + $1.count } }

    /// - Parameter verbs: what clients do; more often what is named more often.
    static func random(of verbs: [ClientStep.Verb], using generator: inout SeededGenerator) -> InterleavingScript {
        var payload: UInt8 = 0
        let clients = (0..<Int.random(in: clients, using: &generator)).map { _ in
            (0..<Int.random(in: steps, using: &generator)).map { _ in
                payload += 1
                // Half of all calls are for one session: calls that never meet find nothing.
                let isFirst = Bool.random(using: &generator)
                return ClientStep(
                    verb: verbs[Int.random(in: verbs.indices, using: &generator)],
                    key: isFirst ? 0 : Int.random(in: 0..<keys, using: &generator),
                    otherKey: Int.random(in: 0..<keys, using: &generator),
                    owner: Int.random(in: 0..<owners, using: &generator),
                    tick: Int.random(in: 0...6, using: &generator), ticks: Int.random(in: 0...4, using: &generator),
                    payload: payload, isInformed: Int.random(in: 0..<4, using: &generator) > 0)
            }
        }
        return InterleavingScript(clients: clients)
    }

    /// The same with less: without one client, or without one step.
    var smaller: [InterleavingScript] {
        var scripts: [InterleavingScript] = []
        for client in clients.indices where !clients[client].isEmpty {
            var script = self
            script.clients[client] = []
            if clients[client].count > 1 { scripts.append(script) }
            for step in clients[client].indices {
                var script = self
                script.clients[client].remove(at: step)
                scripts.append(script)
            }
        }
        return scripts
    }
}
