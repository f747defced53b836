package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.scenario.Scenario.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;

/** Makes connections to the target. Confined to the run's event loop. */
final class Dialer {

  private final HttpClientAgent client;
  private final HttpConnectOptions options;

  Dialer(Vertx vertx, Wire wire) {
    var settings = new HttpClientOptions();
    settings.setTcpNoDelay(true);
    this.client = vertx.createHttpClient(settings);
    this.options =
        new HttpConnectOptions()
            .setHost(host(wire))
            .setPort(wire.target().getPort())
            .setConnectTimeout(wire.timeout().toMillis());
  }

  /** The host as a resolver wants it: an IPv6 address without its brackets. */
  private static String host(Wire wire) {
    return wire.target().getHost().replaceAll("[\\[\\]]", "");
  }

  /** A connection of its own for the caller, who closes it. */
  Future<HttpClientConnection> dial() {
    return client.connect(options);
  }

  Future<Void> close() {
    return client.close();
  }
}
