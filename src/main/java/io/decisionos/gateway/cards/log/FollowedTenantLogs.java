package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.cards.event.ReasonEvent;
import io.decisionos.gateway.cards.follow.FilePart;
import io.decisionos.gateway.cards.follow.FilePlace;
import io.decisionos.gateway.cards.follow.FollowedTenants;
import io.decisionos.gateway.cards.follow.KnownPlaces;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits what is followed to the tenants' logs. For one thread, the site's home. */
record FollowedTenantLogs(LogSite site, TenantLogs logs, Appender log, int mostReasons)
    implements FollowedTenants {
  private static final Logger LOG = LoggerFactory.getLogger(FollowedTenantLogs.class);

  @Override
  public List<TenantId> folders() throws IOException {
    return logs.folders();
  }

  @Override
  public Path folder(TenantId tenant) {
    return logs.folder(tenant);
  }

  @Override
  public void openAll(List<TenantId> tenants) {
    logs.openAll(tenants);
  }

  @Override
  public Optional<KnownPlaces> places(TenantId tenant) {
    return logs.find(tenant).map(TenantLog::followed);
  }

  @Override
  public void forget(TenantId tenant, Set<Long> inodes) {
    logs.find(tenant).ifPresent(open -> open.forget(inodes));
  }

  @Override
  public Future<Integer> commit(TenantId tenant, FilePart part) {
    FilePart taken = logs.find(tenant).map(open -> withinBounds(open, part)).orElse(part);
    FilePlace place = taken.place();
    if (place.bad() > 0) {
      LOG.warn("lines are no events tenant={} file={} lines={}", tenant, place.name(), place.bad());
    }
    var record = new BatchRecord(taken.events(), Optional.empty(), Optional.of(place));
    // What the other process has written is on the disk already; refusing it would gain nothing.
    return log.append(tenant, record, Long.MAX_VALUE);
  }

  /** The part without the events for whose reasons there is no room; those count as bad lines. */
  private FilePart withinBounds(TenantLog open, FilePart part) {
    if (open.namesWith(part.events()) <= mostReasons) {
      return part;
    }
    int room = mostReasons - open.namesWith(List.of());
    Set<String> added = new HashSet<>();
    List<ReasonEvent> fitting = new ArrayList<>();
    for (ReasonEvent event : part.events()) {
      boolean known = open.knows(event.reason()) || added.contains(event.reason());
      if (known || (added.size() < room && added.add(event.reason()))) {
        fitting.add(event);
      }
    }
    int dropped = part.events().size() - fitting.size();
    return new FilePart(fitting, part.place().withMoreBad(dropped));
  }

  @Override
  public <T> Future<T> aside(Callable<T> work) {
    return site.aside().run(work);
  }
}
