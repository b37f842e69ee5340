/// A numbered promise of the storage contract, as it stands where the protocol is declared.
public struct ConformancePromise: Sendable, Hashable, CustomStringConvertible {
    /// The protocol whose documentation has the number.
    public let contract: String
    /// The number.
    public let number: Int

    /// A promise of `SessionStorage`.
    public static func storage(_ number: Int) -> ConformancePromise {
        ConformancePromise(contract: "SessionStorage", number: number)
    }

    /// A promise of `PrincipalIndex`.
    public static func index(_ number: Int) -> ConformancePromise {
        ConformancePromise(contract: "PrincipalIndex", number: number)
    }

    /// A promise of `Sweepable`.
    public static func sweep(_ number: Int) -> ConformancePromise {
        ConformancePromise(contract: "Sweepable", number: number)
    }

    /// A promise of a persistent `ClosableStorage`.
    public static func closing(_ number: Int) -> ConformancePromise {
        ConformancePromise(contract: "ClosableStorage", number: number)
    }

    /// A promise of `Exportable`.
    public static func export(_ number: Int) -> ConformancePromise {
        ConformancePromise(contract: "Exportable", number: number)
    }

    /// A promise of `ChangeFeed`.
    public static func feed(_ number: Int) -> ConformancePromise {
        ConformancePromise(contract: "ChangeFeed", number: number)
    }

    /// A promise of `LeaseKeeper`.
    public static func lease(_ number: Int) -> ConformancePromise {
        ConformancePromise(contract: "LeaseKeeper", number: number)
    }

    /// A promise of `HealthCheckable`.
    public static func health(_ number: Int) -> ConformancePromise {
        ConformancePromise(contract: "HealthCheckable", number: number)
    }

    /// A promise of `IdentityStrategy`.
    public static func identity(_ number: Int) -> ConformancePromise {
        ConformancePromise(contract: "IdentityStrategy", number: number)
    }

    /// The protocol and the number, as people write it.
    public var description: String { "\(contract) promise \(number)" }
}
