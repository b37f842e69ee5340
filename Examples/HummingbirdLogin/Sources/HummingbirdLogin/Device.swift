import SessionCore

/// A place where somebody is signed in, by its public name.
struct Device {
    let handle: SessionHandle
    let name: String
    let isThisOne: Bool
}
