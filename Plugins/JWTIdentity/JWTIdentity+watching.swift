import Logging
public import ServiceLifecycle

extension JWTIdentity: Service {
    /// Takes the keys of a changed file into use, within seconds, until the server stops.
    ///
    /// A file that is not right changes nothing: the keys from before stay, and a warning says what is wrong.
    public func run() async throws {
        await cancelWhenGracefulShutdown { await look() }
    }

    private func look() async {
        // Nothing yet: a change between the start and here is not missed.
        var (seen, read): (KeyFile.Trace?, KeyFile.Trace?)
        while (try? await wait(Limits.lookInterval)) != nil {
            let trace = file.trace
            // A file that is still being written looks like one that lost its last keys: it has to stay for a look.
            if trace == seen, trace != read {
                read = trace
                await reload()
            }
            seen = trace
        }
    }

    /// Reads the file once more.
    func reload() async {
        do throws(KeyProblem) {
            let keys = try await file.read()
            verifier.replace(keys: keys)
            logger.notice(
                "The keys of tokens were read", metadata: ["keys": "\(keys.keys.count)", "skipped": "\(keys.skipped)"])
        } catch {
            logger.warning(
                "The keys of tokens are not right; the keys from before stay in use", metadata: ["problem": "\(error)"])
        }
    }
}
