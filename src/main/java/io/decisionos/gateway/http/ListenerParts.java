package io.decisionos.gateway.http;

import io.decisionos.gateway.access.Access;
import io.decisionos.gateway.bus.Announcement;
import io.decisionos.gateway.http.connection.ConnectionTimes;
import io.decisionos.gateway.http.connection.Tls;
import io.vertx.core.Handler;

/**
 * What makes one listener differ from the other.
 *
 * @param name as metrics show it
 * @param key the section of {@code gateway.yaml}
 * @param opened hears the port when it is open
 * @param variesOnTenant whether answers depend on who calls
 */
public record ListenerParts(
    String name,
    String key,
    Bind bind,
    Handler<Integer> opened,
    boolean variesOnTenant,
    HttpSettings settings,
    Announcement<HttpSettings> settingsChanged,
    Instruments instruments,
    Access access) {

  /**
   * Where a listener listens.
   *
   * @param port 0 picks a free one
   * @param freePort what Vert.x takes for "a free port": 0 gives every instance one of its own, a
   *     negative number one to all that listen with that number. No two listeners may have the same
   *     negative number, or they would share a port and take each other's requests
   * @param times how long callers may take
   */
  public record Bind(String host, int port, int freePort, ConnectionTimes times, Tls tls) {
    int portForVertx() {
      return port == 0 ? freePort : port;
    }

    /** The host with a port, as addresses are written. */
    public String with(int openPort) {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + openPort;
    }
  }
}
