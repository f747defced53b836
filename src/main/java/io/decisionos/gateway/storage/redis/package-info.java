/**
 * The storage in a Redis that several gateways may share. Each event loop has one connection, a
 * {@link io.decisionos.gateway.storage.redis.RedisLine}; what it is asked in one turn becomes one
 * call of one script, {@code redis/storage.lua}, where every decision is made. Start there.
 */
package io.decisionos.gateway.storage.redis;
