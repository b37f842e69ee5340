/// A key of a ``SegmentedDictionary``, which says by itself in which segment it lies.
public protocol SegmentKey: Hashable, Sendable {
    /// A number whose high bits are spread evenly over keys, and the same for equal keys as long as the process runs.
    var segmentBits: UInt64 { get }
}

extension SessionKey: SegmentKey {
    /// The first eight bytes, so that the segments are in the order of the keys.
    public var segmentBits: UInt64 { words.0 }
}

extension SessionHandle: SegmentKey {
    /// A hash that nobody outside can foresee: handles may come from others.
    public var segmentBits: UInt64 { UInt64(bitPattern: Int64(hashValue)) }
}

extension Principal: SegmentKey {
    /// A hash that nobody outside can foresee: principals come from others.
    public var segmentBits: UInt64 { UInt64(bitPattern: Int64(hashValue)) }
}
