/// The names of the files in a store's folder.
enum SegmentName {
    /// Where files go that cannot be read.
    static let quarantine = "quarantine"

    /// The file that a check of health makes and removes.
    static let canary = "health.tmp"

    static func log(_ number: UInt64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 10 - digits.count)) + digits + ".log"
    }

    /// A file that is not yet what its name says; one that a crash left behind is removed.
    static func unfinished(_ number: UInt64) -> String {
        log(number) + ".tmp"
    }

    /// The number of a segment by its name, or nothing for any other name, one of a number that no store comes to included.
    static func number(of name: String) -> UInt64? {
        let digits = name.utf8.prefix(while: { (48...57).contains($0) })
        guard digits.count >= 10, let number = UInt64(String(digits) ?? ""),
            number < Limits.segmentNumber, log(number) == name
        else { return nil }
        return number
    }

    static func isUnfinished(_ name: String) -> Bool {
        name == canary || name.hasSuffix(".tmp") && number(of: String(name.dropLast(4))) != nil
    }
}
