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
 * @param shared whether the events are a topic's, of which this is a copy
 * @param home runs tasks one at a time, in order; the logs are called from it only
 * @param aside runs what takes long on another thread, and completes at home
 */
record LogSite(
    Path data, boolean shared, FileOpener disk, InstantSource clock, Executor home, Aside aside) {
  /** The folder with the copy of the topic. */
  static final String TOPIC = "events-topic";

  /** Runs work on another thread. */
  @FunctionalInterface
  interface Aside {
    <T> Future<T> run(Callable<T> work);
  }

  /** One folder for each tenant: files of others, and the gateway's own segments. */
  Path events() {
    return data.resolve("events");
  }

  /** One folder for each tenant with segments. */
  Path logs() {
    return shared ? data.resolve(TOPIC) : events();
  }

  /** Is held by the one gateway that uses the data directory. */
  Path held() {
    return data.resolve("events-counts");
  }

  /** What is made of the events, and can be made again. */
  Path counts() {
    return data.resolve(shared ? TOPIC + "-counts" : "events-counts");
  }
}
