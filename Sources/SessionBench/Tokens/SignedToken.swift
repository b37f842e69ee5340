import Foundation

/// A token, and what its signature is of.
struct SignedToken: Sendable {
    let text: String
    let signed: Data
    let signature: Data
}
