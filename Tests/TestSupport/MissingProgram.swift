/// A program that a test needs is not there.
package struct MissingProgram: Error, CustomStringConvertible {
    package let name: String

    package init(name: String) {
        self.name = name
    }

    package var description: String { "a test needs the program \(name)" }
}
