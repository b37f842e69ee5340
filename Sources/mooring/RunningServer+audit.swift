import SessionConfiguration
import SessionServer

extension RunningServer {
    /// What writes the audit log, or nothing where the configuration wants none.
    func auditWriter() throws -> AuditWriter? {
        let target: AuditTarget
        switch configuration.audit {
        case .off: return nil
        case .standardOutput: target = .standardOutput
        case .file(let path): target = .file(path.hasPrefix("/") ? path : dataFolder + "/" + path)
        }
        return try AuditWriter(to: target, clock: SystemClock(), logger: logger)
    }

    /// How often anybody may knock, fail and create.
    var admissionLimits: AdmissionLimits {
        let limits = configuration.server.limits
        return AdmissionLimits(
            connects: limits.connects, failures: limits.failures, creations: limits.creations)
    }
}
