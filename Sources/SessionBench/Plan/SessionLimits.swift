import SessionCore

/// The bounds of the session layer, whose name the bench's own would hide.
typealias SessionLimits = SessionCore.Limits
