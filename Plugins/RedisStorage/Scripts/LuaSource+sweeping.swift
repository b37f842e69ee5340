import SessionCore

extension LuaSource {
    /// Arguments: prefix, now, how many, now and the retention, now less the retention of the feed.
    /// Answers how many records were ended or removed, and whether there may be more to do.
    ///
    /// One call looks at a hundred entries at the most, so that others wait a millisecond or two. What cannot be read is
    /// taken out of the queue: it stays where it is until its own end, and a load of it says so.
    static let sweep = """
        local now, left, kept = ARGV[2], tonumber(ARGV[3]), ARGV[4]
        local count, looked, skipped, most = 0, 0, 0, \(Limits.sweepBatch)
        local edge = num(now)
        if edge >= 9007199254740992 or edge <= -9007199254740992 then edge = edge + 4096 end
        edge = string.format('%.17g', edge)
        local function judge(id)
          local sound, e = pcall(head, id)
          if not sound or not e then
            call('ZREM', B .. 'd', id)
            if sound then call('ZREM', B .. 'k', id) end
            return
          end
          local due = e.till or (e.idle < e.abs and e.idle or e.abs)
          if due > now then
            local before = call('ZSCORE', B .. 'd', id)
            schedule(id, due)
            if call('ZSCORE', B .. 'd', id) == before then skipped = skipped + 1 end
            return
          end
          if not e.live then
            remove(id, e)
          elseif e.abs <= now then
            local reason = why(e, now)
            remove(id, e)
            tell(reason, now, e)
          else
            bury(id, e, why(e, now), now, kept)
          end
          count = count + 1
        end
        while looked < most and count < left do
          local batch = left - count
          if batch > most - looked then batch = most - looked end
          local ids = call('ZRANGEBYSCORE', B .. 'd', '-inf', edge, 'LIMIT', skipped, batch)
          if #ids == 0 then break end
          local passed = skipped
          for _, id in ipairs(ids) do judge(id) end
          looked = looked + #ids - (skipped - passed)
        end
        local more = looked >= most or count >= left
        while not more do
          local principal = call('HRANDFIELD', B .. 'r')
          if not principal then break end
          local from = call('HGET', B .. 'r', principal)
          local handles = call('ZRANGEBYLEX', B .. 'p:' .. principal, from == '' and '-' or '(' .. from, '+',
            'LIMIT', 0, most - looked)
          local through = #handles < most - looked
          for _, handle in ipairs(handles) do
            if count >= left then through = false break end
            from, looked = handle, looked + 1
            local id = call('GET', B .. 'h:' .. handle)
            local sound, e = true, nil
            if id then sound, e = pcall(head, id) end
            if sound and e and e.live and e.owner == principal and e.idle > now and e.abs > now
              and why(e, now) == 'r' then
              bury(id, e, 'r', now, kept)
              count = count + 1
            end
          end
          if through then call('HDEL', B .. 'r', principal) else call('HSET', B .. 'r', principal, from) end
          looked = looked + 1
          more = looked >= most or count >= left
        end
        local old = call('XRANGE', B .. 'f', '-', '+', 'COUNT', \(Limits.feedBatch))
        local stale = 0
        for i = 1, #old do
          if sub(old[i][2][2], 1, 16) > ARGV[5] then break end
          stale = i
        end
        if stale > 0 and stale == call('XLEN', B .. 'f') then stale = stale - 1 end
        if stale > 0 then shed(stale) end
        return {count, more and 1 or 0}
        """
}
