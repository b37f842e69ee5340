/// One cell of a screen: a character or a cluster, its width, and how it is drawn. 16 bytes, no references.
struct ScreenCell: Hashable, Sendable {
    /// 21 bits of code point or cluster number, then 2 bits of width, then whether it is a cluster.
    private var content: UInt32
    var style: ScreenStyle

    private static let widthShift: UInt32 = 21
    private static let valueMask: UInt32 = 0x1F_FFFF
    private static let clusterFlag: UInt32 = 1 << 23

    @inline(__always)
    init(ascii: UInt8, _ style: ScreenStyle) {
        content = UInt32(ascii) | 1 << Self.widthShift
        self.style = style
    }

    @inline(__always)
    init(scalar: UInt32, width: Int, _ style: ScreenStyle) {
        content = scalar & Self.valueMask | UInt32(width) << Self.widthShift
        self.style = style
    }

    init(cluster: Int, width: Int, _ style: ScreenStyle) {
        content = UInt32(cluster) & Self.valueMask | UInt32(width) << Self.widthShift | Self.clusterFlag
        self.style = style
    }

    /// A cell without a character; it is not the same as a space, which a program wrote.
    @inline(__always)
    static func blank(_ style: ScreenStyle = ScreenStyle()) -> ScreenCell { ScreenCell(scalar: 0, width: 1, style) }

    /// 2 for the first half of a wide character, 0 for its second half, else 1.
    @inline(__always)
    var width: Int { Int(content >> Self.widthShift & 3) }
    var isSecondHalf: Bool { width == 0 && !hasContent }
    /// The code point, or the cluster's number.
    var value: UInt32 { content & Self.valueMask }
    var isCluster: Bool { content & Self.clusterFlag != 0 }
    @inline(__always)
    var hasContent: Bool { content & (Self.valueMask | Self.clusterFlag) != 0 }
}
