/// A part of a tab's area: one pane, or several parts beside or above each other.
package indirect enum PaneNode: Sendable, Hashable {
    case pane(Pane)
    case split(Split)

    /// A place that shows a terminal.
    package struct Pane: Codable, Sendable, Hashable {
        package var pane: String
        package var terminal: String
    }

    /// Which way a split runs.
    package enum Direction: String, Codable, Sendable, Hashable {
        /// Side by side.
        case row
        /// One above the other.
        case column
    }

    /// Two or more parts and their shares of the area.
    package struct Split: Codable, Sendable, Hashable {
        package var split: String
        package var direction: Direction
        package var weights: [Double]
        package var children: [PaneNode]
    }

    /// All panes, from the first to the last.
    package var panes: [Pane] {
        switch self {
        case .pane(let pane): [pane]
        case .split(let split): split.children.flatMap(\.panes)
        }
    }

    /// How many splits lie above the deepest pane.
    var depth: Int {
        switch self {
        case .pane: 0
        case .split(let split): 1 + (split.children.map(\.depth).max() ?? 0)
        }
    }

    /// Every id in this part, of panes and splits.
    var ids: [String] {
        switch self {
        case .pane(let pane): [pane.pane]
        case .split(let split): [split.split] + split.children.flatMap(\.ids)
        }
    }

    /// This part with a pane replaced by what the closure makes of it; nothing when the pane is not in here.
    func replacing(_ id: String, _ change: (Pane) -> PaneNode) -> PaneNode? {
        switch self {
        case .pane(let pane): return pane.pane == id ? change(pane) : nil
        case .split(var split):
            for (index, child) in split.children.enumerated() {
                guard let changed = child.replacing(id, change) else { continue }
                split.children[index] = changed
                return .split(split)
            }
            return nil
        }
    }

    /// This part without a pane; nothing when the pane was all there was. A split of one is replaced by that one.
    func removing(_ id: String) -> PaneNode? {
        switch self {
        case .pane(let pane): return pane.pane == id ? nil : self
        case .split(var split):
            let kept = zip(split.children, split.weights).compactMap { child, weight in
                child.removing(id).map { ($0, weight) }
            }
            if kept.count <= 1 { return kept.first?.0 }
            (split.children, split.weights) = (kept.map(\.0), kept.map(\.1))
            return .split(split)
        }
    }

    /// This part with new shares for one split; nothing when it is not in here or has another number of parts.
    func resizing(_ id: String, to weights: [Double]) -> PaneNode? {
        guard case .split(var split) = self else { return nil }
        if split.split == id {
            guard weights.count == split.children.count else { return nil }
            split.weights = weights
            return .split(split)
        }
        for (index, child) in split.children.enumerated() {
            guard let changed = child.resizing(id, to: weights) else { continue }
            split.children[index] = changed
            return .split(split)
        }
        return nil
    }
}

extension PaneNode: Codable {
    private enum Key: String, CodingKey {
        case split
    }

    package init(from decoder: any Decoder) throws {
        let isSplit = try decoder.container(keyedBy: Key.self).contains(.split)
        self = isSplit ? .split(try Split(from: decoder)) : .pane(try Pane(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .pane(let pane): try pane.encode(to: encoder)
        case .split(let split): try split.encode(to: encoder)
        }
    }
}
