package io.decisionos.gateway.load.scenario;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where load may go: to this machine and nowhere else. */
public final class Target {

  /** What a target has to look like, for messages. */
  public static final String EXPECTED =
      "http://HOST:PORT with a loopback host (127.0.0.1, localhost or [::1])";

  static final URI NONE = URI.create("http:none");

  private static final Pattern LOOPBACK =
      Pattern.compile("http://(localhost|127(\\.\\d{1,3}){3}|\\[::1]):(\\d{1,5})/?");

  private Target() {}

  /** The target that {@code text} names, if it is one that may be loaded. */
  public static Optional<URI> parse(String text) {
    var match = LOOPBACK.matcher(text);
    if (!match.matches() || Integer.parseInt(match.group(3)) > 65_535) {
      return Optional.empty();
    }
    return Optional.of(URI.create(text));
  }
}
