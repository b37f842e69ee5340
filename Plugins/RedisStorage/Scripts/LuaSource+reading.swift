import SessionCore

extension LuaSource {
    /// How a stored value is read, and what a key holds at an instant: the same rules as `SessionTable`.
    ///
    /// Instants and versions are 16 hexadecimal digits in the order of the numbers, so that they are compared as text:
    /// a number of Lua is a double, and knows none beyond 2^53. Every key is derived from `B`, which holds the hash tag
    /// of the namespace.
    static let reading = """
        local B, call, sub = ARGV[1], redis.call, string.sub
        local function damaged(what)
          error({err = 'DAMAGED ' .. what .. ' cannot be read'})
        end
        local function parse(v, what)
          what = what or 'a stored session'
          local c = sub(v, 1, 1)
          if c == 'L' then
            local h, k, o = tonumber(sub(v, 98, 99), 16), tonumber(sub(v, 100, 101), 16), tonumber(sub(v, 102, 105), 16)
            if not (h and k and o) then damaged(what) end
            local names = 105 + h + k + o
            if #v < names then damaged(what) end
            return {live = true, idle = sub(v, 2, 17), touched = sub(v, 18, 33), abs = sub(v, 34, 49),
              auth = sub(v, 50, 65), version = sub(v, 82, 97), handle = sub(v, 106, 105 + h),
              owner = sub(v, 106 + h + k, names), names = sub(v, 98, names), size = names}
          end
          local h, g = tonumber(sub(v, 19, 20), 16), sub(v, 21, 21)
          if c ~= 'T' or not h or (g ~= '0' and g ~= '1') then damaged(what) end
          local e = {till = sub(v, 2, 17), reason = sub(v, 18, 18)}
          local at = 22
          if g == '1' then e.grace, e.successor, at = sub(v, 22, 37), sub(v, 38, 101), 102 end
          e.handle = sub(v, at, at + h - 1)
          if #e.handle < h then damaged(what) end
          return e
        end
        local function head(id, what)
          local v = call('GETRANGE', B .. 's:' .. id, 0, 744)
          if v == '' then return nil end
          return parse(v, what), v
        end
        local function why(e, now)
          if not e.live then return e.reason end
          local epoch = call('GET', B .. 'e:' .. e.owner)
          if epoch and e.auth <= epoch then return 'r' end
          if e.abs <= now then return 'a' end
          if e.idle <= now then return 'i' end
          return nil
        end
        local function follow(id, e, now)
          for _ = 1, \(SessionCore.Limits.graceSteps) do
            if not e or not e.grace or e.grace <= now then break end
            local n = head(e.successor)
            if not n or n.handle ~= e.handle then break end
            id, e = e.successor, n
          end
          return id, e
        end

        """
}
