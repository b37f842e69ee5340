/// What one source says about one key, before it is checked.
struct RawSetting {
    let value: SettingValue
    let origin: SettingOrigin
}
