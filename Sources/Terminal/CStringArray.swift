import Glibc

/// Texts in the shape `exec` wants: pointers to C strings with a null pointer at the end.
struct CStringArray: ~Copyable {
    private let pointers: [UnsafeMutablePointer<CChar>?]

    /// A text with a NUL in it ends there, as it would for the program that gets it.
    init(_ texts: [String]) {
        pointers = texts.map { strdup($0) } + [nil]
    }

    deinit {
        for pointer in pointers { free(pointer) }
    }

    func withPointers<Result>(_ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result) -> Result {
        pointers.withUnsafeBufferPointer { buffer in
            // Reason: an array that ends with a nil it was given has at least one element, so there is a base address.
            guard let base = buffer.baseAddress else { preconditionFailure("the last pointer is always there") }
            return body(base)
        }
    }
}
