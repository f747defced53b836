package io.decisionos.gateway.fault;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An outcome that we expect and have a name for. Everything in it may be read by the caller: no
 * other tenant's data, no path of the server, no stack trace.
 *
 * @param detail what happened and what to do about it, one or two sentences
 * @param members further members of the problem document (RFC 9457 section 3.2), such as {@code
 *     line} or {@code outcome}
 * @param retryAfter when trying again makes sense
 */
public record Problem(
    ProblemType type, String detail, Map<String, Object> members, Optional<Duration> retryAfter) {

  public Problem {
    members = Map.copyOf(members);
  }

  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, Map.of(), Optional.empty());
  }

  /** This problem with one extension member more. */
  public Problem with(String member, Object value) {
    var more = new HashMap<>(members);
    more.put(member, value);
    return new Problem(type, detail, more, retryAfter);
  }

  public Problem retryAfter(Duration delay) {
    return new Problem(type, detail, members, Optional.of(delay));
  }

  /** This problem as something to throw or to fail a future with. */
  public ProblemException asException() {
    return new ProblemException(this);
  }
}
