import Foundation
import HTTPTypes
import Hummingbird
import NIOPosix

/// A folder of an operator's own files, served before the server's. Nothing outside it is reached, by no spelling of a
/// path and by no link, and nothing whose name begins with a dot.
struct StaticFolder: Sendable {
    private let root: String
    private let reader = FileIO()

    /// Throws when the folder cannot be read.
    init(_ folder: String) throws {
        let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder), isFolder.boolValue else {
            throw HTTPSetupError("\(folder): the folder of static files is not there, or is no folder")
        }
        self.root = root
    }

    /// The file that a request asks for, `index.html` for a path that ends in `/`; nothing when there is none.
    func response(to request: Request, context: HTTPContext) async throws -> Response? {
        guard request.method == .get || request.method == .head,
            let parts = StaticFolder.parts(of: request.uri.path), let found = try await find(parts)
        else { return nil }
        var headers: HTTPFields = [.eTag: "\"\(found.tag)\"", .cacheControl: "no-cache"]
        let shown = request.headers[values: .ifNoneMatch].joined(separator: ",")
        if (try? EntityTags(shown))?.all.contains(found.tag) == true {
            return .bare(.notModified, headers: headers)
        }
        headers[.contentType] = ContentType.of(found.path)
        return Response(
            status: .ok, headers: headers, body: try await reader.loadFile(path: found.path, context: context))
    }

    private struct Found: Sendable {
        let path: String
        let tag: String
    }

    /// The parts of a path as names of files; nothing when one of them could lead elsewhere.
    static func parts(of path: String) -> [String]? {
        guard path.hasPrefix("/") else { return nil }
        var parts: [String] = []
        for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let name = String(part).removingPercentEncoding, !name.hasPrefix("."),
                parts.count < Limits.staticPathDepth,
                !name.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") || $0 < 0x20 })
            else { return nil }
            parts.append(name)
        }
        if parts.last?.isEmpty ?? true {
            _ = parts.popLast()
            parts.append("index.html")
        }
        return parts.contains("") ? nil : parts
    }

    /// Looks on a thread that may wait for a disk.
    private func find(_ parts: [String]) async throws -> Found? {
        let wanted = root + "/" + parts.joined(separator: "/")
        return try await NIOThreadPool.singleton.runIfActive {
            let path = URL(fileURLWithPath: wanted).resolvingSymlinksInPath().path
            guard path.hasPrefix(root + "/"), !path.dropFirst(root.count).contains("/."),
                let facts = try? FileManager.default.attributesOfItem(atPath: path),
                facts[.type] as? FileAttributeType == .typeRegular, let size = facts[.size] as? Int
            else { return nil }
            let changed = (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            return Found(path: path, tag: "\(size)-\(Int(changed * 1000))")
        }
    }
}
