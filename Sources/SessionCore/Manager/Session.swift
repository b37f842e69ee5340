/// A session lent to the body of ``SessionManager/withSession(_:_:)``: change the payload, and the rest is done on return.
public struct Session: Sendable {
    /// The record as it was loaded.
    public let record: SessionRecord
    /// The bytes to store on return; nothing is written while they equal the record's.
    public var payload: [UInt8]

    init(_ record: SessionRecord) {
        self.record = record
        self.payload = record.payload
    }
}
