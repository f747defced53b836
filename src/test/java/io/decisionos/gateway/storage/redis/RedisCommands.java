package io.decisionos.gateway.storage.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** Commands that a test sends to Redis behind the gateway's back, as an operator would. */
final class RedisCommands {
  private RedisCommands() {}

  /** Sends one inline command and hands back what came first. */
  static String run(RealRedis redis, String command) {
    return run(redis.port(), command);
  }

  /** Likewise to whoever speaks as Redis does at a port. */
  static String run(int port, String command) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
      byte[] answer = new byte[1 << 16];
      int length = socket.getInputStream().read(answer);
      return new String(answer, 0, Math.max(0, length), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
