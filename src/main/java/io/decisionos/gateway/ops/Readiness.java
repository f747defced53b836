package io.decisionos.gateway.ops;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every part and puts their answers together. Confined to the operators' verticle. */
public final class Readiness {
  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

  private final Bus bus;
  private static final String GATEWAY = "gateway";

  private final Lifecycle lifecycle;
  private final List<ReadinessCheck> checks;
  private final Clock clock;
  private final Standings standings = new Standings();
  private boolean seenUp;
  private Optional<Future<Report>> asked = Optional.empty();

  Readiness(Bus bus, Lifecycle lifecycle, List<ReadinessCheck> checks, Clock clock) {
    this.bus = bus;
    this.lifecycle = lifecycle;
    this.checks = checks;
    this.clock = clock;
  }

  /**
   * What all parts said.
   *
   * @param state the worst of theirs
   * @param since when each part got into its state
   */
  public record Report(Check.State state, Map<String, Check> checks, Map<String, Instant> since) {

    /** Whether requests should be sent here. */
    public boolean isReady() {
      return state != Check.State.FAILING;
    }

    JsonObject json(long generation) {
      var parts = new JsonObject();
      checks.forEach((name, check) -> parts.put(name, check.json(name, since.get(name))));
      return new JsonObject()
          .put("state", state.word())
          .put("generation", generation)
          .put("checks", parts);
    }
  }

  /** What all parts of a report are called. */
  static List<String> names(List<ReadinessCheck> checks) {
    return Stream.concat(Stream.of(GATEWAY), checks.stream().map(ReadinessCheck::name)).toList();
  }

  /**
   * Completes when every part has answered, and what changed is told to the timeline. Whoever asks
   * while others wait gets the same answer as they.
   */
  Future<Report> ask() {
    return lifecycle.announced().compose(v -> askTogether());
  }

  private Future<Report> askTogether() {
    if (asked.isPresent()) {
      return asked.get();
    }
    Future<Report> answer =
        Future.all(checks.stream().map(Readiness::ask).toList()).map(all -> report(all.list()));
    asked = Optional.of(answer);
    return answer.onComplete(done -> asked = Optional.empty());
  }

  private Report report(List<Check> answers) {
    lifecycle.parts(answers.stream().noneMatch(part -> part.state() == Check.State.FAILING));
    var named = new TreeMap<String, Check>();
    named.put(GATEWAY, lifecycle.check());
    for (int i = 0; i < answers.size(); i++) {
      named.put(checks.get(i).name(), answers.get(i));
    }
    Check.State worst =
        named.values().stream()
            .map(Check::state)
            .max(Check.State::compareTo)
            .orElse(Check.State.OK);
    return new Report(worst, named, note(named));
  }

  private Map<String, Instant> note(Map<String, Check> named) {
    Instant now = clock.instant();
    // Parts that are not there yet, or not any more, are no news.
    boolean up = lifecycle.phase() == Lifecycle.Phase.READY;
    var since = new TreeMap<String, Instant>();
    named.forEach(
        (name, check) -> {
          Optional<Notice> news = standings.note(name, check, now, seenUp);
          news.filter(notice -> up).ifPresent(notice -> bus.announce(Notice.POSTED, notice));
          since.put(name, standings.since(name));
        });
    seenUp = up;
    return since;
  }

  /** A part's answer; never fails. */
  private static Future<Check> ask(ReadinessCheck part) {
    return Future.<Void>succeededFuture()
        .compose(v -> part.check().get())
        .otherwise(
            cause -> {
              LOG.warn("readiness check failed part={}", part.name(), cause);
              return Check.failing("the part does not answer", "look into the log for its error");
            });
  }
}
