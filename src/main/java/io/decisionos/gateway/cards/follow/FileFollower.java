package io.decisionos.gateway.cards.follow;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Follows the files of other processes in all tenants' folders. What is read of them is committed
 * to the tenant's log together with the place that it was read up to, so that nothing is counted
 * twice and nothing is lost with a file. For one thread, home.
 */
public final class FileFollower {
  private final FollowedTenants tenants;
  private final InstantSource clock;
  private final UnreadableLog unreadable = new UnreadableLog();
  private Set<TenantId> keptWaiting = Set.of();
  private long behind;

  public FileFollower(FollowedTenants tenants, InstantSource clock) {
    this.tenants = tenants;
    this.clock = clock;
  }

  /**
   * Looks at all folders once and reads what is new in them, as much as one look may. Never fails:
   * what goes wrong is among what is {@link #unreadable}.
   *
   * @return completes with whether there may be more to read at once
   */
  public Future<Boolean> look() {
    return Future.<Void>succeededFuture()
        .compose(v -> tenants.aside(tenants::folders))
        .map(this::known)
        .compose(known -> tenants.aside(() -> find(known)))
        .compose(found -> readOn(rounds(found), false))
        .otherwise(this::failed);
  }

  /** How far each tenant's files are read. Whose log cannot be opened has to wait until it can. */
  private Map<TenantId, KnownPlaces> known(List<TenantId> folders) {
    // A log that came with its folder knows what was read of the files in it.
    tenants.openAll(folders);
    Map<TenantId, KnownPlaces> known = new LinkedHashMap<>();
    ReadingRounds.order(folders, keptWaiting)
        .forEach(tenant -> tenants.places(tenant).ifPresent(read -> known.put(tenant, read)));
    return known;
  }

  private Map<TenantId, FolderSurvey.Found> find(Map<TenantId, KnownPlaces> known) {
    Map<TenantId, FolderSurvey.Found> found = new LinkedHashMap<>();
    known.forEach(
        (tenant, files) ->
            found.put(tenant, FolderSurvey.at(tenants.folder(tenant), files, clock.instant())));
    return found;
  }

  private ReadingRounds rounds(Map<TenantId, FolderSurvey.Found> found) {
    List<FolderBacklog> backlogs = new ArrayList<>();
    found.forEach(
        (tenant, files) -> {
          tenants.forget(tenant, files.forgettable());
          backlogs.add(new FolderBacklog(tenant, files));
        });
    return new ReadingRounds(backlogs);
  }

  /** Reads and commits round by round. */
  private Future<Boolean> readOn(ReadingRounds rounds, boolean progress) {
    return rounds.isOver()
        ? Future.succeededFuture(end(rounds, progress))
        : tenants
            .aside(rounds::read)
            .compose(this::commit)
            .compose(committed -> readOn(rounds, progress || committed));
  }

  private boolean end(ReadingRounds rounds, boolean progress) {
    Map<TenantId, Map<String, String>> causes = new TreeMap<>();
    rounds.all().stream()
        .filter(backlog -> !backlog.unreadable().isEmpty())
        .forEach(backlog -> causes.put(backlog.tenant(), backlog.unreadable()));
    unreadable.hear(new Unreadable(Optional.empty(), causes));
    behind = rounds.all().stream().mapToLong(FolderBacklog::behind).sum();
    keptWaiting = rounds.keptWaiting();
    return behind > 0 && progress;
  }

  private boolean failed(Throwable cause) {
    unreadable.hear(new Unreadable(Optional.of(cause.toString()), Map.of()));
    return false;
  }

  /** Commits what was read in one round; completes with whether any of it is. */
  private Future<Boolean> commit(List<ReadingRounds.Read> parts) {
    List<Future<Integer>> commits = parts.stream().map(this::commit).toList();
    return Future.join(commits)
        .transform(done -> Future.succeededFuture(commits.stream().anyMatch(Future::succeeded)));
  }

  private Future<Integer> commit(ReadingRounds.Read read) {
    FolderBacklog backlog = read.backlog();
    try {
      return tenants
          .commit(backlog.tenant(), read.part())
          .recover(
              cause -> {
                backlog.end();
                return Future.failedFuture(cause);
              });
    } catch (RuntimeException e) {
      backlog.end(e);
      return Future.failedFuture(e);
    }
  }

  /** What could not be followed at the last look. */
  public Unreadable unreadable() {
    return unreadable.last();
  }

  /** How many bytes were not read yet at the last look. */
  public long behind() {
    return behind;
  }
}
