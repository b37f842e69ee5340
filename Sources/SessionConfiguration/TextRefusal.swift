/// Why a text is not YAML-lite, and where.
struct TextRefusal: Error, Equatable {
    let position: TextPosition
    let what: String

    init(_ position: TextPosition, _ what: String) {
        self.position = position
        self.what = what
    }
}
