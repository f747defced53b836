package io.decisionos.gateway.otlp;

import io.decisionos.gateway.outbound.JsonPost;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Posts to the receiver. What it says is read and not kept. Confined to its verticle. */
final class OtlpPost {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int CONNECT_MS = 5000;

  private final HttpClient client;
  private final URI url;

  OtlpPost(Vertx vertx, URI url) {
    this.url = url;
    this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_MS));
  }

  /** What the receiver answered. */
  record Reply(int status, Optional<Duration> pause) {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    boolean isWell() {
      return status >= 200 && status < 300;
    }

    /** Whether the protocol wants the same to be sent once more. */
    boolean isForLater() {
      return status == 429 || status == 502 || status == 503 || status == 504;
    }

    static Reply of(HttpClientResponse response) {
      return new Reply(
          response.statusCode(),
          Optional.ofNullable(response.getHeader("Retry-After"))
              .filter(text -> text.matches("[0-9]{1,6}"))
              .map(text -> Duration.ofSeconds(Long.parseLong(text)))
              .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait));
    }
  }

  /** Completes with what came back; fails if nothing did. */
  Future<Reply> post(Map<String, String> headers, Buffer body) {
    return new JsonPost(client, url, headers)
        .send(body, PATIENCE, response -> response.end().map(v -> Reply.of(response)));
  }

  Future<Void> close() {
    return client.close();
  }
}
