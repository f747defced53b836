package io.decisionos.gateway.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;

/** Vert.x with what this gateway needs of it, and no more. */
final class Engine {
  private static final int NAME_SECONDS = 1;

  private Engine() {}

  static Vertx withLoops(int count) {
    // Nothing is served from files; the cache would need a writable temporary directory.
    var files =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(count)
            .setFileSystemOptions(files)
            .setAddressResolverOptions(names())
            // Falls back to the JDK's transport where there is no native one.
            .setPreferNativeTransport(true)
            // There is one class loader; setting it on every turn is work for nothing.
            .setDisableTCCL(true));
  }

  /** A service that comes back at another address is found there, whatever its name server says. */
  private static AddressResolverOptions names() {
    return new AddressResolverOptions()
        .setCacheMaxTimeToLive(NAME_SECONDS)
        .setHostsRefreshPeriod(NAME_SECONDS * 1000);
  }
}
