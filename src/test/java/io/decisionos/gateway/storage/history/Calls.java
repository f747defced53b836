package io.decisionos.gateway.storage.history;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** HTTP calls to a gateway that may be killed at any time and come back on another port. */
final class Calls {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private volatile int port;

  /** What came of a call. */
  enum Fate {
    ANSWERED,
    /** It was not done, and never will be. */
    NOT_DONE,
    UNKNOWN
  }

  /**
   * An answer, if there was one.
   *
   * @param status 0 without an answer
   */
  record Heard(Fate fate, int status, String body, Optional<String> tag) {
    private static final Heard NOTHING = new Heard(Fate.UNKNOWN, 0, "", Optional.empty());
    private static final Heard NOT_SENT = new Heard(Fate.NOT_DONE, 0, "", Optional.empty());
  }

  void port(int now) {
    port = now;
  }

  Heard send(String method, String target, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
            .timeout(PATIENCE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return heard(client.send(request.build(), BodyHandlers.ofString()));
    } catch (ConnectException e) {
      return Heard.NOT_SENT;
    } catch (IOException e) {
      return Heard.NOTHING;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Heard.NOTHING;
    }
  }

  private static Heard heard(HttpResponse<String> response) {
    int status = response.statusCode();
    Fate fate = Fate.ANSWERED;
    if (status >= 500) {
      boolean unknown = status == 500 || new JsonObject(response.body()).containsKey("outcome");
      fate = unknown ? Fate.UNKNOWN : Fate.NOT_DONE;
    }
    return new Heard(fate, status, response.body(), response.headers().firstValue("ETag"));
  }
}
