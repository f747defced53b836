package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
  private final EventLog log;
  private final int mostReasons;
  private Map<TenantId, List<String>> unreadable = new TreeMap<>();
  private long behind;

  LogFollower(LogSite site, TenantLogs logs, EventLog log, int mostReasons) {
    this.site = site;
    this.logs = logs;
    this.log = log;
    this.mostReasons = mostReasons;
  }

  /** Looks at all folders once; completes with whether there may be more to read at once. */
  Future<Boolean> look() {
    Map<TenantId, FollowedFiles> known = new HashMap<>();
    logs.byTenant().forEach((tenant, open) -> known.put(tenant, open.followed()));
    return site.aside().run(() -> lookAside(known)).compose(this::commit);
  }

  private Map<TenantId, FolderLook.Found> lookAside(Map<TenantId, FollowedFiles> known)
      throws IOException {
    Map<TenantId, FolderLook.Found> found = new TreeMap<>();
    for (TenantId tenant : logs.folders()) {
      FollowedFiles files = known.getOrDefault(tenant, FollowedFiles.NONE);
      found.put(tenant, FolderLook.at(logs.folder(tenant), files, site.clock().instant()));
    }
    return found;
  }

  private Future<Boolean> commit(Map<TenantId, FolderLook.Found> found) {
    Map<TenantId, List<String>> closed = new TreeMap<>();
    List<Future<Integer>> commits = new ArrayList<>();
    behind = 0;
    found.forEach(
        (tenant, look) -> {
          behind += look.behind();
          if (!look.unreadable().isEmpty()) {
            closed.put(tenant, look.unreadable());
          }
          look.news().forEach(record -> commits.add(commit(tenant, record)));
        });
    unreadable = closed;
    boolean more = behind > 0 && !commits.isEmpty();
    return Future.join(commits).map(more).otherwise(false);
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
    return new BatchRecord(fitting, record.receipt(), place);
  }

  /** The files that could not be read at the last look. */
  Map<TenantId, List<String>> unreadable() {
    return unreadable;
  }

  /** How many bytes were not read yet at the last look. */
  long behind() {
    return behind;
  }
}
