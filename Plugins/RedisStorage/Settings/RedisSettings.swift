import NIOCore
import SessionCore

/// How to reach a server and how to speak with it.
struct RedisSettings: Sendable {
    var address: RedisAddress
    /// The user of the access control list; the default one when nothing.
    var user: String?
    var password: RedisSecret?
    var database = 0
    /// What the server shows in its list of clients.
    var clientName = "mooring"
    var tls: RedisTLS?
    /// How many connections.
    var connections = 2
    /// How long a call may take, in line and on the way.
    var timeout = TimeAmount.seconds(1)
    /// How long making a connection may take, with all that is said first.
    var greetingTimeout = Limits.shortestGreeting
    /// How many replicas must have a write before it is answered; nothing to answer for the primary alone.
    var replication: RedisReplication?
    /// What the names of all keys begin with.
    var prefix = "mooring:"

    init(address: RedisAddress) {
        self.address = address
    }
}
