/// The peer hung up before what a test waited for had come.
package struct ConnectionEnded: Error, CustomStringConvertible {
    package let what: String

    package init(_ what: String) {
        self.what = what
    }

    package var description: String { "the connection ended while \(what)" }
}
