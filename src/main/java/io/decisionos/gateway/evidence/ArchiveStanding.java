package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.evidence.archive.ArchiveSettings;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How it stands with the archive, and who is told of it. Confined to the evidence verticle. */
final class ArchiveStanding {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveStanding.class);
  private static final String ALERT = "ArchiveBehind";
  private static final String ALERTED = "see archive in /readyz, and mend what it names";

  /** An archive that is away for so long is behind. */
  static final Duration BEHIND = Duration.ofMinutes(5);

  /** So many refused files are remembered; more are found again later. */
  private static final int MOST_REFUSED = 1000;

  private static final int MOST_NAMED = 50;

  private final Bus bus;
  private final ArchiveSettings settings;
  private final LongSupplier pending;
  private final Supplier<Optional<String>> untold;
  private final Clock clock;
  private final Map<EvidencePath, Refusal> refused = new LinkedHashMap<>();
  private final Set<EvidencePath> retried = new HashSet<>();
  private Optional<Away> away = Optional.empty();

  private record Away(String why, Instant since) {}

  private record Refusal(TenantId tenant, String why) {}

  /**
   * @param pending how many locked files are not archived
   * @param untold what the archive refused to be told, if it did
   */
  ArchiveStanding(
      Bus bus,
      ArchiveSettings settings,
      LongSupplier pending,
      Supplier<Optional<String>> untold,
      Clock clock) {
    this.bus = bus;
    this.settings = settings;
    this.pending = pending;
    this.untold = untold;
    this.clock = clock;
  }

  /** The archive does not do what it is asked for. */
  void away(String why, Instant now) {
    boolean known = away.map(Away::why).equals(Optional.of(why));
    away = Optional.of(new Away(why, away.map(Away::since).orElse(now)));
    if (!known) {
      LOG.warn("locked evidence is not archived now url={} cause={}", settings.place(), why);
      post(Notice.Level.WARN, "evidence.archive_away", Optional.empty(), why);
    }
  }

  /** It does. */
  void well() {
    if (away.isPresent()) {
      LOG.info("locked evidence is archived again url={}", settings.place());
      post(Notice.Level.INFO, "evidence.archive_back", Optional.empty(), "the archive answers");
      away = Optional.empty();
    }
  }

  /** Another document has the file's key. */
  void conflict(TenantId tenant, EvidencePath path) {
    refused(tenant, path, "another document is archived under its name (archive.conflict)");
  }

  /** The archive refuses a file. */
  void refused(TenantId tenant, EvidencePath path, String why) {
    retried.remove(path);
    var refusal = new Refusal(tenant, why);
    boolean known = refusal.equals(refused.get(path));
    if (!known && (refused.size() < MOST_REFUSED || refused.containsKey(path))) {
      refused.put(path, refusal);
      LOG.warn("evidence is not archived path={} cause={}", path, why);
      Optional<String> whose = Optional.of(tenant.value());
      post(Notice.Level.WARN, "evidence.archive_refused", whose, path.text() + ": " + why);
    }
  }

  boolean isRefused(EvidencePath path) {
    return refused.containsKey(path) && !retried.contains(path);
  }

  /** A file is archived, or gone. */
  void forget(EvidencePath path) {
    refused.remove(path);
    retried.remove(path);
  }

  /** Every file is tried again; until then it stays known as refused. */
  void retry() {
    retried.addAll(refused.keySet());
  }

  private void post(Notice.Level level, String kind, Optional<String> tenant, String text) {
    bus.announce(Notice.POSTED, new Notice(clock.instant(), level, kind, tenant, text));
  }

  /** Says all that holds now to whoever alerts. */
  void announce() {
    long waiting = pending.getAsLong();
    var holding = new ArrayList<Condition>();
    away.filter(now -> waiting > 0 && !clock.instant().isBefore(now.since().plus(BEHIND)))
        .map(Away::why)
        .or(untold)
        .ifPresent(
            why ->
                holding.add(
                    condition(Map.of(), waiting, waiting + " locked file(s) wait: " + why)));
    byTenant().forEach((tenant, paths) -> holding.add(refusals(tenant, paths)));
    bus.announce(Conditions.JUDGED, new Conditions(ALERT, holding));
  }

  private Map<TenantId, List<EvidencePath>> byTenant() {
    var all = new LinkedHashMap<TenantId, List<EvidencePath>>();
    refused.forEach(
        (path, why) -> all.computeIfAbsent(why.tenant(), t -> new ArrayList<>()).add(path));
    return all;
  }

  private Condition refusals(TenantId tenant, List<EvidencePath> paths) {
    EvidencePath first = paths.get(0);
    String more = paths.size() == 1 ? "" : ", and " + (paths.size() - 1) + " more";
    return condition(
        Map.of("tenant", tenant.value()),
        paths.size(),
        first.text() + ": " + refused.get(first).why() + more);
  }

  private static Condition condition(Map<String, String> labels, long value, String what) {
    return new Condition(labels, Notice.Level.WARN, value, what + "; " + ALERTED);
  }

  /**
   * The answer to "are you ready?".
   *
   * @param others what is said of all else
   */
  Check check(Check others) {
    long waiting = pending.getAsLong();
    Optional<String> why =
        away.map(Away::why).filter(now -> waiting > 0).or(this::firstRefusal).or(untold);
    var archive =
        new JsonObject()
            .put("url", settings.place().toString())
            .put("pending", waiting)
            .put("cause", why.orElse(null))
            .put("refused", named());
    others.details().put("archive", archive);
    if (others.state() != Check.State.OK || why.isEmpty()) {
      return others;
    }
    return Check.degraded(
        "%d locked file(s) are not archived in %s: %s"
            .formatted(waiting, settings.place(), why.get()),
        "mend the way to the archive, its credentials or its bucket; it is tried again by itself,"
            + " and nothing is lost meanwhile",
        others.details());
  }

  private Optional<String> firstRefusal() {
    return refused.entrySet().stream()
        .findFirst()
        .map(first -> first.getKey().text() + ": " + first.getValue().why());
  }

  private JsonArray named() {
    var array = new JsonArray();
    refused.entrySet().stream()
        .limit(MOST_NAMED)
        .forEach(
            each ->
                array.add(
                    new JsonObject()
                        .put("path", each.getKey().text())
                        .put("tenant_id", each.getValue().tenant().value())
                        .put("cause", each.getValue().why())));
    return array;
  }
}
