/// What DECSC puts aside and DECRC brings back.
struct SavedCursor: Hashable, Sendable {
    var column = 0
    /// Counted from the screen's top.
    var row = 0
    var style = ScreenStyle()
    var charset = ScreenCharset.ascii
}
