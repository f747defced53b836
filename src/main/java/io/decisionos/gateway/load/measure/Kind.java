package io.decisionos.gateway.load.measure;

import java.util.Locale;

/** How a request ended. */
public enum Kind {
  /** Answered as expected. */
  OK,
  /** Turned away for now: 429 or 503, if that was not expected. */
  REJECTED,
  /** Answered with a status that is wrong. */
  STATUS,
  /** Answered with a right status and a wrong content. */
  CHECK,
  /** No connection could be made. */
  REFUSED,
  /** No answer in time, counted from the intended send time. */
  TIMEOUT,
  /** The connection was reset. */
  RESET,
  /** The connection was closed before the answer was whole. */
  CLOSED,
  /** What came was not HTTP. */
  GARBAGE,
  /** Never sent, because too many were waiting for a connection already. */
  OVERFLOW,
  /** Anything else. */
  OTHER;

  public boolean isError() {
    return this != OK && this != REJECTED;
  }

  /** Whether its latency is reported: a quick refusal would flatter and stays out. */
  public boolean isTimed() {
    return this == OK || this == TIMEOUT;
  }

  /** The name in reports. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
