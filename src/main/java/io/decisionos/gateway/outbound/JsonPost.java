package io.decisionos.gateway.outbound;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One JSON document on its way to somebody else's server. Redirects are not followed: what grants
 * access would go elsewhere. For one use, on one event loop.
 */
public final class JsonPost {
  private final HttpClient client;
  private final RequestOptions options;
  private final Promise<HttpClientRequest> opened = Promise.promise();

  /** A post that has not begun. */
  public JsonPost(HttpClient client, URI url, Map<String, String> headers) {
    this.client = client;
    this.options =
        new RequestOptions()
            .setAbsoluteURI(url.toString())
            .setMethod(HttpMethod.POST)
            .setFollowRedirects(false)
            .putHeader("Content-Type", "application/json")
            .putHeader("User-Agent", "decisionos-gateway");
    headers.forEach(options::putHeader);
  }

  /**
   * Sends the body and hears the answer, within a time whatever the server does.
   *
   * @param heard takes as much of the answer as it wants; nothing more is read after that
   */
  public <T> Future<T> send(
      Buffer body, Duration patience, Function<HttpClientResponse, Future<T>> heard) {
    return client
        .request(options)
        .onSuccess(opened::tryComplete)
        .compose(request -> request.send(body))
        .compose(heard)
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(cause -> abort());
  }

  /** Ends the connection, whatever is still to come. */
  public void abort() {
    opened.future().onSuccess(HttpClientRequest::reset);
  }

  /** Whether the server was reached; if not, nothing was sent. */
  public boolean wasConnected() {
    return opened.future().succeeded();
  }
}
