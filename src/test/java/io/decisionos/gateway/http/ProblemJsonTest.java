package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bytes of problems. */
final class ProblemJsonTest {
  private static JsonObject whole(Problem problem) {
    String code = problem.type().reasonCode();
    return new JsonObject()
        .put("type", "urn:decisionos:problem:" + code)
        .put("title", problem.type().title())
        .put("status", problem.type().status())
        .put("detail", problem.detail())
        .put("reason_code", code)
        .put("request_id", "r-1");
  }

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void aProblemIsOneObjectWhateverItsDetailSays(ProblemType type) {
    var problem = Problem.of(type, "a \"b\" \\ \n \u0001 </é \u2028 \ud83d\ude00 \ud83d");

    assertThat(ProblemJson.body(problem, "r-1")).isEqualTo(whole(problem).toBuffer());
  }

  @Test
  void furtherMembersComeLast() {
    var problem = Problem.of(ProblemType.AUTH_SCOPE, "d").with("line", 7).with("scope", "a\"b");
    JsonObject whole = whole(problem);
    problem.members().forEach(whole::put);

    assertThat(ProblemJson.body(problem, "r-1")).isEqualTo(whole.toBuffer());
  }
}
