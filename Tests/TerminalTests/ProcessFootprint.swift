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

    /// The processor time used so far.
    static func processorTime() -> Duration {
        var usage = rusage()
        // RUSAGE_SELF, whose type the importer makes another than the parameter's.
        getrusage(0, &usage)
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        return .seconds(seconds) + .microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    }
}
