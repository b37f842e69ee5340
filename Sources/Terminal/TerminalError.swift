/// Why a terminal refused, or could not do, what it was asked.
public struct TerminalError: Error, Hashable, Sendable {
    /// What kind of refusal this is; programs decide by it.
    public struct Code: Hashable, Sendable {
        private enum Kind: Hashable, Sendable {
            case spawnFailed, backlogFull, tooManyWindows, alreadyAttached, notAttached, notAllowed, notRunning
            case alreadyRunning, closed, staleEpoch
        }

        private let kind: Kind

        /// The pseudo-terminal or its process could not be made; ``TerminalError/errorNumber`` says why.
        public static let spawnFailed = Code(kind: .spawnFailed)
        /// The program does not read its input, and what waits for it has reached its limit. Nothing was taken.
        public static let backlogFull = Code(kind: .backlogFull)
        /// The terminal has as many windows as it may have.
        public static let tooManyWindows = Code(kind: .tooManyWindows)
        /// A window with this id is attached already.
        public static let alreadyAttached = Code(kind: .alreadyAttached)
        /// No window with this id is attached.
        public static let notAttached = Code(kind: .notAttached)
        /// The window's role does not allow it.
        public static let notAllowed = Code(kind: .notAllowed)
        /// There is no live process.
        public static let notRunning = Code(kind: .notRunning)
        /// There is a live process, or one is being started.
        public static let alreadyRunning = Code(kind: .alreadyRunning)
        /// The terminal was ended for good; it starts no process any more.
        public static let closed = Code(kind: .closed)
        /// The epoch to restart in is not higher than the last.
        public static let staleEpoch = Code(kind: .staleEpoch)
    }

    /// What kind of refusal this is.
    public let code: Code
    /// The system's error number (`errno`) where the system refused, otherwise 0.
    public let errorNumber: Int32

    package init(_ code: Code, errorNumber: Int32 = 0) {
        self.code = code
        self.errorNumber = errorNumber
    }
}
