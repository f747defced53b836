package io.decisionos.gateway.bus;

import io.decisionos.gateway.fault.Problem;

/** What comes back for an {@link Envelope}: a value, a problem, or the news that we have a bug. */
sealed interface Outcome {

  record Answered(Object answer) implements Outcome {}

  record Refused(Problem problem) implements Outcome {}

  /** The handler threw something unexpected; it is logged where that happened. */
  record Failed() implements Outcome {}
}
