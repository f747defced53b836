package io.decisionos.gateway.storage;

import io.decisionos.gateway.config.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How Redis is reached.
 *
 * @param urls tried in turn until one answers; {@code rediss} for TLS; user and password stand in
 *     them, so they are never shown
 * @param authority the file with the certificates to trust, in PEM; without one those that the JVM
 *     trusts
 * @param timeout how long a call may take before the connection counts as lost
 * @param longestPause between attempts to connect
 */
public record RedisSettings(
    List<String> urls, Optional<Path> authority, Duration timeout, Duration longestPause) {
  private static final Pattern URL = Pattern.compile("(rediss?|unix)://.+");
  private static final Pattern ANY = Pattern.compile(".*");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final String DEFAULT_URL = "redis://127.0.0.1:6379";
  private static final long MOST_MILLIS = 60_000;

  public RedisSettings {
    urls = List.copyOf(urls);
  }

  static RedisSettings read(Section storage) {
    Optional<String> inFile =
        storage
            .text("redis_url_file", ANY, "a path")
            .filter(file -> !file.isEmpty())
            .map(file -> contents(storage, file));
    Optional<String> given = storage.text("redis_url");
    List<String> urls = COMMA.splitAsStream(inFile.or(() -> given).orElse(DEFAULT_URL)).toList();
    if (!urls.stream().allMatch(url -> URL.matcher(url).matches())) {
      // What was found may hold a password.
      storage.refuse("redis_url", "another text", "redis://, rediss:// or unix:// addresses");
    }
    return new RedisSettings(
        urls,
        authority(storage),
        Duration.ofMillis(storage.integer("redis_timeout_ms", 1, MOST_MILLIS).orElse(500L)),
        Duration.ofMillis(storage.integer("redis_retry_ms", 1, MOST_MILLIS).orElse(1000L)));
  }

  private static Optional<Path> authority(Section storage) {
    Optional<Path> file =
        storage.text("redis_ca_file", ANY, "a path").filter(text -> !text.isEmpty()).map(Path::of);
    file.filter(path -> !Files.isReadable(path))
        .ifPresent(
            path -> storage.refuse("redis_ca_file", path.toString(), "a file that can be read"));
    return file;
  }

  private static String contents(Section storage, String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      storage.refuse("redis_url_file", file, "a file that can be read");
      return DEFAULT_URL;
    }
  }

  @Override
  public String toString() {
    return "RedisSettings[urls=***]";
  }
}
