package io.decisionos.gateway.storage.redis;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One operation for the script.
 *
 * @param writes whether it may change something, so that its outcome is unknown when no answer
 *     comes
 * @param key one key that it touches
 */
record RedisCall(String operation, boolean writes, String key, List<Buffer> arguments) {

  static RedisCall read(String operation, String key, Object... arguments) {
    return new RedisCall(operation, false, key, buffers(arguments));
  }

  static RedisCall write(String operation, String key, Object... arguments) {
    return new RedisCall(operation, true, key, buffers(arguments));
  }

  /** The same with further arguments. */
  RedisCall and(Object... more) {
    List<Buffer> all = Stream.of(arguments, buffers(more)).flatMap(List::stream).toList();
    return new RedisCall(operation, writes, key, all);
  }

  private static List<Buffer> buffers(Object... arguments) {
    return Arrays.stream(arguments)
        .map(each -> each instanceof Buffer raw ? raw : Buffer.buffer(each.toString()))
        .toList();
  }
}
