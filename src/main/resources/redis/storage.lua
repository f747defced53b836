-- What the gateway asks of Redis, as one script: all that arrives in one turn of an event loop is
-- one call, so it is one round trip, and when the script is not known nothing of it has happened.
-- ARGV holds the operations in turn: name, number of arguments, arguments. KEYS holds one key of
-- each. No operation visits more than so many keys, whatever is stored: what has more to do says so
-- and is asked again. No key has a time to live: expiry frees names, bytes and keys together, and no volatile-*
-- policy can evict them. Times are milliseconds since the epoch, of the gateway's clock.

local function family(name, tenant)
  return {
    entry = 'dos:' .. name .. ':' .. tenant .. ':',
    names = 'dos:' .. name .. 'names:' .. tenant,
    due = 'dos:' .. name .. 'due:' .. tenant,
    bytes = 'dos:' .. name .. 'bytes:' .. tenant,
  }
end

local function size(f, name)
  return redis.call('HSTRLEN', f.entry .. name, 'body') + #name
end

-- Deletes first: at maxmemory Redis lets a script go on only after a command that frees.
local function drop(f, name)
  local freed = size(f, name)
  redis.call('DEL', f.entry .. name)
  redis.call('DECRBY', f.bytes, freed)
  redis.call('ZREM', f.names, name)
  redis.call('ZREM', f.due, name)
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

-- What is stored fails at maxmemory before it has changed anything.
local function store(f, tenant, name, tag, expires, body)
  local before = redis.call('EXISTS', f.entry .. name) == 1 and size(f, name) or 0
  redis.call('HSET', f.entry .. name, 'tag', tag, 'expires', expires, 'body', body)
  redis.call('ZADD', f.names, 0, name)
  redis.call('ZADD', f.due, expires, name)
  redis.call('INCRBY', f.bytes, #name + #body - before)
  redis.call('SADD', 'dos:tenants', tenant)
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
    store(family('once', tenant), tenant, once, table.concat(answer, '\n'), expires, '')
  end
  return answer
end

local ops = {}

function ops.put(kind, tenant, name, now, match, none, once, till, tag, expires, allowance, body)
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
  local before = redis.call('EXISTS', f.entry .. name) == 1 and size(f, name) or 0
  local after = #name + #body
  local held = tonumber(redis.call('GET', f.bytes) or '0')
  if allowance ~= '' and after > before and held + after - before > tonumber(allowance) then
    return {'TENANT_FULL'}
  end
  store(f, tenant, name, tag, expires, body)
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
  return {'USAGE', redis.call('ZCARD', f.names), tonumber(redis.call('GET', f.bytes) or '0')}
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

-- Forgets nonces that need not be kept, at most so many; tells whether there may be more.
local function forget(tenant, at, most)
  local due = 'dos:replaydue:' .. tenant
  local past = '(' .. string.format('%.0f', at)
  local nonces = redis.call('ZRANGEBYSCORE', due, '-inf', past, 'LIMIT', 0, most)
  for _, nonce in ipairs(nonces) do
    redis.call('DEL', 'dos:replay:' .. tenant .. ':' .. nonce)
    redis.call('ZREM', due, nonce)
  end
  if #nonces > 0 then
    remember(tenant, at)
  end
  return #nonces == most
end

function ops.admit(tenant, nonce, now, timestamp, skew, retention, once, remembered)
  local at, made = clock(tenant, now), tonumber(timestamp)
  local again = done(tenant, once, at)
  if again then
    return again
  end
  if math.abs(made - at) > tonumber(skew) then
    return {'REJECT_CLOCKSKEW'}
  end
  forget(tenant, at, 8)
  local key = 'dos:replay:' .. tenant .. ':' .. nonce
  local kept = redis.call('GET', key)
  if kept and tonumber(kept) >= at then
    return {'REJECT_EXIST'}
  end
  remember(tenant, at)
  local last = string.format('%.0f', math.max(at, made) + tonumber(retention))
  redis.call('SET', key, last)
  redis.call('ZADD', 'dos:replaydue:' .. tenant, last, nonce)
  redis.call('SADD', 'dos:tenants', tenant)
  local till = string.format('%.0f', at + tonumber(remembered))
  return note(tenant, once, till, {'ALLOW'})
end

function ops.forget(tenant, now)
  return {'SWEPT', forget(tenant, clock(tenant, now), 200) and 1 or 0}
end

-- A write that changes nothing for anybody, to hear whether writes are taken.
function ops.probe(key)
  redis.call('SET', key, '1')
  return {'TAKEN'}
end

-- Some of the tenants that ever stored something here, and where to go on.
function ops.tenants(cursor)
  local found = redis.call('SSCAN', 'dos:tenants', cursor, 'COUNT', 100)
  local answer = {'TENANTS', found[1]}
  for _, tenant in ipairs(found[2]) do
    answer[#answer + 1] = tenant
  end
  return answer
end

local answers, at = {}, 1
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
