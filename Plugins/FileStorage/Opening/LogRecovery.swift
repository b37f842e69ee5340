import Glibc
import Logging
import SessionCore

/// Reads the folder of a store and makes it ready for writing.
///
/// Whatever it finds it goes on: a file that cannot be read is set aside, and what the others hold is served. Only what
/// must not be touched is refused: a symbolic link, and a segment of a newer version.
struct LogRecovery {
    private(set) var report = RecoveryReport()
    private(set) var logBytes = 0
    /// Why the folder is not to be used, when ``open(_:)`` throws for another reason than a failing system call.
    private(set) var refusal: StorageError?
    private var replay: LogReplay
    private var highest: UInt64 = 0
    private var damaged: [String] = []
    /// The names that files in quarantine have.
    private var setAside: Set<String> = []
    /// Segments whose headers are damaged.
    private var headless: [(name: String, number: UInt64)] = []
    /// Those of them whose headers could be found out.
    private var restored: Set<UInt64> = []
    private var progress: OpeningProgress
    private let logger: Logger

    init(logger: Logger, progress: (@Sendable (StorageProgress) -> Void)? = nil) {
        self.logger = logger
        self.progress = OpeningProgress(logger: logger, report: progress)
        replay = LogReplay()
    }

    /// What the log says is stored.
    var table: SessionTable { replay.table }
    /// What the log says has happened.
    var feed: StoredFeed { replay.feed }

    /// Reads everything, and answers the segment to go on with.
    mutating func open(_ directory: borrowing StoreDirectory) throws(SystemFailure) -> LogTail? {
        try directory.makeFolder(SegmentName.quarantine)
        let segments = try segments(in: directory)
        guard highest < Limits.strayNumber else {
            throw refuse("the segments in \(directory.path) have used up the numbers there are")
        }
        for header in segments {
            progress.total += Int(try directory.status(of: SegmentName.log(header.number)).st_size)
        }
        var last: LogTail?
        for header in segments {
            last = try read(header, isLast: header.number == segments.last?.number, in: directory)
        }
        report.endedSessions = replay.endUncertain()
        report.refusedPrincipals = replay.raiseDoubted()
        report.damagedPlaces += replay.damagedPlaces
        report.silentPlaces += replay.silentPlaces
        report.damagedBytes += replay.damagedBytes
        for stored in table.entries.values {
            if case .live = stored { report.sessions += 1 } else { report.tombstones += 1 }
        }
        progress.finish(sessions: report.sessions)
        announce(directory.path)
        if !damaged.isEmpty { return try replace(segments, in: directory) }
        if let last { return last }
        return try start(in: directory)
    }

    /// Looks at every entry of the folder, sets aside what does not belong there, and answers the segments to read.
    private mutating func segments(in directory: borrowing StoreDirectory) throws(SystemFailure) -> [SegmentHeader] {
        var headers: [SegmentHeader] = []
        let listing = try directory.listing(of: ".")
        if listing.illegible > 0 {
            report.skippedNames = listing.illegible
            logger.warning(
                "Names that are no UTF-8 do not belong among sessions; their files are left alone",
                metadata: ["count": "\(listing.illegible)"])
        }
        try lookIntoQuarantine(directory)
        for name in listing.names where name != DirectoryLock.name && name != SegmentName.quarantine {
            let type = try directory.status(of: name).st_mode & S_IFMT
            if type == S_IFLNK { throw refuse("\(directory.path)/\(name) is a symbolic link; remove it") }
            if type == S_IFDIR {
                logger.warning(
                    "A folder does not belong among sessions; it is left alone", metadata: ["name": "\(name)"])
            } else if SegmentName.isUnfinished(name) {
                try directory.remove(name)
                report.removedFiles += 1
            } else if type == S_IFREG, let header = try header(of: name, in: directory) {
                headers.append(header)
            } else if type == S_IFREG, let number = SegmentName.number(of: name) {
                headless.append((name, number))
            } else {
                try quarantine(name, in: directory)
            }
        }
        try findHeaders(&headers, in: directory)
        if !report.quarantined.isEmpty { try directory.synchronize(SegmentName.quarantine) }
        try directory.synchronize()
        return try withoutReplaced(headers.sorted { $0.number < $1.number }, in: directory)
    }

    /// Finds out what damaged headers said; a segment of which that cannot be told is lost, and set aside.
    private mutating func findHeaders(
        _ headers: inout [SegmentHeader], in directory: borrowing StoreDirectory
    ) throws(SystemFailure) {
        let salts = Set(headers.map(\.salt))
        for (name, number) in headless {
            let recovery = HeaderRecovery(number: number, salts: salts, name: name)
            switch try recovery.header(in: directory) {
            case .header(let header):
                highest = max(highest, number)
                restored.insert(number)
                headers.append(header)
            case .newer(let version): throw refuse(name, version, in: directory)
            case .damaged:
                report.lostSegments += 1
                report.damagedPlaces += 1
                try quarantine(name, in: directory)
            }
        }
        report.quarantined.sort()
    }

    /// New segments get no number that a file in quarantine has, so that they find their names free there.
    private mutating func lookIntoQuarantine(_ directory: borrowing StoreDirectory) throws(SystemFailure) {
        setAside = Set(try directory.listing(of: SegmentName.quarantine).names)
        for name in setAside {
            stayAbove(SegmentName.number(of: String(name.prefix(while: { $0 != "." })) + ".log") ?? 0)
        }
    }

    /// A number that only a stray file can have is passed over: it could use up all that there are.
    private mutating func stayAbove(_ number: UInt64) {
        if number < Limits.strayNumber - Limits.numberReserve { highest = max(highest, number) }
    }

    /// The header of a segment, or nothing when the file is none; throws when it is a newer version's.
    private mutating func header(
        of name: String, in directory: borrowing StoreDirectory
    ) throws(SystemFailure) -> SegmentHeader? {
        guard let number = SegmentName.number(of: name) else { return nil }
        stayAbove(number)
        let bytes = try directory.open(name).read(SegmentHeader.byteCount, at: 0)
        switch SegmentHeader.read(bytes) {
        case .header(let header):
            guard header.number == number else { return nil }
            highest = max(highest, number)
            return header
        case .newer(let version):
            throw refuse(name, version, in: directory)
        case .damaged: return nil
        }
    }

    /// Removes the segments that the last snapshot has replaced, which a crash may have kept from being removed.
    private mutating func withoutReplaced(
        _ headers: [SegmentHeader], in directory: borrowing StoreDirectory
    ) throws(SystemFailure) -> [SegmentHeader] {
        let first = headers.lastIndex { $0.kind == .snapshot } ?? 0
        for header in headers[..<first] {
            try directory.remove(SegmentName.log(header.number))
            report.removedFiles += 1
        }
        return Array(headers[first...])
    }

    /// Reads one segment; answers it as the one to go on with when it is the last and may be written to.
    private mutating func read(
        _ header: SegmentHeader, isLast: Bool, in directory: borrowing StoreDirectory
    ) throws(SystemFailure) -> LogTail? {
        let name = SegmentName.log(header.number)
        let placesBefore = replay.damagedPlaces
        var scanner = try SegmentScanner(try directory.open(name), salt: header.salt, version: header.version)
        if restored.contains(header.number) { replay.noteDamage(bytes: SegmentHeader.byteCount) }
        replay.isSnapshot = header.kind == .snapshot
        replay.hasSecondEpochs = header.version > 1
        let (end, size) = try scanner.scan(isTail: isLast && header.kind == .changes) { part in
            replay.visit(part)
            if case .frame(let body) = part { progress.advance(body.count, sessions: replay.table.entries.count) }
        }
        logBytes += end
        if !isLast || header.kind == .snapshot, end < size {
            replay.noteDamage(bytes: size - end)
        } else if end < size {
            report.tornBytes = size - end
        }
        if header.kind == .snapshot, !replay.isComplete { replay.noteDamage(bytes: 0) }
        if replay.damagedPlaces > placesBefore { damaged.append(name) }
        let file = try directory.open(name)
        guard isLast, header.kind == .changes, damaged.isEmpty else {
            try file.synchronize()
            return nil
        }
        if end < size { try file.truncate(to: end) }
        guard header.version == SegmentHeader.version else {
            // What an older version wrote stays as it is, and what is new goes behind it into a segment of its own.
            try file.synchronize()
            return nil
        }
        // What is served from now on must not be lost any more, and a process that was killed may not have synced it.
        try file.synchronize()
        return LogTail(header, length: end, isMarked: replay.isMarked, file: file)
    }

    private mutating func start(in directory: borrowing StoreDirectory) throws(SystemFailure) -> LogTail {
        let tail = try LogTail(highest + 1, .changes, salt: .random(in: 0 ... .max), in: directory)
        logBytes += tail.length
        return tail
    }

    /// Writes what could be read into new segments, and sets aside those that are damaged.
    private mutating func replace(
        _ segments: [SegmentHeader], in directory: borrowing StoreDirectory
    ) throws(SystemFailure) -> LogTail {
        for name in damaged {
            // A second name first: a crash before the end finds the segment in its place, and does all of this again.
            try directory.link(name, to: SegmentName.quarantine + "/" + name)
            report.quarantined.append(name)
        }
        try directory.synchronize(SegmentName.quarantine)
        highest += 1
        logBytes = try LogRewrite.snapshot(
            highest, salt: .random(in: 0 ... .max), of: table, feed, replacing: false, in: directory)
        for header in segments { try directory.remove(SegmentName.log(header.number)) }
        return try start(in: directory)
    }

    /// Moves a file that cannot be read out of the way, under a name that is free there.
    private mutating func quarantine(_ name: String, in directory: borrowing StoreDirectory) throws(SystemFailure) {
        var other = name
        var count = 1
        while setAside.contains(other) {
            other = "\(name).\(count)"
            count += 1
        }
        try directory.rename(name, toNew: SegmentName.quarantine + "/" + other)
        setAside.insert(other)
        report.quarantined.append(other)
    }

    private mutating func refuse(
        _ name: String, _ version: UInt16, in directory: borrowing StoreDirectory
    ) -> SystemFailure {
        refuse(
            "\(directory.path)/\(name) has format \(version), this version reads up to \(SegmentHeader.version); "
                + "use the newer version")
    }

    private mutating func refuse(_ sentence: String) -> SystemFailure {
        refusal = StorageError(.misconfigured, sentence)
        return SystemFailure("open")
    }

    private func announce(_ path: String) {
        var metadata: Logger.Metadata = ["path": "\(path)", "sessions": "\(report.sessions)"]
        if report.tornBytes > 0 {
            metadata["bytes"] = "\(report.tornBytes)"
            logger.warning(
                "The last write before the end of the process was not whole; it was cut off", metadata: metadata)
        }
        guard report.damagedPlaces > 0 || !report.quarantined.isEmpty else { return }
        metadata["places"] = "\(report.damagedPlaces)"
        metadata["ended"] = "\(report.endedSessions)"
        metadata["refused"] = "\(report.refusedPrincipals)"
        metadata["silent"] = "\(report.silentPlaces)"
        metadata["files"] = "\((report.quarantined + damaged).joined(separator: " "))"
        logger.error(
            "Part of the log of sessions could not be read; it was set aside in quarantine", metadata: metadata)
        guard report.mayHaveLostEpochs else { return }
        logger.critical(
            "An end of all sessions of somebody may have been lost with it; end again whatever was ended lately",
            metadata: ["path": "\(path)", "places": "\(report.silentPlaces + report.lostSegments)"])
    }
}
