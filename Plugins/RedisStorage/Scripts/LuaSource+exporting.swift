import SessionCore

extension LuaSource {
    /// Arguments: prefix, key to begin after or nothing, how many, bytes at the most.
    /// Answers the last key looked at, or nothing after the last of all, and key and value of each entry.
    static let export = """
        local from, want, room = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
        local ids = call('ZRANGEBYLEX', B .. 'k', from == '' and '-' or '(' .. from, '+', 'LIMIT', 0, want)
        local out, through = {''}, #ids < want
        for _, id in ipairs(ids) do
          local v = call('GET', B .. 's:' .. id)
          if v then
            parse(v)
            room = room - #v
            if room < 0 and #out > 1 then through = false break end
            out[#out + 1], out[#out + 2] = id, v
          end
          from = id
        end
        if not through then out[1] = from end
        return out
        """

    /// Arguments: prefix, generation to begin after, how many. Answers generation, principal and epoch of each.
    static let exportEpochs = """
        local found = call('ZRANGEBYSCORE', B .. 'eg', ARGV[2], '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[3])
        local out = {}
        for i = 1, #found, 2 do
          out[#out + 1], out[#out + 2], out[#out + 3] = found[i + 1], found[i], call('GET', B .. 'e:' .. found[i]) or ''
        end
        return out
        """

    /// Arguments: prefix, then three of each entry: `s`, key and value, or `e`, principal and instant.
    ///
    /// The rule of `SessionTable.restore`. Everything is parsed before the first change, and so all is written or nothing.
    static let restore = """
        local function whole(id)
          local v = call('GET', B .. 's:' .. id)
          if not v then return nil end
          return parse(v), v
        end
        local function store(id, e, v)
          local due = e.idle < e.abs and e.idle or e.abs
          local ms = need(due, e.touched) + SLACK
          call('SET', B .. 's:' .. id, v, 'PX', ms)
          enlist(id, e, ms)
        end
        local function supersede(id, e)
          local kept = add(e.touched, RET)
          tomb(id, e.handle, 's', e.abs < kept and e.abs or kept, e.touched)
          call('ZADD', B .. 'k', 0, id)
          group(RET + 2 * SLACK)
        end
        local function later(a, b) return a > b and a or b end
        local function live(id, v)
          local e, present, old = parse(v), whole(id)
          if present and not present.live then return end
          if present then
            local base, from = present, old
            if e.version > present.version then base, from = e, v end
            local merged = 'L' .. later(e.idle, present.idle) .. later(e.touched, present.touched) .. base.abs
              .. later(e.auth, present.auth) .. sub(from, 66)
            if merged == old then return end
            if base.owner ~= present.owner or base.handle ~= present.handle then
              call('ZREM', B .. 'p:' .. present.owner, present.handle)
            end
            store(id, parse(merged), merged)
            return
          end
          local other = held(e.handle)
          local holder = other and head(other)
          if holder and not holder.live and holder.reason ~= 's' then return end
          if not holder or not holder.live then store(id, e, v) return end
          if holder.version >= e.version then supersede(id, e) return end
          call('ZREM', B .. 'p:' .. holder.owner, holder.handle)
          supersede(other, holder)
          store(id, e, v)
        end
        local function ended(id, v)
          local e, present = parse(v), whole(id)
          if present and not present.live then return end
          if present then call('ZREM', B .. 'p:' .. present.owner, present.handle) end
          local ms = 2 * RET + SLACK
          call('SET', B .. 's:' .. id, v, 'PX', ms)
          generation()
          call('ZADD', B .. 'k', 0, id)
          group(ms)
          if e.reason ~= 's' then call('SET', B .. 'h:' .. e.handle, id, 'PX', ms) end
          schedule(id, e.till)
          if present and e.reason ~= 's' then tell(e.reason, present.touched, present) end
        end
        for i = 2, #ARGV, 3 do
          if ARGV[i] == 's' then
            local e = parse(ARGV[i + 2])
            whole(ARGV[i + 1])
            local other = e.live and held(e.handle)
            if other then head(other) end
          end
        end
        for i = 2, #ARGV, 3 do
          local name, v = ARGV[i + 1], ARGV[i + 2]
          if ARGV[i] == 'e' then
            local epoch = call('GET', B .. 'e:' .. name)
            if not epoch or v > epoch then raise(name, v) end
          elseif sub(v, 1, 1) == 'L' then live(name, v) else ended(name, v) end
        end
        return 1
        """
}
