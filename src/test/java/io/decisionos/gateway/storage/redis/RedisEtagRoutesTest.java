package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.EtagRoutesContract;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of entries over HTTP, kept by a real Redis. */
final class RedisEtagRoutesTest extends EtagRoutesContract {
  @RegisterExtension private static final EmptyRedis REDIS = new EmptyRedis();

  @Override
  protected Map<String, String> variables() {
    return REDIS.variables();
  }
}
