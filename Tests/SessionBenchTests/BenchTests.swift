import SessionBench
import Testing

@Suite struct BenchTests {}
