package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a route makes of an endpoint that nobody hears from. */
final class RouteTest {
  @ParameterizedTest
  @CsvSource({
    "GET, OPS_ADMIN, WORKER_TIMEOUT",
    "POST, OPS_READ, WORKER_TIMEOUT",
    "POST, OPS_ADMIN, STORAGE_UNAVAILABLE",
    "DELETE, OPS_ADMIN, STORAGE_UNAVAILABLE",
    "PUT, STORE_WRITE, STORAGE_UNAVAILABLE",
  })
  void onlyReadsAreSaidToHaveChangedNothing(String method, Scope scope, ProblemType said) {
    Problem silence = Problem.of(ProblemType.WORKER_TIMEOUT, "late; nothing changed");
    var route =
        new Route(
            HttpMethod.valueOf(method),
            "/x",
            scope,
            BodyRule.NONE,
            false,
            call -> Future.failedFuture(silence.asException()));

    var heard = (ProblemException) route.answer(null).cause();

    assertThat(heard.problem().type()).isEqualTo(said);
    assertThat(heard.problem().members().get("outcome"))
        .isEqualTo(said == ProblemType.WORKER_TIMEOUT ? null : "unknown");
  }
}
