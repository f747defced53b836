package io.decisionos.gateway.app;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deployed verticles, as a stack: what started last stops first. Thread-safe. */
final class Parts {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
  // A listener waits up to ten seconds for its requests.
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(12);

  private final Vertx vertx;
  private final Duration patience;
  private final Deque<Part> started = new ArrayDeque<>();

  private record Part(String name, String deployment) {}

  Parts(Vertx vertx) {
    this(vertx, MOST_PATIENCE);
  }

  /**
   * No parts yet.
   *
   * @param patience how long one may take to stop
   */
  Parts(Vertx vertx, Duration patience) {
    this.vertx = vertx;
    this.patience = patience;
  }

  /** Starts one instance that may block, on a pool of its own, so that it starves nobody. */
  Future<Void> worker(String name, Deployable verticle) {
    var options =
        new DeploymentOptions()
            .setThreadingModel(ThreadingModel.WORKER)
            .setWorkerPoolName(name)
            .setWorkerPoolSize(1);
    return vertx.deployVerticle(verticle, options).map(id -> push(name, id));
  }

  /** Starts instances that never block, each on an event loop. */
  Future<Void> eventLoop(String name, Supplier<Deployable> verticle, int instances) {
    var options = new DeploymentOptions().setInstances(instances);
    return vertx.deployVerticle(verticle, options).map(id -> push(name, id));
  }

  private synchronized Void push(String name, String deployment) {
    started.push(new Part(name, deployment));
    return null;
  }

  private synchronized Deque<Part> takeAll() {
    var all = new ArrayDeque<>(started);
    started.clear();
    return all;
  }

  /**
   * Stops every part in turn; one that fails or hangs does not keep the others up. Safe to call
   * twice.
   *
   * @return fails with {@link NotStopped} after the last one, if any failed or hung
   */
  Future<Void> stop() {
    var left = new ArrayList<String>();
    Future<Void> stopped = Future.succeededFuture();
    for (Part part : takeAll()) {
      stopped = stopped.compose(v -> stop(part, left));
    }
    return stopped.compose(
        v ->
            left.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(new NotStopped(String.join(", ", left))));
  }

  private Future<Void> stop(Part part, List<String> left) {
    return vertx
        .undeploy(part.deployment())
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(
            cause -> {
              LOG.warn("stopping failed part={}", part.name(), cause);
              left.add(part.name());
              return null;
            });
  }

  /** Parts that were still up when their time was over, or failed to stop. */
  static final class NotStopped extends Exception {
    private static final long serialVersionUID = 1;

    NotStopped(String names) {
      super("these parts did not stop as they should: " + names);
    }
  }
}
