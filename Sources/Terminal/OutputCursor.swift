/// Where a reader of the output log stands: it has everything before.
///
/// An offset alone does not say whether a resize at that offset was seen; the event's number does.
package struct OutputCursor: Hashable, Sendable {
    package let epoch: UInt32
    package let offset: UInt64
    let sequence: UInt64

    package var position: OutputPosition { OutputPosition(epoch: epoch, offset: offset) }
}
