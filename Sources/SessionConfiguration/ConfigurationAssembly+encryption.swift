import SessionCore

extension ConfigurationAssembly {
    /// How payloads are encrypted; nothing when they are not, or when something is wrong, which was told already.
    mutating func encryption() -> EncryptionChoice? {
        let path = path(of: .encryptionKeyFile)
        let variable = settings.text(.encryptionKeyVariable)
        if !path.isEmpty && !variable.isEmpty {
            add(
                "the keys come from a file already (\(ConfigurationKey.encryptionKeyFile.path))",
                at: .encryptionKeyVariable, or: .encryptionKeyFile, allowed: "a file or a variable, not both")
            return nil
        }
        if !path.isEmpty {
            do throws(EncryptionKeyFile.Problem) {
                return EncryptionChoice(source: .file(path), keys: try EncryptionKeyFile.read(path))
            } catch {
                add(error.description, at: .encryptionKeyFile, allowed: keyFile)
            }
        } else if !variable.isEmpty {
            guard let text = environment[variable] else {
                add("the variable \(variable) is not set", at: .encryptionKeyVariable, allowed: keyLines)
                return nil
            }
            do throws(EncryptionKeysProblem) {
                return EncryptionChoice(source: .variable(variable), keys: try EncryptionKeys(text: text))
            } catch {
                add("the variable \(variable): \(error)", at: .encryptionKeyVariable, allowed: keyLines)
            }
        }
        return nil
    }

    private var keyLines: String { "lines of a name and 32 bytes in base64, as mooring keys new prints them" }
    private var keyFile: String { "a file that only the server may read, with " + keyLines }
}
