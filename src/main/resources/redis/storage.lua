-- What the gateway asks of Redis, as one script: all that arrives in one turn of an event loop is
-- one call, so it is one round trip, and when the script is not known nothing of it has happened.
-- ARGV holds where tenants are noted, then the operations in turn: name, number of arguments,
-- arguments. KEYS holds one key of each. On a cluster all keys of one call are in one slot: a
-- tenant is named with braces, and so are its keys. No operation visits more than so many keys,
-- whatever is stored: what has more to do says so and is asked again. No key has a time to live:
-- expiry frees names, bytes and keys together, and no volatile-* policy can evict them. Times are
-- milliseconds since the epoch, of the gateway's clock.

local tenants = ARGV[1]

local function family(name, tenant)
  return {
    tenant = tenant,
    entry = 'dos:' .. name .. ':' .. tenant .. ':',
    names = 'dos:' .. name .. 'names:' .. tenant,
    due = 'dos:' .. name .. 'due:' .. tenant,
    bytes = 'dos:' .. name .. 'bytes:' .. tenant,
  }
end

-- What an entry and a nonce take of Redis's memory, indexes included, as measured; rather too much.
local function entry_cost(name, body)
  return math.ceil(780 + 3.1 * name + 1.25 * body)
end

local function nonce_cost(nonce)
  return math.ceil(280 + 2.25 * nonce)
end

-- A count that may have begun after what it counts, and is never below nothing.
local function count(key, by)
  if redis.call('INCRBY', key, by) < 0 then
    redis.call('SET', key, '0')
  end
end

local function number(key)
  return tonumber(redis.call('GET', key) or '0')
end

-- The bytes of names, bodies and nonces that a tenant holds.
local function held(tenant)
  return number('dos:etagbytes:' .. tenant) + number('dos:idembytes:' .. tenant)
    + number('dos:oncebytes:' .. tenant) + number('dos:replaybytes:' .. tenant)
end

-- Why a tenant may not take so many bytes more; an empty bound is none.
local function objection(tenant, bytes, cost, allowance, share)
  if allowance ~= '' and held(tenant) + bytes > tonumber(allowance) then
    return {'TENANT_FULL'}
  elseif share ~= '' and number('dos:held:' .. tenant) + cost > tonumber(share) then
    return {'TENANT_SHARE'}
  end
  return nil
end

-- What it costs that something is done once: its outcome, and the answer that is kept for repeats.
local function once_cost(once)
  return once == '' and 0 or entry_cost(#once, 64) + entry_cost(#once, 512)
end

-- Deletes first: at maxmemory Redis lets a script go on only after a command that frees.
local function drop(f, name)
  local body = redis.call('HSTRLEN', f.entry .. name, 'body')
  redis.call('DEL', f.entry .. name)
  redis.call('DECRBY', f.bytes, #name + body)
  redis.call('ZREM', f.names, name)
  redis.call('ZREM', f.due, name)
  count('dos:held:' .. f.tenant, -entry_cost(#name, body))
end

-- Drops what has expired, at most so many; tells whether there may be more.
local function sweep(f, now, most)
  local names = redis.call('ZRANGEBYSCORE', f.due, '-inf', now, 'LIMIT', 0, most)
  for _, name in ipairs(names) do
    drop(f, name)
  end
  return #names == most
end

-- The tag and expiry of an entry that has not expired.
local function live(f, name, now)
  local found = redis.call('HMGET', f.entry .. name, 'tag', 'expires')
  if found[1] and tonumber(found[2]) > tonumber(now) then
    return found[1], found[2]
  end
  return nil
end

local function lists(condition, tag)
  return condition == '*' or string.find(condition, '\n' .. tag .. '\n', 1, true)
end

-- RFC 9110 section 13.2.2. An empty condition was not sent; a list has a newline around each tag.
local function judge(tag, match, none)
  if match ~= '' and not tag then
    return 'MISSING'
  elseif match ~= '' and not lists(match, tag) then
    return 'NOMATCH'
  elseif none ~= '' and tag and lists(none, tag) then
    return 'EXISTS'
  end
  return 'PROCEED'
end

-- The length of a body that is there, expired or not.
local function length(f, name)
  if redis.call('EXISTS', f.entry .. name) == 0 then
    return nil
  end
  return redis.call('HSTRLEN', f.entry .. name, 'body')
end

-- What is stored fails at maxmemory before it has changed anything.
local function store(f, name, tag, expires, body)
  local before = length(f, name)
  redis.call('HSET', f.entry .. name, 'tag', tag, 'expires', expires, 'body', body)
  redis.call('ZADD', f.names, 0, name)
  redis.call('ZADD', f.due, expires, name)
  redis.call('INCRBY', f.bytes, before and #body - before or #name + #body)
  count('dos:held:' .. f.tenant,
    entry_cost(#name, #body) - (before and entry_cost(#name, before) or 0))
  redis.call('SADD', tenants, f.tenant)
end

-- What has a name is done once: its outcome is stored in the same step and answered again to who
-- comes again with the name. A refusal is not remembered.
local function done(tenant, once, now)
  local outcome = once ~= '' and live(family('once', tenant), once, now)
  if not outcome then
    return nil
  end
  local answer = {}
  for word in string.gmatch(outcome, '[^\n]+') do
    answer[#answer + 1] = word
  end
  return answer
end

local function note(tenant, once, expires, answer)
  if once ~= '' then
    store(family('once', tenant), once, table.concat(answer, '\n'), expires, '')
  end
  return answer
end

local ops = {}

function ops.put(kind, tenant, name, now, match, none, once, till, tag, expires, allowance, share,
    body)
  local again = done(tenant, once, now)
  if again then
    return again
  end
  local f = family(kind, tenant)
  sweep(f, now, 4)
  local current = live(f, name, now)
  local verdict = judge(current, match, none)
  if verdict ~= 'PROCEED' then
    return {verdict}
  end
  local before = length(f, name)
  local bytes = before and #body - before or #name + #body
  if bytes > 0 then
    local cost = entry_cost(#name, #body) - (before and entry_cost(#name, before) or 0)
    local refused = objection(tenant, bytes, cost + once_cost(once), allowance, share)
    if refused then
      return refused
    end
  end
  store(f, name, tag, expires, body)
  return note(tenant, once, till, {'STORED', current and 0 or 1, tag})
end

function ops.get(kind, tenant, name, now)
  local f = family(kind, tenant)
  local tag, expires = live(f, name, now)
  if not tag then
    return {'NONE'}
  end
  return {'ENTRY', tag, expires, redis.call('HGET', f.entry .. name, 'body')}
end

-- Takes the name of an answer for one who begins, unless there is an answer, or another one has begun
-- and neither ended nor been gone for too long.
function ops.claim(kind, tenant, name, now, key, claim, lasts)
  local kept = ops.get(kind, tenant, name, now)
  if kept[1] ~= 'NONE' then
    return kept
  end
  local holder = redis.call('GET', key)
  if holder and holder ~= claim then
    return {'BUSY'}
  end
  redis.call('SET', key, claim, 'PX', lasts)
  return {'FREE'}
end

function ops.release(key, claim)
  if redis.call('GET', key) == claim then
    redis.call('DEL', key)
  end
  return {'RELEASED'}
end

function ops.delete(kind, tenant, name, now, match, none, once, till)
  local again = done(tenant, once, now)
  if again then
    return again
  end
  local f = family(kind, tenant)
  local current = live(f, name, now)
  local verdict = judge(current, match, none)
  if verdict ~= 'PROCEED' then
    return {verdict}
  elseif not current then
    return {'NONE'}
  end
  drop(f, name)
  return note(tenant, once, till, {'DELETED'})
end

-- A part of the names behind one: the last that was looked at, empty where that was all of them, and
-- those that live.
function ops.list(kind, tenant, now, prefix, after, wanted)
  local f = family(kind, tenant)
  local from = after ~= '' and '(' .. after or prefix ~= '' and '[' .. prefix or '-'
  local part, most = {'PART', ''}, math.max(tonumber(wanted), 200)
  local names = redis.call('ZRANGEBYLEX', f.names, from, '+', 'LIMIT', 0, most)
  for _, name in ipairs(names) do
    if string.sub(name, 1, #prefix) ~= prefix then
      return part
    end
    local tag, expires = live(f, name, now)
    if tag then
      part[#part + 1] = name
      part[#part + 1] = tag
      part[#part + 1] = expires
    end
  end
  part[2] = #names == most and names[most] or ''
  return part
end

function ops.usage(kind, tenant, now)
  local f = family(kind, tenant)
  sweep(f, now, 20)
  return {'USAGE', redis.call('ZCARD', f.names), held(tenant)}
end

function ops.sweep(kind, tenant, now)
  return {'SWEPT', sweep(family(kind, tenant), now, 200) and 1 or 0}
end

-- The guard's clock is the latest that it ever was for the tenant, by what it allowed or forgot.
local function clock(tenant, now)
  local reached = redis.call('GET', 'dos:replayclock:' .. tenant)
  return math.max(tonumber(now), tonumber(reached or now))
end

local function remember(tenant, at)
  redis.call('SET', 'dos:replayclock:' .. tenant, string.format('%.0f', at))
end

-- The key of a nonce; those of signed requests begin with a blank, which no other has.
local function place(tenant, nonce)
  if string.sub(nonce, 1, 1) == ' ' then
    return 'dos:signed:' .. tenant .. ':' .. string.sub(nonce, 2)
  end
  return 'dos:replay:' .. tenant .. ':' .. nonce
end

-- Forgets nonces that need not be kept, at most so many; tells whether there may be more.
local function forget(tenant, at, most)
  local due = 'dos:replaydue:' .. tenant
  local past = '(' .. string.format('%.0f', at)
  local nonces = redis.call('ZRANGEBYSCORE', due, '-inf', past, 'LIMIT', 0, most)
  for _, nonce in ipairs(nonces) do
    redis.call('DEL', place(tenant, nonce))
    redis.call('ZREM', due, nonce)
    count('dos:replaybytes:' .. tenant, -#nonce)
    count('dos:held:' .. tenant, -nonce_cost(#nonce))
  end
  if #nonces > 0 then
    remember(tenant, at)
  end
  return #nonces == most
end

function ops.admit(tenant, nonce, now, timestamp, skew, retention, once, remembered, allowance, share)
  local at, made = clock(tenant, now), tonumber(timestamp)
  local again = done(tenant, once, at)
  if again then
    return again
  end
  if math.abs(made - at) > tonumber(skew) then
    return {'REJECT_CLOCKSKEW'}
  end
  forget(tenant, at, 8)
  local key = place(tenant, nonce)
  local kept = redis.call('GET', key)
  if kept and tonumber(kept) >= at then
    return {'REJECT_EXIST'}
  end
  local cost = nonce_cost(#nonce)
  local refused = objection(tenant, #nonce, cost + once_cost(once), allowance, share)
  if refused then
    return refused
  end
  remember(tenant, at)
  local last = string.format('%.0f', math.max(at, made) + tonumber(retention))
  redis.call('SET', key, last)
  redis.call('ZADD', 'dos:replaydue:' .. tenant, last, nonce)
  if not kept then
    count('dos:replaybytes:' .. tenant, #nonce)
    count('dos:held:' .. tenant, cost)
  end
  redis.call('SADD', tenants, tenant)
  local till = string.format('%.0f', at + tonumber(remembered))
  return note(tenant, once, till, {'ALLOW'})
end

-- With the last of what a tenant held its counts begin anew.
local function settle(tenant)
  for _, name in ipairs({'etag', 'idem', 'once', 'replay'}) do
    if redis.call('ZCARD', 'dos:' .. name .. 'due:' .. tenant) > 0 then
      return
    end
  end
  redis.call('DEL', 'dos:held:' .. tenant, 'dos:replaybytes:' .. tenant)
end

function ops.forget(tenant, now)
  local more = forget(tenant, clock(tenant, now), 200)
  settle(tenant)
  return {'SWEPT', more and 1 or 0}
end

-- A write that changes nothing for anybody, to hear whether writes are taken.
function ops.probe(key)
  redis.call('SET', key, '1')
  return {'TAKEN'}
end

-- Redis's own clock, as those of gateways differ.
local function time()
  local now = redis.call('TIME')
  return now[1] * 1000 + math.floor(now[2] / 1000)
end

-- A gateway shows itself, or leaves, and sees who else was there not long ago: name, time and what it
-- says of itself. All are in one hash, which is gone some time after the last of them.
function ops.beat(key, instance, document, forgotten, most)
  local now, others = time(), 0
  local answer = {'ROLL', string.format('%.0f', now)}
  local all = redis.call('HGETALL', key)
  for i = 1, #all, 2 do
    local seen, told = string.match(all[i + 1], '^(%d+) (.*)$')
    if not seen or now - seen > tonumber(forgotten) then
      redis.call('HDEL', key, all[i])
    elseif all[i] ~= instance then
      others = others + 1
      answer[#answer + 1] = all[i]
      answer[#answer + 1] = seen
      answer[#answer + 1] = told
    end
  end
  if document == '' then
    redis.call('HDEL', key, instance)
  elseif others >= tonumber(most) then
    answer[1] = 'FULL'
  else
    redis.call('HSET', key, instance, string.format('%.0f %s', now, document))
    redis.call('PEXPIRE', key, 10 * forgotten)
  end
  return answer
end

-- A gateway asks for a part of a tenant's rate in the place of the one that it has, and gets what the
-- others have left of it; to want nothing where nothing is asked for gives it up. The answer names the
-- parts of the others and what comes in there. A part ends by itself.
function ops.lease(key, instance, whole, want, demand, lasts)
  local now, taken = time(), 0
  local answer = {'LEASED', 0}
  local all = redis.call('HGETALL', key)
  for i = 1, #all, 2 do
    local part, asked, till = string.match(all[i + 1], '^(%d+) (%d+) (%d+)$')
    if not till or tonumber(till) <= now then
      redis.call('HDEL', key, all[i])
    elseif all[i] ~= instance then
      taken = taken + part
      answer[#answer + 1] = all[i]
      answer[#answer + 1] = part
      answer[#answer + 1] = asked
    end
  end
  answer[2] = math.max(0, math.min(tonumber(want), whole - taken))
  if want == '0' and demand == '0' then
    redis.call('HDEL', key, instance)
  else
    local till = string.format('%.0f', now + lasts)
    redis.call('HSET', key, instance, answer[2] .. ' ' .. demand .. ' ' .. till)
    redis.call('PEXPIRE', key, 10 * lasts)
  end
  return answer
end

local function users(tenant)
  return {
    order = 'dos:users:' .. tenant,
    days = 'dos:userdays:' .. tenant,
    due = 'dos:userdue:' .. tenant,
    change = 'dos:userchange:' .. tenant,
    epoch = 'dos:userepoch:' .. tenant,
  }
end

local function forget_user(u, name)
  redis.call('ZREM', u.order, name)
  redis.call('ZREM', u.due, name)
  redis.call('HDEL', u.days, name)
end

-- Notes who was seen of a tenant's users, name, first and last day of each, and tells whom any
-- gateway has noted after a change: the epoch, which is another one when somebody was forgotten, the
-- change up to which that is all, whether there is more, and the same three of each.
function ops.users(tenant, after, oldest, most, ...)
  local u, noted = users(tenant), {...}
  for _, name in ipairs(redis.call('ZRANGEBYSCORE', u.due, '-inf', '(' .. oldest, 'LIMIT', 0, 100)) do
    forget_user(u, name)
  end
  for i = 1, #noted, 3 do
    local name, first, last = noted[i], noted[i + 1], noted[i + 2]
    local kept = redis.call('HGET', u.days, name)
    if kept then
      local from, to = string.match(kept, '^(%-?%d+) (%-?%d+)$')
      first, last = math.min(first, from), math.max(last, to)
    end
    local days = string.format('%d %d', first, last)
    if days ~= kept then
      redis.call('HSET', u.days, name, days)
      redis.call('ZADD', u.due, last, name)
      redis.call('ZADD', u.order, redis.call('INCRBY', u.change, 1), name)
    end
  end
  local found = redis.call('ZRANGEBYSCORE', u.order, '(' .. after, '+inf', 'WITHSCORES',
    'LIMIT', 0, most)
  local answer = {'USERS', redis.call('GET', u.epoch) or '0', after, #found == 2 * most and 1 or 0}
  for i = 1, #found, 2 do
    local first, last = string.match(redis.call('HGET', u.days, found[i]), '^(%-?%d+) (%-?%d+)$')
    answer[3] = found[i + 1]
    answer[#answer + 1] = found[i]
    answer[#answer + 1] = first
    answer[#answer + 1] = last
  end
  return answer
end

-- Forgets one user of a tenant, or all of them where none is named; every gateway then asks for all
-- that are left.
function ops.unseat(tenant, name)
  local u = users(tenant)
  if name == '' then
    redis.call('DEL', u.order, u.days, u.due)
  else
    forget_user(u, name)
  end
  return {'FORGOTTEN', redis.call('INCRBY', u.epoch, 1)}
end

-- A gateway shows what it has counted, nothing where it only looks, and sees what the others have. What
-- was shown at a place is gone some time after the last of it.
function ops.sheet(key, gateway, sheet, lasts, most)
  local answer, known, all = {'SHEETS'}, false, redis.call('HGETALL', key)
  for i = 1, #all, 2 do
    if all[i] == gateway then
      known = true
    else
      answer[#answer + 1] = all[i]
      answer[#answer + 1] = all[i + 1]
    end
  end
  if sheet ~= '' and (known or #all < 2 * most) then
    redis.call('HSET', key, gateway, sheet)
    redis.call('PEXPIRE', key, lasts)
  end
  return answer
end

local function board(name)
  local key = 'dos:{' .. name .. '}:'
  return {
    seat = key .. 'seat',
    notes = key .. 'notes',
    order = key .. 'order',
    gone = key .. 'gone',
    here = key .. 'here',
    last = key .. 'last',
  }
end

-- Takes the seat, keeps it or gives it up; tells who has it then. Its token rises whenever another one
-- takes it, also where Redis has forgotten the last one: it is never below the time.
local function sit(b, instance, name, lasts, now)
  local seat = redis.call('HMGET', b.seat, 'instance', 'name', 'token', 'till', 'born')
  local free = not seat[4] or tonumber(seat[4]) <= now
  if not seat[5] then
    seat[5] = string.format('%.0f', now)
    redis.call('HSET', b.seat, 'born', seat[5])
  end
  if seat[1] == instance and lasts == '0' then
    redis.call('HSET', b.seat, 'till', '0')
    free = true
  elseif lasts ~= '0' and (free or seat[1] == instance) then
    if seat[1] ~= instance then
      seat[3] = string.format('%.0f', math.max(now, tonumber(seat[3] or '0') + 1))
    end
    seat[1], seat[2], seat[4], free = instance, name, now + lasts, false
    redis.call('HSET', b.seat, 'instance', instance, 'name', name, 'token', seat[3],
      'till', string.format('%.0f', seat[4]))
  end
  if free then
    return {'', '', seat[3] or '0', '0', seat[5]}
  end
  return {seat[1], seat[2], seat[3], string.format('%.0f', seat[4] - now), seat[5]}
end

-- Shows that a gateway is there; tells whether that is news, and who else is.
local function appear(b, instance, forgotten, now)
  local past = '(' .. string.format('%.0f', now - forgotten)
  for _, gone in ipairs(redis.call('ZRANGEBYSCORE', b.here, '-inf', past, 'LIMIT', 0, 64)) do
    redis.call('ZREM', b.here, gone)
  end
  local new = redis.call('ZADD', b.here, string.format('%.0f', now), instance)
  return new, redis.call('ZRANGEBYSCORE', b.here, '-inf', '+inf', 'LIMIT', 0, 64)
end

-- Writes notes; those of what is no more are kept for readers that have not heard of it, the last thousand.
-- A change has a number that no other has, also where Redis has forgotten some: never below the time.
local function write(b, notes, from, till, kept)
  local clock = redis.call('TIME')
  local change = math.max(clock[1] * 1000000 + clock[2], number(b.last) + 1)
  local room, refused = tonumber(kept) - redis.call('ZCARD', b.order), 0
  for i = from, till, 2 do
    local name, text = notes[i], notes[i + 1]
    if room > 0 or redis.call('HSTRLEN', b.notes, name) > 0 then
      change = change + 1
      local score = string.format('%.0f', change)
      room = room - redis.call('HSET', b.notes, name, text)
      redis.call('ZADD', b.order, score, name)
      if string.sub(text, 1, 1) == '-' then
        redis.call('ZADD', b.gone, score, name)
      else
        redis.call('ZREM', b.gone, name)
      end
    else
      refused = refused + 1
    end
  end
  redis.call('SET', b.last, string.format('%.0f', change))
  return refused
end

local function trim(b)
  if redis.call('ZCARD', b.gone) > 1000 then
    local old = redis.call('ZRANGEBYSCORE', b.gone, '-inf', '+inf', 'WITHSCORES', 'LIMIT', 0, 50)
    for i = 1, #old, 2 do
      redis.call('ZREM', b.gone, old[i])
      redis.call('ZREM', b.order, old[i])
      redis.call('HDEL', b.notes, old[i])
    end
    redis.call('HSET', b.seat, 'floor', old[#old])
  end
end

-- A gateway keeps or takes the seat, writes notes and hears of those after a change. What is sealed is
-- written only with the token of the seat, as it was before. The answer: who has the seat (instance,
-- name, token and for how long), when the board was made, whether the gateway is new, whether what is
-- sealed was written, how many notes found no place, whether the changes begin with the first and are
-- not all, the last of them, how many are there and who, and names and texts of the changes.
function ops.board(name, instance, label, lasts, token, after, most, kept, forgotten, sealed, ...)
  local b, now, notes = board(name), time(), {...}
  local held = redis.call('HMGET', b.seat, 'instance', 'token')
  local fits = held[1] == instance and held[2] == token
  local seat = sit(b, instance, label, lasts, now)
  local new, here = appear(b, instance, forgotten, now)
  local refused = 0
  if #notes > 0 then
    refused = write(b, notes, fits and 1 or 2 * sealed + 1, #notes, kept)
    trim(b)
  end
  local floor = tonumber(redis.call('HGET', b.seat, 'floor') or '0')
  local whole = after == '' or tonumber(after) < floor
  local found = redis.call('ZRANGEBYSCORE', b.order, whole and '-inf' or '(' .. after, '+inf',
    'WITHSCORES', 'LIMIT', 0, most)
  local more = #found == 2 * most
  local answer = {'BOARD', seat[1], seat[2], seat[3], seat[4], seat[5], new, fits and 1 or 0,
    refused, (whole and '1' or '0') .. (more and '1' or '0'),
    #found > 0 and found[#found] or (whole and '0' or after), #here, unpack(here)}
  for i = 1, #found, 2 do
    answer[#answer + 1] = found[i]
    answer[#answer + 1] = redis.call('HGET', b.notes, found[i])
  end
  return answer
end

-- Some of the tenants that ever stored something here, and where to go on.
function ops.tenants(cursor)
  local found = redis.call('SSCAN', tenants, cursor, 'COUNT', 100)
  local answer = {'TENANTS', found[1]}
  for _, tenant in ipairs(found[2]) do
    answer[#answer + 1] = tenant
  end
  return answer
end

local answers, at = {}, 2
while at <= #ARGV do
  local last = at + 1 + tonumber(ARGV[at + 1])
  local arguments = {unpack(ARGV, at + 2, last)}
  local ok, answer = pcall(ops[ARGV[at]], unpack(arguments))
  if not ok then
    answer = {'ERROR', type(answer) == 'table' and answer.err or tostring(answer)}
  end
  answers[#answers + 1] = answer
  at = last + 1
end
return answers
