package io.decisionos.gateway.storage.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The script and the name under which Redis knows it. Immutable. */
record RedisScript(String source, String sha) {
  /** All that the storage asks of Redis. */
  static final RedisScript STORAGE = load("/redis/storage.lua");

  private static RedisScript load(String resource) {
    try (InputStream in = RedisScript.class.getResourceAsStream(resource)) {
      byte[] source = in.readAllBytes();
      byte[] sha = MessageDigest.getInstance("SHA-1").digest(source);
      return new RedisScript(new String(source, UTF_8), HexFormat.of().formatHex(sha));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
