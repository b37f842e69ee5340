extension LuaSource {
    /// Arguments: prefix, key, now. Answers `n`, `g` and the reason, or `l`, the key of the session and its value.
    static let load = """
        local id, now = ARGV[2], ARGV[3]
        local e = head(id)
        if not e then return {'n'} end
        if not e.live and e.reason == 's' then id, e = follow(id, e, now) end
        local r = why(e, now)
        if r then return {'g', r} end
        return {'l', id, call('GET', B .. 's:' .. id)}
        """

    /// Arguments: prefix, key, value. Answers `d`, `g` and the reason, or `o`.
    static let create = """
        local id, v = ARGV[2], ARGV[3]
        local e = parse(v)
        if call('EXISTS', B .. 's:' .. id) == 1 or held(e.handle) then return {'d'} end
        local epoch = call('GET', B .. 'e:' .. e.owner)
        if epoch and e.auth <= epoch then return {'g', 'r'} end
        local due = e.idle < e.abs and e.idle or e.abs
        local ms = need(due, e.touched) + SLACK
        call('SET', B .. 's:' .. id, v, 'PX', ms)
        enlist(id, e, ms)
        spare(e)
        tell('C', sub(v, 66, 81), e)
        return {'o'}
        """

    /// Arguments: prefix, key, now, the version expected, the next one, idle deadline or nothing, payload.
    /// Answers `n`, `g` and the reason, `c` and the present value, or `o`.
    static let commit = """
        local id, now, idle = ARGV[2], ARGV[3], ARGV[6]
        local e, v = head(id)
        if not e then return {'n'} end
        local r = why(e, now)
        if r then return {'g', r} end
        if e.version ~= ARGV[4] then return {'c', call('GET', B .. 's:' .. id)} end
        if idle > e.abs then idle = e.abs end
        if idle > e.idle then e.idle = idle end
        call('SET', B .. 's:' .. id,
          'L' .. e.idle .. now .. sub(v, 34, 81) .. ARGV[5] .. e.names .. ARGV[7], 'KEEPTTL')
        alive(id, e, e.idle < e.abs and e.idle or e.abs, now)
        return {'o'}
        """

    /// Arguments: prefix, key, now, idle deadline. Answers `n`, `g` and the reason, or `o` and the deadline that holds.
    static let touch = """
        local id, now, idle = ARGV[2], ARGV[3], ARGV[4]
        local e = head(id)
        if not e then return {'n'} end
        local r = why(e, now)
        if r then return {'g', r} end
        if idle > e.abs then idle = e.abs end
        if idle > e.idle then e.idle = idle end
        call('SETRANGE', B .. 's:' .. id, 1, e.idle .. now)
        alive(id, e, e.idle < e.abs and e.idle or e.abs, now)
        return {'o', e.idle}
        """

    /// Arguments: prefix, key, new key, now, the version expected, the next one, the length of a new owner as four digits
    /// and the owner, or nothing, end of the grace or nothing, now and the retention, and a payload where there is a new one.
    /// Answers `n`, `g` and the reason, `c` and the present value, `d`, or `o`.
    static let rotate = """
        local id, new, now = ARGV[2], ARGV[3], ARGV[4]
        local e, v = head(id)
        if not e then return {'n'} end
        local r = why(e, now)
        if r then return {'g', r} end
        if e.version ~= ARGV[5] then return {'c', call('GET', B .. 's:' .. id)} end
        if call('EXISTS', B .. 's:' .. new) == 1 then return {'d'} end
        local owner = ARGV[7] == '' and e.owner or sub(ARGV[7], 5)
        local auth = now
        if owner == e.owner and e.auth > now then auth = e.auth end
        local epoch = call('GET', B .. 'e:' .. owner)
        if epoch and auth <= epoch then return {'g', 'r'} end
        local names = e.names
        if owner ~= e.owner then
          names = sub(names, 1, 4) .. sub(ARGV[7], 1, 4) .. sub(names, 9, #names - #e.owner) .. owner
        end
        local payload = ARGV[10] or sub(call('GET', B .. 's:' .. id), e.size + 1)
        local ms = need(e.idle < e.abs and e.idle or e.abs, now) + SLACK
        call('SET', B .. 's:' .. new,
          'L' .. e.idle .. now .. e.abs .. auth .. sub(v, 66, 81) .. ARGV[6] .. names .. payload, 'PX', ms)
        if owner ~= e.owner then call('ZREM', B .. 'p:' .. e.owner, e.handle) end
        local till, grace = e.abs < ARGV[9] and e.abs or ARGV[9], ARGV[8]
        if grace ~= '' then grace = '1' .. (grace < till and grace or till) .. new else grace = nil end
        tomb(id, e.handle, 's', till, now, grace)
        local isMoved = owner ~= e.owner
        e.owner, e.names = owner, names
        enlist(new, e, ms)
        if isMoved then spare(e) end
        tell('R', now, e)
        return {'o'}
        """

    /// Arguments: prefix, key, now, reason, now and the retention. Answers `n` or `o`.
    static let revoke = """
        local now = ARGV[3]
        local id, e = follow(ARGV[2], (head(ARGV[2])), now)
        if not e then return {'n'} end
        if e.live then bury(id, e, why(e, now) or ARGV[4], now, ARGV[5]) end
        return {'o'}
        """
}
