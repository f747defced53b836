package io.decisionos.gateway.storage.history;

import static io.decisionos.gateway.storage.history.Operation.Kind.CAS;
import static io.decisionos.gateway.storage.history.Operation.Kind.CREATE;
import static io.decisionos.gateway.storage.history.Operation.Kind.DELETE;
import static io.decisionos.gateway.storage.history.Operation.Kind.GET;
import static io.decisionos.gateway.storage.history.Operation.Kind.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.storage.history.Operation.Kind;
import io.decisionos.gateway.storage.history.Operation.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The checker must see what is wrong, or it proves nothing. */
final class LinearizabilityTest {

  @Test
  void whatHappenedInTurnHolds() {
    assertHolds(done(PUT, "a", 1, 2), cas("a", "b", Outcome.DONE, 3, 4), done(GET, "b", 5, 6));
  }

  @Test
  void aReadOfAnOldValueIsSeen() {
    assertFails(done(PUT, "a", 1, 2), done(PUT, "b", 3, 4), done(GET, "a", 5, 6));
  }

  @Test
  void aReadThatOverlapsAWriteMaySeeEither() {
    assertHolds(done(PUT, "a", 1, 2), done(PUT, "b", 3, 9), done(GET, "a", 4, 5));
    assertHolds(done(PUT, "a", 1, 2), done(PUT, "b", 3, 9), done(GET, "b", 4, 5));
  }

  @Test
  void readsThatGoBackAreSeen() {
    assertFails(
        done(PUT, "a", 1, 2), done(PUT, "b", 3, 9), done(GET, "b", 4, 5), done(GET, "a", 6, 7));
  }

  @Test
  void twoWinnersOfOneComparisonAreALostUpdate() {
    assertFails(
        done(PUT, "a", 1, 2), cas("a", "b", Outcome.DONE, 3, 6), cas("a", "c", Outcome.DONE, 4, 7));
  }

  @Test
  void aRefusalWithoutReasonIsSeen() {
    assertFails(done(PUT, "a", 1, 2), cas("a", "b", Outcome.REFUSED, 3, 4));
  }

  @Test
  void twoCreatorsAreSeen() {
    assertFails(done(CREATE, "a", 1, 4), done(CREATE, "b", 2, 5));
  }

  @Test
  void whatIsUnknownMayHaveHappenedLateOrNotAtAll() {
    Operation unknown = unknown(PUT, "b", 3);
    assertHolds(done(PUT, "a", 1, 2), unknown, done(GET, "a", 5, 6));
    assertHolds(done(PUT, "a", 1, 2), unknown, done(GET, "a", 5, 6), done(GET, "b", 7, 8));
    assertFails(done(PUT, "a", 1, 2), unknown, done(GET, "b", 5, 6), done(GET, "a", 7, 8));
  }

  @Test
  void aDeletedValueThatComesBackIsSeen() {
    assertFails(
        done(PUT, "a", 1, 2),
        new Operation(DELETE, Optional.empty(), Optional.empty(), Outcome.DONE, 3, 4),
        done(GET, "a", 5, 6));
  }

  @Test
  void aWriteThatWasLostIsSeen() {
    assertFails(
        done(PUT, "a", 1, 2),
        new Operation(GET, Optional.empty(), Optional.empty(), Outcome.DONE, 3, 4));
  }

  private static Operation done(Kind kind, String value, long called, long returned) {
    return new Operation(
        kind, Optional.empty(), Optional.of(value), Outcome.DONE, called, returned);
  }

  private static Operation cas(
      String expected, String value, Outcome outcome, long called, long returned) {
    return new Operation(CAS, Optional.of(expected), Optional.of(value), outcome, called, returned);
  }

  private static Operation unknown(Kind kind, String value, long called) {
    return new Operation(
        kind, Optional.empty(), Optional.of(value), Outcome.UNKNOWN, called, Operation.NEVER);
  }

  private static void assertHolds(Operation... history) {
    assertThat(Linearizability.holds(List.of(history))).isTrue();
  }

  private static void assertFails(Operation... history) {
    assertThat(Linearizability.holds(List.of(history))).isFalse();
  }
}
