/// What one client says over Socket.IO, as the server hears it: its namespaces, events and acknowledgements.
///
/// It does nothing itself: what comes is answered with what it means, and what the server wants to say with messages.
public struct SocketConversation: Sendable {
    /// What a message meant.
    public enum Happening: Sendable, Hashable {
        /// The client asks for a namespace and shows this; ``accept(_:id:recoverable:)`` or ``refuse(_:saying:data:)`` it.
        case asks(namespace: String, auth: SocketValue?)
        /// An event; one with a number waits for ``acknowledge(_:in:with:)``.
        case event(namespace: String, name: String, arguments: [SocketValue], acknowledgement: Int?)
        /// The answer to an event of the server.
        case acknowledged(namespace: String, number: Int, arguments: [SocketValue])
        /// The client has left a namespace.
        case left(namespace: String)
    }

    private enum Place { case asking, inside }

    private var assembly: SocketPacketAssembly
    private var places: [String: Place] = [:]
    private var awaited: [String: Set<Int>] = [:]
    private var lastNumber = 0

    /// - Parameter maximumBytes: of all binary parts of a packet together.
    public init(maximumBytes: Int = Limits.payloadBytes) {
        assembly = SocketPacketAssembly(maximumBytes: maximumBytes)
    }

    /// Whether the client is in any namespace, or has asked for one.
    public var isAnywhere: Bool { !places.isEmpty }

    /// Takes the next message; nothing when a packet is not whole yet, or means nothing any more.
    ///
    /// Throws for what the protocol does not allow: the client is to be closed then.
    public mutating func receive(_ message: EngineMessage) throws(ProtocolViolation) -> Happening? {
        guard let packet = try assembly.receive(message) else { return nil }
        let namespace = packet.namespace
        if case .connect(let auth) = packet.kind {
            guard places[namespace] == nil else { throw ProtocolViolation("a second request for a namespace") }
            guard places.count < Limits.namespaces else { throw ProtocolViolation("too many namespaces") }
            places[namespace] = .asking
            return .asks(namespace: namespace, auth: auth)
        }
        guard let place = places[namespace] else {
            throw ProtocolViolation("a packet for a namespace that was not asked for")
        }
        switch packet.kind {
        case .disconnect:
            leave(namespace)
            return .left(namespace: namespace)
        case .event(let name, let arguments, let number):
            guard place == .inside else { throw ProtocolViolation("an event before the client was let in") }
            return .event(namespace: namespace, name: name, arguments: arguments, acknowledgement: number)
        case .acknowledgement(let number, let arguments):
            // One that nobody waits for, or a second one, means nothing.
            guard awaited[namespace]?.remove(number) != nil else { return nil }
            return .acknowledged(namespace: namespace, number: number, arguments: arguments)
        case .connect, .connectError: throw ProtocolViolation("a packet that only a server sends")
        }
    }

    /// Lets the client into a namespace it asked for; nothing when it has gone meanwhile.
    ///
    /// - Parameters:
    ///   - id: the public id of the client there.
    ///   - recoverable: the private id it may return with, if it may.
    public mutating func accept(_ namespace: String, id: String, recoverable: String? = nil) -> [EngineMessage] {
        guard places[namespace] == .asking else { return [] }
        places[namespace] = .inside
        var answer = [SocketValue.Member("sid", .string(id))]
        if let recoverable { answer.append(SocketValue.Member("pid", .string(recoverable))) }
        return SocketPacket(.connect(.object(answer)), in: namespace).messages
    }

    /// Does not let the client in.
    public mutating func refuse(
        _ namespace: String, saying message: String, data: SocketValue? = nil
    ) -> [EngineMessage] {
        guard places.removeValue(forKey: namespace) == .asking else { return [] }
        var answer = [SocketValue.Member("message", .string(message))]
        if let data { answer.append(SocketValue.Member("data", data)) }
        return SocketPacket(.connectError(.object(answer)), in: namespace).messages
    }

    /// Answers an event that asked for it.
    public func acknowledge(_ number: Int, in namespace: String, with arguments: [SocketValue]) -> [EngineMessage] {
        guard places[namespace] == .inside else { return [] }
        return SocketPacket(.acknowledgement(number, arguments), in: namespace).messages
    }

    /// Sends an event whose answer comes as ``Happening/acknowledged(namespace:number:arguments:)``.
    ///
    /// Nothing when the client is not there, or owes ``Limits/awaitedAcknowledgements`` answers already.
    public mutating func ask(
        _ name: String, _ arguments: [SocketValue], in namespace: String
    ) -> (number: Int, messages: [EngineMessage])? {
        let owed = awaited.values.reduce(0) { $0 + $1.count }
        guard places[namespace] == .inside, owed < Limits.awaitedAcknowledgements else { return nil }
        lastNumber += 1
        awaited[namespace, default: []].insert(lastNumber)
        let packet = SocketPacket(.event(name, arguments, acknowledgement: lastNumber), in: namespace)
        return (lastNumber, packet.messages)
    }

    /// Sends the client out of a namespace.
    public mutating func disconnect(_ namespace: String) -> [EngineMessage] {
        guard places[namespace] != nil else { return [] }
        leave(namespace)
        return SocketPacket(.disconnect, in: namespace).messages
    }

    /// Whether the client is in a namespace.
    public func isInside(_ namespace: String) -> Bool { places[namespace] == .inside }

    private mutating func leave(_ namespace: String) {
        places[namespace] = nil
        awaited[namespace] = nil
    }
}
