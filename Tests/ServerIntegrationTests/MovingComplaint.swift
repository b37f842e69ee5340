/// An answer that cannot be.
struct MovingComplaint: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
