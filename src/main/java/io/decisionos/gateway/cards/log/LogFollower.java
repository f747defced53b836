package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the files of other processes in all tenants' folders. What is read of them is committed
 * to the tenant's log together with the place that it was read up to, so that nothing is counted
 * twice and nothing is lost with a file. For one thread, the site's home.
 */
final class LogFollower {
  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

  private final LogSite site;
  private final TenantLogs logs;
  private final Appender log;
  private final int mostReasons;
  private final UnreadableLog unreadable = new UnreadableLog();
  private Set<TenantId> keptWaiting = Set.of();
  private long behind;

  LogFollower(LogSite site, TenantLogs logs, Appender log, int mostReasons) {
    this.site = site;
    this.logs = logs;
    this.log = log;
    this.mostReasons = mostReasons;
  }

  /**
   * Looks at all folders once and reads what is new in them, as much as one look may. Never fails:
   * what goes wrong is among what is {@link #unreadable}.
   *
   * @return completes with whether there may be more to read at once
   */
  Future<Boolean> look() {
    return Future.<Void>succeededFuture()
        .compose(v -> site.aside().run(logs::folders))
        .map(this::known)
        .compose(known -> site.aside().run(() -> find(known)))
        .compose(found -> readOn(takeTurns(found), false))
        .otherwise(this::failed);
  }

  /** How far each tenant's files are read. Whose log cannot be opened has to wait until it can. */
  private Map<TenantId, FollowedFiles> known(List<TenantId> tenants) {
    // A log that came with its folder knows what was read of the files in it.
    logs.openAll(tenants);
    Map<TenantId, FollowedFiles> known = new LinkedHashMap<>();
    LookTurns.order(tenants, keptWaiting)
        .forEach(tenant -> logs.find(tenant).ifPresent(open -> known.put(tenant, open.followed())));
    return known;
  }

  private Map<TenantId, FolderLook.Found> find(Map<TenantId, FollowedFiles> known) {
    Map<TenantId, FolderLook.Found> found = new LinkedHashMap<>();
    known.forEach(
        (tenant, files) ->
            found.put(tenant, FolderLook.at(logs.folder(tenant), files, site.clock().instant())));
    return found;
  }

  private LookTurns takeTurns(Map<TenantId, FolderLook.Found> found) {
    List<FolderTurn> turns = new ArrayList<>();
    found.forEach(
        (tenant, files) -> {
          logs.find(tenant).ifPresent(open -> open.forget(files.forgettable()));
          turns.add(new FolderTurn(tenant, files));
        });
    return new LookTurns(turns);
  }

  /** Reads and commits round by round. */
  private Future<Boolean> readOn(LookTurns turns, boolean progress) {
    return turns.isOver()
        ? Future.succeededFuture(end(turns, progress))
        : site.aside()
            .run(turns::read)
            .compose(this::commit)
            .compose(committed -> readOn(turns, progress || committed));
  }

  private boolean end(LookTurns turns, boolean progress) {
    Map<TenantId, Map<String, String>> causes = new TreeMap<>();
    turns.all().stream()
        .filter(turn -> !turn.unreadable().isEmpty())
        .forEach(turn -> causes.put(turn.tenant(), turn.unreadable()));
    unreadable.hear(new Unreadable(Optional.empty(), causes));
    behind = turns.all().stream().mapToLong(FolderTurn::behind).sum();
    keptWaiting = turns.keptWaiting();
    return behind > 0 && progress;
  }

  private boolean failed(Throwable cause) {
    unreadable.hear(new Unreadable(Optional.of(cause.toString()), Map.of()));
    return false;
  }

  /** Commits what was read in one round; completes with whether any of it is. */
  private Future<Boolean> commit(List<LookTurns.Part> parts) {
    List<Future<Integer>> commits = parts.stream().map(this::commit).toList();
    return Future.join(commits)
        .transform(done -> Future.succeededFuture(commits.stream().anyMatch(Future::succeeded)));
  }

  private Future<Integer> commit(LookTurns.Part part) {
    FolderTurn turn = part.turn();
    try {
      return commit(turn.tenant(), part.record())
          .recover(
              cause -> {
                turn.end();
                return Future.failedFuture(cause);
              });
    } catch (RuntimeException e) {
      turn.end(e);
      return Future.failedFuture(e);
    }
  }

  private Future<Integer> commit(TenantId tenant, BatchRecord record) {
    BatchRecord taken = logs.find(tenant).map(open -> withinBounds(open, record)).orElse(record);
    long bad = taken.followed().map(Followed::bad).orElse(0L);
    if (bad > 0) {
      LOG.warn(
          "lines are no events tenant={} file={} lines={}",
          tenant,
          taken.followed().map(Followed::name).orElse(""),
          bad);
    }
    // What the other process has written is on the disk already; refusing it would gain nothing.
    return log.append(tenant, taken, Long.MAX_VALUE);
  }

  /** The record without the events for whose reasons there is no room; those count as bad lines. */
  private BatchRecord withinBounds(TenantLog open, BatchRecord record) {
    if (open.namesWith(record.events()) <= mostReasons) {
      return record;
    }
    int room = mostReasons - open.namesWith(List.of());
    Set<String> added = new HashSet<>();
    List<ReasonEvent> fitting = new ArrayList<>();
    for (ReasonEvent event : record.events()) {
      boolean known = open.knows(event.reason()) || added.contains(event.reason());
      if (known || (added.size() < room && added.add(event.reason()))) {
        fitting.add(event);
      }
    }
    int dropped = record.events().size() - fitting.size();
    Optional<Followed> place = record.followed().map(file -> file.withMoreBad(dropped));
    return new BatchRecord(fitting, record.receipt(), place, record.place());
  }

  /** What could not be followed at the last look. */
  Unreadable unreadable() {
    return unreadable.last();
  }

  /** How many bytes were not read yet at the last look. */
  long behind() {
    return behind;
  }
}
