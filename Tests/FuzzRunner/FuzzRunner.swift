import CFuzzer
import Foundation
import FuzzTargets

/// libFuzzer over the target that `FUZZ_TARGET` names; its arguments are libFuzzer's.
@main
enum FuzzRunner {
    private static let target = ProcessInfo.processInfo.environment["FUZZ_TARGET"].flatMap { FuzzTarget(rawValue: $0) }

    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, takeInput))
    }

    /// Gives an input to the target; ends the process, as libFuzzer expects, when that was too much for it.
    static func take(_ input: [UInt8]) {
        guard let target else {
            let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
            tell("FUZZ_TARGET is to be one of \(names)")
            exit(2)
        }
        do throws(FuzzFinding) {
            try target.run(input)
        } catch {
            tell("found: \(error)")
            abort()
        }
    }

    private static func tell(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}

/// What libFuzzer calls, by the name by which its runtime knows it.
@_cdecl("LLVMFuzzerTestOneInput")
func takeInput(_ bytes: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    FuzzRunner.take(Array(UnsafeBufferPointer(start: bytes, count: size)))
    return 0
}
