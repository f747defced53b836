package io.decisionos.gateway.console;

import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.text.Sha256;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file of the console, ready to be sent. Immutable. */
record Asset(String name, Answer answer) {
  private static final int TAG_DIGITS = 32;

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  /** Nothing is loaded from elsewhere, nothing runs but our files, and nobody frames the page. */
  private static final List<Map.Entry<String, String>> HEADERS =
      List.of(
          Map.entry(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                  + " img-src 'self' data:; base-uri 'none'; form-action 'self';"
                  + " frame-ancestors 'none'"),
          Map.entry("X-Content-Type-Options", "nosniff"),
          Map.entry("Referrer-Policy", "no-referrer"),
          Map.entry("Cross-Origin-Opener-Policy", "same-origin"),
          Map.entry("Cross-Origin-Resource-Policy", "same-origin"));

  /** Reads a file that the build has put beside the classes. */
  static Asset load(String name) {
    try (InputStream in = Asset.class.getResourceAsStream("/console/" + name)) {
      byte[] bytes = in.readAllBytes();
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      return new Asset(
          name, new Answer(200, type, Buffer.buffer(bytes), Optional.of(etag(bytes)), HEADERS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String etag(byte[] bytes) {
    return '"' + Sha256.hex(bytes).substring(0, TAG_DIGITS) + '"';
  }
}
