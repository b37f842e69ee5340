/// What an input brought to light.
package struct FuzzFinding: Error, CustomStringConvertible {
    /// What was promised and is not so.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
