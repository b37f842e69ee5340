package import Foundation

extension BenchReport {
    /// Reads a report in JSON, or throws what is wrong with it in words.
    package init(json: Data) throws(BenchFailure) {
        struct Shape: Decodable {
            let schema: String
        }
        guard let shape = try? JSONDecoder().decode(Shape.self, from: json) else {
            throw BenchFailure("it is no report of mooring bench storage --output json")
        }
        guard shape.schema == BenchReport.currentSchema else {
            throw BenchFailure("its shape is \(shape.schema), and this build reads \(BenchReport.currentSchema)")
        }
        do {
            self = try JSONDecoder().decode(BenchReport.self, from: json)
        } catch {
            throw BenchFailure("it is not whole: \(error)")
        }
    }
}
