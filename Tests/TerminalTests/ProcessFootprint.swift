import Glibc

/// What this process holds and has used.
enum ProcessFootprint {
    /// The descriptors that are open, the one this looks with included.
    static func descriptorCount() -> Int {
        guard let folder = opendir("/proc/self/fd") else { return -1 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        return count
    }

    /// The children that ended and were not reaped.
    static func zombieCount() -> Int {
        var status = siginfo_t()
        // Looks and leaves the child as it is; with none there it fails or leaves the number zero.
        guard waitid(P_ALL, 0, &status, WEXITED | WNOHANG | WNOWAIT) == 0 else { return 0 }
        return status._sifields._kill.si_pid == 0 ? 0 : 1
    }

    /// The processes of this machine that were started with an argument.
    static func processCount(withArgument argument: String) -> Int {
        guard let folder = opendir("/proc") else { return -1 }
        defer { closedir(folder) }
        var count = 0
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard Int32(name) != nil, let file = fopen("/proc/\(name)/cmdline", "r") else { continue }
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 4096)
            let length = fread(&bytes, 1, bytes.count, file)
            if bytes[..<length].split(separator: 0).contains(where: { $0.elementsEqual(argument.utf8) }) { count += 1 }
        }
        return count
    }

    /// The open descriptors that are masters of pseudo-terminals, lowest first.
    static func terminalMasters() -> [Int32] {
        descriptors().filter { descriptor in
            var target = [CChar](repeating: 0, count: 64)
            let length = readlink("/proc/self/fd/\(descriptor)", &target, target.count)
            return length > 0
                && String(decoding: target[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self).hasSuffix("ptmx")
        }
    }

    private static func descriptors() -> [Int32] {
        guard let folder = opendir("/proc/self/fd") else { return [] }
        defer { closedir(folder) }
        var found: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let descriptor = Int32(name) { found.append(descriptor) }
        }
        return found.sorted()
    }

    /// The processor time used so far.
    static func processorTime() -> Duration {
        var usage = rusage()
        // RUSAGE_SELF, whose type the importer makes another than the parameter's.
        getrusage(0, &usage)
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        return .seconds(seconds) + .microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    }
}
