package io.decisionos.gateway.ops;

import io.decisionos.gateway.text.Printable;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of one part of the gateway.
 *
 * @param cause why the part is not ok, for people
 * @param nextStep what an operator should do about it
 * @param details whatever else the part has to say
 */
public record Check(
    State state, Optional<String> cause, Optional<String> nextStep, JsonObject details) {

  public Check {
    // Causes quote files' names and what other programs say.
    cause = cause.map(Printable::of);
    nextStep = nextStep.map(Printable::of);
  }

  /** How well a part works, from best to worst. */
  public enum State {
    OK("ok"),
    DEGRADED("degraded"),
    FAILING("failing");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public static Check ok(JsonObject details) {
    return new Check(State.OK, Optional.empty(), Optional.empty(), details);
  }

  /** Something is wrong, and the gateway serves all the same. */
  public static Check degraded(String cause, String nextStep, JsonObject details) {
    return new Check(State.DEGRADED, Optional.of(cause), Optional.of(nextStep), details);
  }

  /** The gateway cannot serve. */
  public static Check failing(String cause, String nextStep) {
    return new Check(State.FAILING, Optional.of(cause), Optional.of(nextStep), new JsonObject());
  }

  /** The check as {@code /readyz} shows it; every check has a section of its own in docs. */
  JsonObject json(String name, Instant since) {
    var json =
        new JsonObject()
            .put("state", state.word())
            .put("since", since.toString())
            .put("docs", "docs/operations.md#check-" + name)
            // Always there, so that nobody has to ask first: null while all is well.
            .put("cause", cause.orElse(null))
            .put("next_step", nextStep.orElse(null));
    return json.mergeIn(details);
  }
}
