import CFloors

/// The floor of terminals: the smallest server in C that does the same.
final class FloorServer: TerminalServer {
    // A handle that only C looks into; it is not touched any more after it was stopped.
    private nonisolated(unsafe) let fanout: OpaquePointer
    let residentBytes: UInt64? = nil

    init() throws(BenchFailure) {
        var result = floors_result()
        guard let fanout = floors_fanout_start("/bin/sh", &result) else {
            throw BenchFailure("the floor could not be started: \(FloorRunner.message(of: result))")
        }
        self.fanout = fanout
    }

    var port: Int { Int(floors_fanout_port(fanout)) }

    var processorSeconds: Double { Double(floors_fanout_processor(fanout)) / 1e9 }

    func stop() async {
        floors_fanout_stop(fanout)
    }
}
