import SessionCore

extension LuaSource {
    /// The lists, the queue of what is due, the feed, and how a session enters and leaves them.
    ///
    /// The queue holds lower bounds: a touch leaves it alone, and the sweep puts what was touched in its new place.
    /// `spare` keeps a session from a revocation of its owner that is under way.
    static let indexing = """
        local function score(x)
          local n = num(x)
          if n >= 9007199254740992 or n <= -9007199254740992 then n = n - 4096 end
          return string.format('%.17g', n)
        end
        local function schedule(id, due)
          if due == NEVER then call('ZREM', B .. 'd', id) return end
          call('ZADD', B .. 'd', score(due), id)
          still('d')
        end
        local function shed(count)
          local old = call('XRANGE', B .. 'f', '-', '+', 'COUNT', count)
          if #old == 0 then return end
          call('SET', B .. 'x', string.match(old[#old][1], '^%d+'))
          still('x')
          call('XTRIM', B .. 'f', 'MAXLEN', '=', call('XLEN', B .. 'f') - #old)
        end
        local function tell(code, at, e)
          local n, last = micros(), call('XREVRANGE', B .. 'f', '+', '-', 'COUNT', 1)
          if last[1] then
            local before = tonumber(string.match(last[1][1], '^%d+'))
            if before >= n then n = before + 1 end
          end
          call('XADD', B .. 'f', string.format('%.0f-0', n), 'e', at .. code .. e.names)
          still('f')
          if call('XLEN', B .. 'f') > \(SessionCore.Limits.feedEvents) then shed(\(Limits.feedBatch)) end
        end
        local function enlist(id, e, ms)
          generation()
          call('ZADD', B .. 'k', 0, id)
          group(ms)
          call('ZADD', B .. 'p:' .. e.owner, 0, e.handle)
          keep(B .. 'p:' .. e.owner, ms)
          if keep(B .. 'e:' .. e.owner, ms) then
            keep(B .. 'g', ms + SLACK)
            keep(B .. 'eg', ms + SLACK)
          end
          call('SET', B .. 'h:' .. e.handle, id, 'PX', ms)
          schedule(id, e.idle < e.abs and e.idle or e.abs)
        end
        local function alive(id, e, due, now)
          local ms = need(due, now)
          if call('ZADD', B .. 'p:' .. e.owner, 0, e.handle) == 1 or call('PTTL', B .. 's:' .. id) < ms then
            call('PEXPIRE', B .. 's:' .. id, ms + SLACK)
            enlist(id, e, ms + SLACK)
          elseif due ~= NEVER and call('ZADD', B .. 'd', 'NX', score(due), id) == 1 then
            still('d')
          end
        end
        local function tomb(id, handle, reason, till, now, grace)
          local ms = need(till, now) - RET + 2 * SLACK
          call('SET', B .. 's:' .. id,
            'T' .. till .. reason .. string.format('%02x', #handle) .. (grace or '0') .. handle, 'PX', ms)
          keep(B .. 'h:' .. handle, ms)
          group(ms)
          schedule(id, till)
        end
        local function bury(id, e, reason, now, kept)
          call('ZREM', B .. 'p:' .. e.owner, e.handle)
          tomb(id, e.handle, reason, e.abs < kept and e.abs or kept, now)
          tell(reason, now, e)
        end
        local function remove(id, e)
          call('DEL', B .. 's:' .. id)
          call('ZREM', B .. 'd', id)
          call('ZREM', B .. 'k', id)
          if call('GET', B .. 'h:' .. e.handle) == id then call('DEL', B .. 'h:' .. e.handle) end
          if e.live then call('ZREM', B .. 'p:' .. e.owner, e.handle) end
        end
        local function spare(e)
          local mark = B .. 'v:' .. e.owner
          if call('EXISTS', mark) == 0 then return end
          if call('HLEN', mark) > \(Limits.sparedHandles) then call('DEL', mark) return end
          call('HSET', mark, ':' .. e.handle, '')
        end
        local function held(handle)
          local id = call('GET', B .. 'h:' .. handle)
          if id and call('EXISTS', B .. 's:' .. id) == 1 then return id end
          return nil
        end

        """

    /// How an epoch rises: the epoch itself, and the generation by which every process notices. Whoever finds no
    /// generation where there are sessions knows that something was lost, and says so by a count that never fits.
    static let raising = """
        local function raise(principal, instant)
          local key = B .. 'e:' .. principal
          local epoch = call('GET', key)
          if not epoch or epoch < instant then call('SET', key, instant, 'KEEPTTL') end
          local now = micros()
          local ms = math.floor(num(instant) - now / 1000)
          if ms < 0 then ms = 0 end
          if ms > FAR then ms = FAR end
          ms = ms + RET + SLACK
          local listed = call('PTTL', B .. 'p:' .. principal)
          if listed + SLACK > ms then ms = listed + SLACK end
          keep(key, ms)
          local before, count = string.match(generation(), '^(%d+) (%-?%d+)$')
          if tonumber(before) >= now then now = tonumber(before) + 1 end
          local number = string.format('%.0f', now)
          call('ZADD', B .. 'eg', number, principal)
          for _, old in ipairs(call('ZRANGE', B .. 'eg', 0, 1)) do
            if call('EXISTS', B .. 'e:' .. old) == 0 then call('ZREM', B .. 'eg', old) end
          end
          if count ~= '-1' then count = call('ZCARD', B .. 'eg') end
          call('SET', B .. 'g', number .. ' ' .. count, 'KEEPTTL')
          call('HSET', B .. 'r', principal, '')
          for _, name in ipairs({'eg', 'g', 'r'}) do keep(B .. name, ms + SLACK) still(name) end
        end

        """
}
