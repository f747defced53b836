package io.decisionos.gateway.text;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses of the web, read in full, so that whoever takes one can ask it later. Pure. */
public final class WebAddress {
  /** What the address of a server looks like, for whoever has to mend one. */
  public static final String SERVER = "http://HOST:PORT or https://HOST, or empty";

  /** Likewise for programs that take names as Java does. */
  public static final String PLAIN_SERVER =
      "http://HOST:PORT or https://HOST with no underscore in the host, or empty";

  private static final int MOST_PORT = 65_535;

  private WebAddress() {}

  /**
   * The http or https address that a text is; empty if it is none, or has a user, a password or a
   * fragment.
   */
  public static Optional<URI> parse(String text) {
    try {
      // To Java's syntax a name with an underscore is none; compose files make such names.
      URI known = new URI(text.replace('_', '-'));
      boolean isWeb = "http".equals(known.getScheme()) || "https".equals(known.getScheme());
      boolean isPlain = known.getRawUserInfo() == null && known.getRawFragment() == null;
      boolean hasPort = known.getPort() > 0 && known.getPort() <= MOST_PORT;
      return isWeb && isPlain && known.getHost() != null && (hasPort || known.getPort() == -1)
          ? Optional.of(new URI(text))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Likewise the address of a server as a whole, with nothing behind it but a slash. */
  public static Optional<URI> server(String text) {
    return parse(text).filter(uri -> uri.getRawQuery() == null && uri.getRawPath().matches("/?"));
  }

  /** Likewise with a name that Java knows as one, for programs that know no others. */
  public static Optional<URI> plainServer(String text) {
    return server(text).filter(uri -> uri.getHost() != null);
  }
}
