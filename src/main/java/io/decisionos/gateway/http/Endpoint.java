package io.decisionos.gateway.http;

import io.vertx.core.Future;

/**
 * What a route does. Runs on the event loop of the request; fails the future with a {@link
 * io.decisionos.gateway.fault.ProblemException} for every outcome that has a name.
 */
@FunctionalInterface
public interface Endpoint {
  Future<Answer> answer(Call call);
}
