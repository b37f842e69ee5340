/// Which clients are in which rooms.
public struct RoomBook: Sendable {
    private var members: [String: Set<String>] = [:]
    private var rooms: [String: Set<String>] = [:]

    /// An empty book.
    public init() {}

    /// Notes that a client is in a room; `false` when it is in ``Limits/roomsPerSocket`` others.
    public mutating func join(_ room: String, _ client: String) -> Bool {
        var mine = rooms[client, default: []]
        guard mine.contains(room) || mine.count < Limits.roomsPerSocket else { return false }
        mine.insert(room)
        rooms[client] = mine
        members[room, default: []].insert(client)
        return true
    }

    /// A client has left a room.
    public mutating func leave(_ room: String, _ client: String) {
        members[room]?.remove(client)
        if members[room]?.isEmpty ?? false { members[room] = nil }
        rooms[client]?.remove(room)
        if rooms[client]?.isEmpty ?? false { rooms[client] = nil }
    }

    /// A client is gone.
    public mutating func forget(_ client: String) {
        for room in rooms[client] ?? [] { leave(room, client) }
    }

    /// The clients in a room, but one.
    public func members(of room: String, except client: String? = nil) -> Set<String> {
        var found = members[room] ?? []
        if let client { found.remove(client) }
        return found
    }

    /// The rooms a client is in.
    public func rooms(of client: String) -> Set<String> { rooms[client] ?? [] }
}
