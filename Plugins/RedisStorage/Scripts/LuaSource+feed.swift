import SessionCore

extension LuaSource {
    /// Arguments: prefix, position, how many. Answers the position of the last event dropped, then position and event of each.
    static let events = """
        local out = {call('GET', B .. 'x') or '0'}
        for _, e in ipairs(call('XRANGE', B .. 'f', '(' .. ARGV[2] .. '-0', '+', 'COUNT', ARGV[3])) do
          out[#out + 1], out[#out + 2] = string.match(e[1], '^%d+'), e[2][2]
        end
        return out
        """

    /// Arguments: prefix, name, what to do, holder, token, now, end.
    /// Answers `o` with token and end, `h` and the end of another's, or `n`.
    ///
    /// A token is not below the server's clock in microseconds, and so it rises even where the last one is forgotten.
    static let lease = """
        local key, verb, holder, now, till = B .. 'l:' .. ARGV[2], ARGV[3], ARGV[4], ARGV[6], ARGV[7]
        local v = call('GET', key)
        local token, ends, isHeld, by = '0', '', '0', ''
        if v then
          token, ends, isHeld = string.match(v, '^(%d+) (%x+) ([01]) ')
          if not token then damaged('the lease ' .. ARGV[2]) end
          by = sub(v, #token + 21)
        end
        if isHeld == '1' and ends <= now then isHeld = '0' end
        if verb == 'acquire' then
          if isHeld == '1' and by ~= holder then return {'h', ends} end
          local n = micros()
          if tonumber(token) >= n then n = tonumber(token) + 1 end
          token, ends, by, isHeld = string.format('%.0f', n), till, holder, '1'
        else
          if isHeld == '0' or token ~= ARGV[5] then return {'n'} end
          if verb == 'release' then isHeld = '0' elseif till > ends then ends = till end
        end
        call('SET', key, token .. ' ' .. ends .. ' ' .. isHeld .. ' ' .. by, 'PX', need(ends, now) + SLACK)
        return {'o', token, ends}
        """
}
