import Foundation

/// The server's own measuring tool, run and read.
struct RedisBenchmark {
    let address: RedisAddress?
    let size: Int

    /// Runs GET or SET with so many connections and commands in flight, about as long as the other floors.
    func run(connections: Int, depth: Int, writes: Bool, seconds: Double, as name: String) -> FloorFigure {
        guard let address, !address.isEncrypted else {
            return FloorFigure(name, of: "redis", reason: "it is not run over TLS")
        }
        guard address.password == nil else {
            return FloorFigure(name, of: "redis", reason: "it takes a password only where all users can see it")
        }
        // The tool itself tries again for ever.
        if let obstacle = address.obstacle { return FloorFigure(name, of: "redis", reason: obstacle) }
        // A round that only writes first, so that what is read is there and has the right size.
        let expected = seconds * (depth > 1 ? 400_000 : 80_000)
        let requests = max(1_000, Int(expected))
        do throws(BenchFailure) {
            if !writes { _ = try speed(address, connections, depth, "set", requests: 1_000) }
            let speed = try speed(address, connections, depth, writes ? "set" : "get", requests: requests)
            return FloorFigure(name, of: "redis", perSecond: speed)
        } catch {
            return FloorFigure(name, of: "redis", reason: error.description)
        }
    }

    private func speed(
        _ address: RedisAddress, _ connections: Int, _ depth: Int, _ test: String, requests: Int
    ) throws(BenchFailure) -> Double {
        // Within a deadline: a server that goes away in the middle would keep the tool waiting for it.
        var arguments = ["timeout", "-k", "1", "\(Limits.programSeconds)", "redis-benchmark", "--csv", "-t", test]
        arguments += ["-c", "\(connections)", "-P", "\(depth)"]
        arguments += ["-d", "\(size)", "-n", "\(requests)", "--dbnum", "\(address.database)"]
        if let socket = address.socket {
            arguments += ["-s", socket]
        } else {
            arguments += ["-h", address.host ?? "127.0.0.1", "-p", "\(address.port)"]
        }
        let output = try RedisBenchmark.output(arguments)
        guard let speed = RedisBenchmark.speed(of: test, in: output) else {
            throw BenchFailure("redis-benchmark answered no figure: \(output.prefix(120))")
        }
        return speed
    }

    /// The figure of a test in the tool's CSV, with or without its line of titles.
    static func speed(of test: String, in output: String) -> Double? {
        for line in output.split(separator: "\n") {
            let cells = line.split(separator: ",").map { $0.filter { $0 != "\"" } }
            if cells.count > 1, cells[0].lowercased() == test { return Double(cells[1]) }
        }
        return nil
    }

    private static func output(_ arguments: [String]) throws(BenchFailure) -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
            // To its end: what stops halfway would leave the tool waiting for room in the pipe.
            let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            let text = String(decoding: data.prefix(Limits.programBytes), as: UTF8.self)
            guard process.terminationStatus == 0 else {
                throw BenchFailure("redis-benchmark ended with \(process.terminationStatus): \(text.prefix(120))")
            }
            return text
        } catch let failure as BenchFailure {
            throw failure
        } catch {
            throw BenchFailure("redis-benchmark could not be run: \(error.localizedDescription)")
        }
    }
}
