/// What a test waited for did not happen in time.
package struct DeadlinePassed: Error, CustomStringConvertible {
    package let what: String

    package init(_ what: String) {
        self.what = what
    }

    package var description: String { "did not happen in time: \(what)" }
}
