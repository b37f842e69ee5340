/// The limits of the server: each has a name, a unit and a reason, and a test that crosses it.
///
/// What belongs to one part of the server is beside that part, in an extension.
package enum Limits {
    /// Bytes of one header field: a long cookie and a bearer token fit.
    package static let headerFieldBytes = 16 << 10
    /// Bytes of all header fields of a request.
    package static let headerListBytes = 64 << 10
    /// Header fields of a request.
    package static let headerFields = 100
    /// How long a connection may say nothing between two requests, or within one.
    package static let httpIdle: Duration = .seconds(60)
}
