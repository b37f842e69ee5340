package import Foundation

extension ArchiveHeader {
    /// What tells a file of another program or version from a damaged one; other fields may be anything.
    private struct Kind: Decodable {
        let format: String
        let version: Int
    }

    /// Reads the first line of a file, without its end.
    package init(line: Data) throws(ArchiveProblem) {
        let decoder = JSONDecoder()
        guard let kind = try? decoder.decode(Kind.self, from: line), kind.format == ArchiveHeader.format else {
            throw ArchiveProblem(1, "this is no export of mooring: the header is missing or damaged")
        }
        guard kind.version == ArchiveHeader.version else {
            throw ArchiveProblem(
                1,
                "the file has format \(kind.version), and this program reads \(ArchiveHeader.version); "
                    + "use the version of mooring that wrote it, or a newer one")
        }
        do {
            self = try decoder.decode(ArchiveHeader.self, from: line)
        } catch {
            throw ArchiveProblem(1, "the header is damaged: \(error.reason)")
        }
    }

    /// The first line, without its end.
    func line() throws -> Data {
        try JSONEncoder.archive.encode(self)
    }
}

extension JSONEncoder {
    static var archive: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}

extension Error {
    /// Why something could not be decoded, in words that repeat no value.
    var reason: String {
        switch self as? DecodingError {
        case .dataCorrupted(let context) where context.underlyingError == nil: context.debugDescription
        case .keyNotFound(let key, _): "no field \"\(key.stringValue)\""
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "the field \"\(context.codingPath.last?.stringValue ?? "")\" has another type"
        default: "it is no JSON"
        }
    }
}
