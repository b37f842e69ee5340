import Testing

@testable import SessionConfiguration

@Suite struct NearestNameTests {
    @Test(arguments: [
        ("prot", "port"), ("por", "port"), ("porrt", "port"), ("PORT", "port"), ("hsot", "host"), ("hos", "host"),
        ("portnumber", "port"), ("windows", "windows-per-terminal"), ("tsl", "tls"),
    ])
    func findsWhatWasMeant(written: String, meant: String) {
        #expect(NearestName.of(written, among: ["host", "port", "tls", "windows-per-terminal"]) == meant)
    }

    @Test(arguments: ["", "x", "hi", "wi", "abcdef", String(repeating: "port", count: 100)])
    func findsNothingFarAway(_ written: String) {
        #expect(NearestName.of(written, among: ["host", "port", "tls", "windows-per-terminal"]) == nil)
    }

    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "ab", 2), ("ab", "ba", 1), ("abc", "abd", 1), ("kitten", "sitting", 3),
    ])
    func countsChanges(first: String, second: String, distance: Int) {
        #expect(NearestName.distance(Array(first), Array(second)) == distance)
    }
}
