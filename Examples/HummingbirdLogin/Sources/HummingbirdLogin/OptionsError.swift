/// What is wrong with the command line, in a sentence.
struct OptionsError: Error {
    let message: String
}
