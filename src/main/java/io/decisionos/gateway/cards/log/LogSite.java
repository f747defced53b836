package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.disk.FileOpener;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/**
 * Where the logs live and what they lean on.
 *
 * @param data the gateway's data directory
 * @param home runs tasks one at a time, in order; the logs are called from it only
 * @param aside runs what takes long on another thread, and completes at home
 */
record LogSite(Path data, FileOpener disk, InstantSource clock, Executor home, Aside aside) {

  /** Runs work on another thread. */
  @FunctionalInterface
  interface Aside {
    <T> Future<T> run(Callable<T> work);
  }

  /** One folder for each tenant: the gateway's own segments, and files of others. */
  Path events() {
    return data.resolve("events");
  }

  /** What is made of the events, and can be made again. */
  Path counts() {
    return data.resolve("events-counts");
  }
}
