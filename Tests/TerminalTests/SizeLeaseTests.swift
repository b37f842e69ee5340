import NIOCore
import Terminal
import Testing

@Suite struct SizeLeaseTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    private let wide = TerminalSize(clampingColumns: 200, rows: 50)
    private let small = TerminalSize(clampingColumns: 40, rows: 20)
    private var lease = SizeLease(size: .standard, interval: .milliseconds(250))

    @Test mutating func firstEditorThatSaysHowLargeItIsDecides() {
        lease.join("a", mayDecide: true)
        lease.join("b", mayDecide: true)
        #expect(lease.request(wide, by: "a", at: start) == .apply(wide, by: "a"))
        #expect(lease.owner == "a")
    }

    @Test mutating func unfocusedNewcomerChangesNothingUntilItIsFocused() {
        lease.join("a", mayDecide: true)
        _ = lease.request(wide, by: "a", at: start)
        lease.join("phone", mayDecide: true)
        #expect(lease.request(small, by: "phone", at: start + .seconds(1)) == .keep)
        #expect(lease.focus("phone", true, at: start + .seconds(2)) == .apply(small, by: "phone"))
    }

    @Test mutating func viewerNeverDecides() {
        lease.join("viewer", mayDecide: false)
        #expect(lease.request(small, by: "viewer", at: start) == .keep)
        #expect(lease.focus("viewer", true, at: start) == .keep)
        #expect(lease.owner == nil)
    }

    @Test mutating func editorThatBecomesViewerLosesTheLease() {
        lease.join("a", mayDecide: true)
        lease.join("b", mayDecide: true)
        _ = lease.request(wide, by: "a", at: start)
        _ = lease.request(small, by: "b", at: start)
        #expect(lease.allow("a", false, at: start + .seconds(1)) == .apply(small, by: "b"))
    }

    @Test mutating func sameSizeIsNoChange() {
        lease.join("a", mayDecide: true)
        #expect(lease.request(.standard, by: "a", at: start) == .keep)
    }

    @Test mutating func changesComeNoFasterThanTheInterval() {
        lease.join("a", mayDecide: true)
        _ = lease.request(wide, by: "a", at: start)
        let soon = start + .milliseconds(100)
        #expect(lease.request(small, by: "a", at: soon) == .retry(at: start + .milliseconds(250)))
        #expect(lease.size == wide)
        #expect(lease.settle(at: start + .milliseconds(250)) == .apply(small, by: "a"))
    }

    @Test mutating func leaseOfALeaverGoesToAFocusedWindowBeforeAMoreRecentOne() {
        for window in ["a", "focused", "recent"] { lease.join(window, mayDecide: true) }
        _ = lease.request(small, by: "focused", at: start)
        _ = lease.request(wide, by: "recent", at: start)
        _ = lease.focus("focused", true, at: start)
        _ = lease.focus("recent", true, at: start)
        _ = lease.focus("recent", false, at: start)
        _ = lease.focus("a", true, at: start)
        _ = lease.leave("a", at: start + .seconds(1))
        #expect(lease.owner == "focused")
        _ = lease.leave("focused", at: start + .seconds(2))
        #expect(lease.owner == "recent")
    }

    @Test mutating func lastOneToLeaveLeavesItsSize() {
        lease.join("a", mayDecide: true)
        _ = lease.request(wide, by: "a", at: start)
        #expect(lease.leave("a", at: start + .seconds(1)) == .keep)
        #expect(lease.owner == nil)
        #expect(lease.size == wide)
    }

    @Test mutating func sizeThatTheTerminalRefusedIsTriedAgainAfterTheInterval() {
        lease.join("a", mayDecide: true)
        _ = lease.request(wide, by: "a", at: start)
        lease.refused(keeping: .standard)
        #expect(lease.size == .standard)
        #expect(lease.request(wide, by: "a", at: start) == .retry(at: start + .milliseconds(250)))
        #expect(lease.settle(at: start + .milliseconds(250)) == .apply(wide, by: "a"))
    }

    @Test mutating func strangerChangesNothing() {
        #expect(lease.request(wide, by: "nobody", at: start) == .keep)
        #expect(lease.focus("nobody", true, at: start) == .keep)
        #expect(lease.owner == nil)
    }
}
