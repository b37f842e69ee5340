import HTTPTypes
import Hummingbird
import SessionCore

/// `GET /metrics`: numbers for a monitoring system. They name no session and nobody.
struct MetricsRoutes: Sendable {
    let hall: Hall
    let storage: StorageMetrics?
    let access: MetricsAccess

    var routes: [Route] {
        [
            Route(.get, "/metrics") { visit in
                guard access.allows(try visit.credentials()) else {
                    throw HTTPFailure(
                        .forbidden, "forbidden",
                        "measurements are for this machine, or for whoever shows the token of server.metrics.token-file"
                    )
                }
                var response = Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: text)))
                response.headers[.contentType] = PrometheusText.contentType
                return response
            }
        ]
    }

    private var text: String {
        var text = PrometheusText()
        if let storage { text.add(storage) }
        let counts = hall.counts
        text.family("mooring_stale_reads_total", "counter", "Reads answered from memory while the store was down.")
        text.sample("mooring_stale_reads_total", hall.sessions.staleReads)
        text.family("mooring_workspaces_open", "gauge", "Workspaces that are open in this process.")
        text.sample("mooring_workspaces_open", counts.workspaces)
        text.family("mooring_windows", "gauge", "Windows that are connected.")
        text.sample("mooring_windows", counts.windows)
        text.family("mooring_attachments", "gauge", "Edges between windows and sessions.")
        text.sample("mooring_attachments", counts.attachments)
        text.family("mooring_terminals", "gauge", "Terminals of open workspaces, by state.")
        text.sample("mooring_terminals", ["state": "running"], counts.runningTerminals)
        text.sample("mooring_terminals", ["state": "ended"], counts.endedTerminals)
        return text.text
    }
}
