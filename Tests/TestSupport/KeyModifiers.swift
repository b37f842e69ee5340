/// The keys held while another is pressed, as DevTools numbers them.
package struct KeyModifiers: OptionSet, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    package static let alt = KeyModifiers(rawValue: 1)
    package static let control = KeyModifiers(rawValue: 2)
    package static let meta = KeyModifiers(rawValue: 4)
    package static let shift = KeyModifiers(rawValue: 8)
}
