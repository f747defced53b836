package io.decisionos.gateway.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.config.Section;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * How Redis is reached.
 *
 * @param topology where it is; user and password stand in it, so they are never shown
 * @param authority the file with the certificates to trust, in PEM; without one those that the JVM
 *     trusts
 * @param timeout how long a call may take before the connection counts as lost
 * @param longestPause between attempts to connect
 * @param replicas how many must have a write before it counts as done
 */
public record RedisSettings(
    RedisTopology topology,
    Optional<Path> authority,
    Duration timeout,
    Duration longestPause,
    int replicas) {
  private static final Pattern ANY = Pattern.compile(".*");
  private static final String DEFAULT_URL = "redis://127.0.0.1:6379";
  private static final long MOST_REPLICAS = 16;
  private static final long MOST_MILLIS = 60_000;
  private static final int MOST_URL_BYTES = 64 * 1024;
  private static final int MOST_AUTHORITY_BYTES = 4 * 1024 * 1024;
  private static final String URLS = "redis_url";
  private static final String FILE_OF_URLS = "redis_url_file";
  private static final String AUTHORITY = "redis_ca_file";

  static RedisSettings read(Section storage) {
    return new RedisSettings(
        topology(storage),
        authority(storage),
        Duration.ofMillis(storage.integer("redis_timeout_ms", 1, MOST_MILLIS).orElse(500L)),
        Duration.ofMillis(storage.integer("redis_retry_ms", 1, MOST_MILLIS).orElse(1000L)),
        storage.integer("redis_wait", 0, MOST_REPLICAS).orElse(0L).intValue());
  }

  private static RedisTopology topology(Section storage) {
    Optional<String> given = storage.text(URLS);
    Optional<String> file =
        storage.text(FILE_OF_URLS, ANY, "a path").filter(text -> !text.isEmpty());
    Optional<RedisTopology> read =
        file.isEmpty()
            ? RedisTopologyText.read(
                given.orElse(DEFAULT_URL),
                found -> storage.refuse(URLS, found, RedisTopologyText.FORM))
            : contents(storage, file.get())
                .flatMap(text -> RedisTopologyText.read(text, inFile(storage, file.get())));
    // What was refused is not used; the section has its fault.
    return read.orElseGet(() -> RedisTopologyText.read(DEFAULT_URL, found -> {}).orElseThrow());
  }

  private static Consumer<String> inFile(Section storage, String file) {
    return found -> storage.refuseIn(file, FILE_OF_URLS, found, RedisTopologyText.FORM);
  }

  private static Optional<Path> authority(Section storage) {
    return storage
        .text(AUTHORITY, ANY, "a path")
        .filter(text -> !text.isEmpty())
        .filter(file -> isAuthority(storage, file))
        .map(Path::of);
  }

  private static boolean isAuthority(Section storage, String file) {
    Optional<byte[]> content = bytes(file, MOST_AUTHORITY_BYTES);
    if (content.isEmpty()) {
      storage.refuse(AUTHORITY, file, "a file of at most 4 MiB that can be read");
      return false;
    }
    try {
      var certificates = CertificateFactory.getInstance("X.509");
      if (!certificates.generateCertificates(new ByteArrayInputStream(content.get())).isEmpty()) {
        return true;
      }
    } catch (CertificateException e) {
      storage.refuse(AUTHORITY, file + ", which is no certificate", "certificates in PEM");
      return false;
    }
    storage.refuse(AUTHORITY, file + ", which holds no certificate", "certificates in PEM");
    return false;
  }

  private static Optional<String> contents(Section storage, String file) {
    try {
      byte[] content =
          bytes(file, MOST_URL_BYTES).orElseThrow(() -> new IOException("cannot be read"));
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString().strip());
    } catch (IOException e) {
      storage.refuse(FILE_OF_URLS, file, "a file of at most 64 KiB in UTF-8 that can be read");
      return Optional.empty();
    }
  }

  /** What the file holds; nothing if it cannot be read, and never more than a bound. */
  private static Optional<byte[]> bytes(String file, int most) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] content = in.readNBytes(most + 1);
      return Optional.of(content).filter(bytes -> bytes.length <= most);
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "RedisSettings[" + topology + "]";
  }
}
