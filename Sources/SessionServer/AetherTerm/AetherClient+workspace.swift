import SessionCore
import SocketIO

/// `resume_workspace`: a frontend brings the tabs it knows, and is told which terminal is in which pane.
extension AetherClient {
    /// Idempotent: the same tabs from another window of the same principal get the same terminals.
    func resume(_ payload: SocketValue, in room: WorkspaceRoom, _ seat: WindowSeat) async {
        let workspace = payload["workspaceId"]?.string ?? ""
        let tabs = payload["tabs"]?.array ?? []
        guard tabs.count <= Limits.tabsPerResume else {
            return emit("workspace_error", ["error": "too many tabs", "workspaceId": .string(workspace)])
        }
        var (resumed, created): ([SocketValue], [SocketValue]) = ([], [])
        var paneCount = 0
        do throws(HallError) {
            for tab in tabs {
                let (panes, isNew) = try await resume(tab, of: workspace, in: room, seat)
                paneCount += panes.count
                let answer: SocketValue = [
                    "tabId": tab["id"] ?? "", "title": tab["title"] ?? "", "layout": tab["layout"] ?? "single",
                    "status": isNew ? "created" : "resumed", "panes": .array(panes),
                ]
                if isNew { created.append(answer) } else { resumed.append(answer) }
            }
        } catch {
            return emit("workspace_error", ["error": .string(error.message), "workspaceId": .string(workspace)])
        }
        emit(
            "workspace_resumed",
            [
                "workspaceId": .string(workspace), "status": "success", "resumedTabs": .array(resumed),
                "createdTabs": .array(created), "totalTabs": .integer(tabs.count), "totalPanes": .integer(paneCount),
                "message": .string("\(resumed.count) tabs resumed, \(created.count) created"),
            ])
    }

    /// A tab with all its panes in their order; it is new when none of them was there before.
    private func resume(
        _ tab: SocketValue, of workspace: String, in room: WorkspaceRoom, _ seat: WindowSeat
    ) async throws(HallError) -> (panes: [SocketValue], isNew: Bool) {
        let asked = tab["panes"]?.array ?? []
        guard asked.count <= Limits.panesPerTab else {
            throw HallError(.limit, "a tab has at most \(Limits.panesPerTab) panes")
        }
        var panes: [SocketValue] = []
        var isNew = true
        for pane in asked {
            let named = pane["sessionId"]?.string.flatMap { $0.isEmpty ? nil : $0 }
            let place = [workspace, tab["id"]?.string ?? "", pane["id"]?.string ?? ""].joined(separator: "/")
            let name = named ?? place
            guard seat.role >= .editor || find(name, in: room) != nil else {
                throw HallError(.forbidden, "Viewers cannot create tabs")
            }
            let (live, isNewTerminal) = try await terminal(name, nil, in: room)
            if isNewTerminal {
                try attach(live, as: name, tab, status: "ready", in: room, seat)
            } else {
                isNew = false
            }
            panes.append([
                "paneId": pane["id"] ?? "", "sessionId": .string(name),
                "status": isNewTerminal ? "created" : "resumed", "type": pane["type"] ?? "terminal",
                "subType": pane["subType"] ?? "pure", "title": pane["title"] ?? "", "position": pane["position"] ?? nil,
            ])
        }
        return (panes, isNew && !asked.isEmpty)
    }
}
