extension LuaSource {
    /// One step of ending all sessions of a principal.
    ///
    /// Arguments: prefix, principal, excepted key or nothing, reason, now, now and the retention, name of this revocation,
    /// and what the step before answered last: epoch, epoch before and last handle, or nothing three times for the first.
    /// Answers how many ended, whether there is more to do, and the three for the next step.
    ///
    /// The first step raises the epoch: from then on whatever was authenticated by then is gone, and further steps only
    /// bury it. `v:PRINCIPAL` marks a revocation under way: its name, the epoch before it, and the handles of sessions that
    /// came since or are excepted (`spare`). A step that finds the mark of another, or none, leaves alone what the epoch
    /// does not reach. Whoever finds one that was not finished takes over the epoch before it, and so counts what is left.
    static let revokeAll = """
        local principal, now, name = ARGV[2], ARGV[5], ARGV[7]
        local epoch, before, from = ARGV[8], ARGV[9], ARGV[10]
        local mark, isFirst, excepted = B .. 'v:' .. principal, epoch == '', ''
        local handles = call('ZRANGEBYLEX', B .. 'p:' .. principal, from == '' and '-' or '(' .. from, '+',
          'LIMIT', 0, \(Limits.revokeBatch))
        local isLast = #handles < \(Limits.revokeBatch)
        if isFirst then
          local id, e = ARGV[3], nil
          if id ~= '' then id, e = follow(id, (head(id)), now) end
          if e and (e.owner ~= principal or why(e, now)) then e = nil end
          local unfinished = call('HGET', mark, 'before')
          before = call('GET', B .. 'e:' .. principal) or ''
          epoch = before < now and now or before
          raise(principal, epoch)
          call('DEL', mark)
          if not isLast then call('HSET', mark, 'name', name, 'before', unfinished or before) end
          if e then
            local after = add(epoch, 1)
            if after > e.auth then call('SETRANGE', B .. 's:' .. id, 49, after) end
            spare(e)
            excepted = e.handle
          end
          before = unfinished or before
        end
        local isMine = call('HGET', mark, 'name') == name
        local function ends(e)
          if e.auth <= epoch then return true end
          if isFirst then return e.handle ~= excepted end
          return isMine and call('HEXISTS', mark, ':' .. e.handle) == 0
        end
        local count = 0
        for _, handle in ipairs(handles) do
          from = handle
          local id = call('GET', B .. 'h:' .. handle)
          local sound, e = true, nil
          if id then sound, e = pcall(head, id) end
          if sound and e and e.live and e.owner == principal and e.handle == handle
            and e.auth > before and e.abs > now and e.idle > now and ends(e) then
            bury(id, e, ARGV[4], now, ARGV[6])
            count = count + 1
          end
        end
        if isMine and isLast then call('DEL', mark) end
        if isMine and not isLast then call('PEXPIRE', mark, \(markLife)) end
        return {count, isLast and 0 or 1, epoch, before, from}
        """

    /// Milliseconds for which a revocation that was not finished is remembered.
    private static let markLife = Limits.unfinishedRevocation.components.seconds * 1_000
}
