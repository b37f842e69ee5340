import SessionCore

/// Standards that give way: what nobody asked for does not stand in the way of what somebody did.
extension ConfigurationAssembly {
    /// Where the store does not offer the standard durability, the strongest it offers holds: a backend is changed by
    /// changing one line.
    mutating func settleDurability(on driver: StorageDriver) {
        guard settings.origin(of: .durability) == .standard,
            let standard = Durability(rawValue: settings.text(.durability)), driver.guarantees[standard] == nil,
            let strongest = Durability.allCases.first(where: { driver.guarantees[$0] != nil })
        else { return }
        settings.settle(.durability, on: .text(strongest.rawValue))
    }

    /// A shorter absolute life shortens the idle one, and a short idle life is noted more often, ten times in its course.
    mutating func settleDeadlines() {
        if settings.origin(of: .idle) == .standard, let absolute = settings.duration(.absolute),
            let idle = settings.duration(.idle), idle > absolute
        {
            settings.settle(.idle, on: .text(settings.text(.absolute)))
        }
        if settings.origin(of: .touchEvery) == .standard, let idle = settings.duration(.idle),
            let every = settings.duration(.touchEvery), every >= idle
        {
            let (seconds, attoseconds) = idle.components
            let milliseconds = max(1, (seconds * 1000 + attoseconds / 1_000_000_000_000_000) / 10)
            settings.settle(.touchEvery, on: .text("\(milliseconds)ms"))
        }
    }
}
