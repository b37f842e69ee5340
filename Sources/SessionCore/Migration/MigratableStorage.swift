/// What a store must be able to do for a running server to be moved from it or to it.
package typealias MigratableStorage = Exportable & PrincipalIndex & Sweepable & HealthCheckable
