package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.scenario.Check;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.RequestOptions;
import java.util.function.IntPredicate;

/**
 * A request that is ready to be sent. Never changed once made, and so sent as often as wanted.
 *
 * @param request its template's place in the scenario
 * @param expects whether a status is a right answer
 * @param check what a right answer holds
 */
record Shot(int request, RequestOptions options, Buffer body, IntPredicate expects, Check check) {}
