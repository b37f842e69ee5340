import SessionCore

extension LuaSource {
    /// Arithmetic on instants, and how long keys stay.
    ///
    /// `need` is what a thing due at an instant has to stay on the server's clock: the difference to the caller's own
    /// `now`, and the retention. A key of the namespace stays for as long as `k`, the set of all keys.
    static let keeping = """
        local NEVER, RET, SLACK, FAR = 'ffffffffffffffff', \(retention), \(slack), \(farOff)
        local function num(x)
          return (tonumber(sub(x, 1, 8), 16) - 2147483648) * 4294967296 + tonumber(sub(x, 9, 16), 16)
        end
        local function add(x, ms)
          if x == NEVER then return NEVER end
          local lo = tonumber(sub(x, 9, 16), 16) + ms
          local hi = tonumber(sub(x, 1, 8), 16) + math.floor(lo / 4294967296)
          if hi > 4294967295 then return NEVER end
          return string.format('%08x%08x', hi, lo % 4294967296)
        end
        local function need(due, now)
          local ms = math.floor(num(due) - num(now))
          if ms < 0 then ms = 0 end
          if ms > FAR then ms = FAR end
          return ms + RET
        end
        local function keep(key, ms)
          local left = call('PTTL', key)
          if left == -2 or left >= ms then return false end
          call('PEXPIRE', key, ms + SLACK)
          return true
        end
        local function micros()
          local t = call('TIME')
          return t[1] * 1000000 + t[2]
        end
        local function still(name)
          local ms = call('PTTL', B .. 'k')
          if ms < RET then ms = RET end
          keep(B .. name, ms + SLACK)
        end
        local function generation()
          local g = call('GET', B .. 'g')
          if g and string.match(g, '^%d+ %-?%d+$') then return g end
          g = string.format('%.0f %d', micros(), call('EXISTS', B .. 'k') == 1 and -1 or call('ZCARD', B .. 'eg'))
          call('SET', B .. 'g', g)
          still('g')
          return g
        end
        local function group(ms)
          if keep(B .. 'k', ms) then
            for _, name in ipairs({'d', 'f', 'g', 'eg', 'r', 'x'}) do keep(B .. name, ms + SLACK) end
          end
        end

        """

    /// Milliseconds for which an ended session and an epoch are kept.
    private static let retention = SessionCore.Limits.tombstoneRetention.components.seconds * 1_000
    /// Milliseconds that a key stays longer than it has to, so that a touch seldom has to prolong it.
    private static let slack = Limits.expirySlack.components.seconds * 1_000
    /// Milliseconds that stand for a deadline which does not come.
    private static let farOff = Limits.farOff.components.seconds * 1_000
}
