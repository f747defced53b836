package io.decisionos.gateway.app;

import io.decisionos.gateway.http.connection.AcceptGate;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.transport.Transport;

/** Vert.x with what this gateway needs of it, and no more. */
final class Engine {
  private static final int NAME_SECONDS = 1;

  private Engine() {}

  static Vertx withLoops(int count, AcceptGate gate) {
    // Nothing is served from files; the cache would need a writable temporary directory.
    var files =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    var options =
        new VertxOptions()
            .setEventLoopPoolSize(count)
            .setFileSystemOptions(files)
            .setAddressResolverOptions(names())
            // There is one class loader; setting it on every turn is work for nothing.
            .setDisableTCCL(true);
    return Vertx.builder().with(options).withTransport(gate.guard(transport())).build();
  }

  /** The system's own transport, or the JDK's if there is none. */
  private static Transport transport() {
    Transport own = Transport.nativeTransport();
    return own != null && own.available() ? own : Transport.NIO;
  }

  /** A service that comes back at another address is found there, whatever its name server says. */
  private static AddressResolverOptions names() {
    return new AddressResolverOptions()
        .setCacheMaxTimeToLive(NAME_SECONDS)
        .setHostsRefreshPeriod(NAME_SECONDS * 1000);
  }
}
