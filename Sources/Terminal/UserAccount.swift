import Glibc

/// What the user database says about the user this process runs as.
struct UserAccount {
    let name: String
    let home: String
    let shell: String

    static func current() -> UserAccount? {
        // An entry with long fields wants more room; a name service that wants more than this is not believed.
        for capacity in [1 << 10, 1 << 14, 1 << 18] {
            var text = [CChar](repeating: 0, count: capacity)
            var account: UserAccount?
            let failure = text.withUnsafeMutableBufferPointer { read(into: $0, &account) }
            if failure != ERANGE { return account }
        }
        return nil
    }

    private static func read(into text: UnsafeMutableBufferPointer<CChar>, _ account: inout UserAccount?) -> Int32 {
        guard let start = text.baseAddress else { return ENOMEM }
        var record = passwd()
        var found: UnsafeMutablePointer<passwd>?
        let failure = getpwuid_r(getuid(), &record, start, text.count, &found)
        if failure == 0, found != nil {
            account = UserAccount(
                name: copy(record.pw_name), home: copy(record.pw_dir), shell: copy(record.pw_shell)
            )
        }
        return failure
    }

    private static func copy(_ text: UnsafeMutablePointer<CChar>?) -> String {
        text.map { String(cString: $0) } ?? ""
    }
}
