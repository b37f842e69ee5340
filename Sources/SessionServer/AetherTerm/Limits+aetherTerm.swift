extension Limits {
    /// Terminal ids that are remembered as closed, so that they are not opened again by accident.
    package static let closedTerminals = 1_024
    /// Tabs that a frontend brings back at once: as many as a workspace may have.
    package static let tabsPerResume = 64
}
