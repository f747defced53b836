package io.decisionos.gateway.storage.redis;

/** The Redis is there and must not be used; the message says why. The gateway does not start. */
public final class UnsuitableRedisException extends RuntimeException {
  UnsuitableRedisException(String message) {
    super(message, null, false, false);
  }
}
