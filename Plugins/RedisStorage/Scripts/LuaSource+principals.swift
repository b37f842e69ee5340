extension LuaSource {
    /// Arguments: prefix, principal, handle to begin after or nothing, how many, now, bytes at the most.
    /// Answers whether the list was looked through to its end, the last handle looked at, the handles that lead to no
    /// session of this principal any more, and key and value of each session; for one that cannot be read nothing, and
    /// its handle with what there is of its value behind a space.
    ///
    /// A session that has only expired is left out, and not one of the lost: a clock may step back.
    static let list = """
        local list, from, want, now, room = B .. 'p:' .. ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5], tonumber(ARGV[6])
        local looked, lost = 0, {}
        local out = {1, from, lost}
        while true do
          local handles = call('ZRANGEBYLEX', list, from == '' and '-' or '(' .. from, '+', 'LIMIT', 0, 100)
          for _, handle in ipairs(handles) do
            from = handle
            local id = call('GET', B .. 'h:' .. handle)
            local sound, e = true, nil
            if id then sound, e = pcall(head, id) end
            if not sound then
              local what = type(e) == 'table' and e.err or tostring(e)
              if not string.find(what, 'DAMAGED', 1, true) and not string.find(what, 'WRONGTYPE', 1, true) then
                error(e)
              end
              local v = redis.pcall('GETRANGE', B .. 's:' .. id, 0, 744)
              out[#out + 1], out[#out + 2] = '', handle .. ' ' .. (type(v) == 'string' and v or '')
              want, room = want - 1, room - 1024
            elseif not e or not e.live or e.owner ~= ARGV[2] or e.handle ~= handle then
              lost[#lost + 1] = handle
            elseif not why(e, now) then
              local v = call('GET', B .. 's:' .. id)
              out[#out + 1], out[#out + 2] = id, v
              want, room = want - 1, room - #v
            end
            looked = looked + 1
            if want <= 0 or room <= 0 or looked >= \(Limits.listScan) then out[1] = 0 break end
          end
          if out[1] == 0 or #handles < 100 then break end
        end
        out[2] = from
        return out
        """

    /// Arguments: prefix, principal, handles. Takes those out of the list that lead to no session of this principal.
    static let unlist = """
        for i = 3, #ARGV do
          local id = call('GET', B .. 'h:' .. ARGV[i])
          local e = id and head(id)
          if not e or not e.live or e.owner ~= ARGV[2] or e.handle ~= ARGV[i] then
            call('ZREM', B .. 'p:' .. ARGV[2], ARGV[i])
          end
        end
        return 1
        """

    /// Arguments: prefix, principal, instant.
    static let raiseEpoch = """
        local epoch = call('GET', B .. 'e:' .. ARGV[2])
        if epoch and ARGV[3] <= epoch then return 0 end
        raise(ARGV[2], ARGV[3])
        return 1
        """

    /// Arguments: prefix, generation already known or nothing, how many epochs at the most.
    /// Answers the generation, `w` for all of them, `c` for what changed since or `x` for too many, and principals with epochs.
    static let epochs = """
        local g = call('GET', B .. 'g')
        if not g then return {'', 'x'} end
        local set, since, kind, count = B .. 'eg', ARGV[2], 'w', string.match(g, ' (%-?%d+)$')
        if tonumber(count) ~= call('ZCARD', set) then return {g, 'x'} end
        local from = '-inf'
        if since ~= '' and call('ZCOUNT', set, since, since) == 1 then from, kind = '(' .. since, 'c' end
        if call('ZCOUNT', set, from, '+inf') > tonumber(ARGV[3]) then return {g, 'x'} end
        local out = {g, kind}
        for _, principal in ipairs(call('ZRANGEBYSCORE', set, from, '+inf')) do
          local epoch = call('GET', B .. 'e:' .. principal)
          if epoch then out[#out + 1], out[#out + 2] = principal, epoch end
        end
        return out
        """
}
