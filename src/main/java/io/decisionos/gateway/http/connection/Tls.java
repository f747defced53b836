package io.decisionos.gateway.http.connection;

import io.decisionos.gateway.config.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether what callers send is encrypted on its way.
 *
 * @param certificate a PEM file with the chain; empty if we do not encrypt ourselves
 * @param key a PEM file with the private key
 */
public record Tls(Mode mode, Path certificate, Path key) {
  private static final Pattern ANY = Pattern.compile(".*");
  private static final Path NOWHERE = Path.of("");

  /** Nobody encrypts, which is for loopback alone. */
  public static final Tls NONE = new Tls(Mode.OFF, NOWHERE, NOWHERE);

  /** Who encrypts. */
  public enum Mode {
    OFF,
    ON,
    /** A proxy in front of us does. */
    TERMINATED_UPSTREAM
  }

  /** Reads {@code tls}, {@code tls_cert_file} and {@code tls_key_file} of a listener. */
  public static Tls read(Section listener) {
    var modes =
        Map.of("off", Mode.OFF, "on", Mode.ON, "terminated-upstream", Mode.TERMINATED_UPSTREAM);
    Mode mode = listener.oneOf("tls", modes).orElse(Mode.OFF);
    return new Tls(
        mode,
        file(listener, "tls_cert_file", mode == Mode.ON),
        file(listener, "tls_key_file", mode == Mode.ON));
  }

  private static Path file(Section listener, String key, boolean needed) {
    Path file = listener.text(key, ANY, "a path").map(Path::of).orElse(NOWHERE);
    if (needed && !(Files.isRegularFile(file) && Files.isReadable(file))) {
      listener.refuse(key, '"' + file.toString() + '"', "a file that can be read, as tls is on");
    }
    return file;
  }

  /** Whether callers reach us by https. */
  public boolean isSecure() {
    return mode != Mode.OFF;
  }
}
