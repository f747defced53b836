package io.decisionos.gateway.http.connection;

import io.decisionos.gateway.text.Cause;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.shareddata.LocalMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the files of a listener's certificate, as certificates are renewed more often than
 * gateways are restarted. A version that cannot be used changes nothing. Confined to the listener's
 * context.
 */
public final class Certificates {
  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
  private static final long LOOK_MS = TimeUnit.SECONDS.toMillis(2);

  private final Vertx vertx;
  private final Tls tls;
  private final LocalMap<String, Boolean> unreadable;
  private Pair inForce;
  private Pair refused;

  public Certificates(Vertx vertx, Tls tls) {
    this.vertx = vertx;
    this.tls = tls;
    this.unreadable = vertx.sharedData().getLocalMap("tls.unreadable");
  }

  /** The contents of both files. */
  private record Pair(Buffer certificate, Buffer key) {
    PemKeyCertOptions options() {
      return new PemKeyCertOptions().addCertValue(certificate).addKeyValue(key);
    }
  }

  /** Completes with what the server begins with. */
  public Future<PemKeyCertOptions> first() {
    return read()
        .map(
            pair -> {
              inForce = pair;
              return pair.options();
            });
  }

  private Future<Pair> read() {
    return vertx
        .fileSystem()
        .readFile(tls.certificate().toString())
        .compose(
            certificate ->
                vertx
                    .fileSystem()
                    .readFile(tls.key().toString())
                    .map(key -> new Pair(certificate, key)));
  }

  /** Looks at the files from time to time, for as long as the server lives. */
  public void follow(HttpServer server) {
    vertx.setPeriodic(
        LOOK_MS, id -> read().onComplete(found -> look(server, found), this::cannotRead));
  }

  private void look(HttpServer server, Pair found) {
    if (unreadable.remove(tls.toString()) != null) {
      LOG.info("certificate={} and its key can be read again", tls.certificate());
    }
    turn(server, found);
  }

  private void cannotRead(Throwable cause) {
    // Every event loop looks, and one of them says so.
    if (unreadable.putIfAbsent(tls.toString(), true) == null) {
      LOG.warn(
          "certificate={} or its key cannot be read, the last good one stays in force: {}",
          tls.certificate(),
          Cause.words(cause));
    }
  }

  private void turn(HttpServer server, Pair found) {
    if (found.equals(inForce) || found.equals(refused)) {
      return;
    }
    server
        .updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(found.options()))
        .onSuccess(
            done -> {
              inForce = found;
              LOG.info("certificate={} is in force", tls.certificate());
            })
        .onFailure(
            cause -> {
              // The other file may be on its way.
              refused = found;
              LOG.warn(
                  "certificate={} cannot be used, the last good one stays in force: {}",
                  tls.certificate(),
                  Cause.words(cause));
            });
  }
}
