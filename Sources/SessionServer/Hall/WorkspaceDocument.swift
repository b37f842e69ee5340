/// What a workspace is made of, as its session's payload keeps it: a name, and tabs of panes.
///
/// A value: changes are functions on it, so that a change can be made again on a newer version when two windows act at
/// once. Which tab or pane is in front is each window's own matter and not in here.
package struct WorkspaceDocument: Codable, Sendable, Hashable {
    /// The version of this shape; a later one is refused rather than guessed at.
    var schema = 1
    /// What people call it.
    package var name: String
    /// The tabs, from left to right.
    package var tabs: [Tab]
    /// What the owner has said of guests; nothing where it has said nothing.
    var rules: [MemberRule]?

    package init(name: String, tabs: [Tab] = []) {
        self.name = name
        self.tabs = tabs
    }

    /// A tab: a title, and panes that share its area.
    package struct Tab: Codable, Sendable, Hashable {
        package var id: String
        package var title: String
        package var root: PaneNode

        package init(id: String, title: String, root: PaneNode) {
            self.id = id
            self.title = title
            self.root = root
        }
    }

    /// The handles of all terminals, in the order of tabs and panes.
    package var terminals: [String] {
        tabs.flatMap { $0.root.panes.map(\.terminal) }
    }
}
