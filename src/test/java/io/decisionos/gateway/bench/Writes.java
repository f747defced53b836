package io.decisionos.gateway.bench;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What the connections of a {@link WriteLoop} send. */
interface Writes {
  /**
   * The next request of a connection, whole.
   *
   * @param head the head of the last answer that it had; empty before the first
   */
  String next(int connection, String head);

  /** Each connection compares and sets an entry of its own, with the tag of its last answer. */
  static Writes compareAndSet(int bodyBytes) {
    String body = '"' + "x".repeat(bodyBytes - 2) + '"';
    return (connection, head) ->
        request(
            "PUT /etags/bench-%d?tenant=acme-corp&ttl_ms=86400000".formatted(connection),
            head.isEmpty() ? "" : "If-Match: " + tag(head) + "\r\n",
            body);
  }

  private static String tag(String head) {
    String name = "\r\netag: ";
    int at = head.toLowerCase(Locale.ROOT).indexOf(name) + name.length();
    return head.substring(at, head.indexOf("\r\n", at));
  }

  /** Nonces that nobody claimed before. */
  static Writes freshNonces() {
    var count = new AtomicLong();
    return (connection, head) ->
        request(
            "POST /replay?tenant=acme-corp",
            "",
            "{\"nonce\":\"bench-%d\",\"timestamp_ms\":%d}"
                .formatted(count.incrementAndGet(), System.currentTimeMillis()));
  }

  private static String request(String line, String fields, String body) {
    return line
        + " HTTP/1.1\r\nHost: localhost\r\n"
        + fields
        + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body);
  }
}
