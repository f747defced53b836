package io.decisionos.gateway.storage.redis;

/** A connection, and what the Redis at its other end says of itself. */
record RedisContact(RedisWire wire, RedisInfo info) {}
