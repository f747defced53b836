package io.decisionos.gateway.app;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deployed verticles, as a stack: what started last stops first. Thread-safe. */
final class Parts {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Vertx vertx;
  private final Deque<Part> started = new ArrayDeque<>();

  private record Part(String name, String deployment) {}

  Parts(Vertx vertx) {
    this.vertx = vertx;
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

  /** Stops every part in turn; one that fails does not keep the others up. Safe to call twice. */
  Future<Void> stop() {
    Future<Void> stopped = Future.succeededFuture();
    for (Part part : takeAll()) {
      stopped = stopped.compose(v -> stop(part));
    }
    return stopped;
  }

  private Future<Void> stop(Part part) {
    return vertx
        .undeploy(part.deployment())
        .otherwise(
            cause -> {
              LOG.warn("stopping failed part={}", part.name(), cause);
              return null;
            });
  }
}
