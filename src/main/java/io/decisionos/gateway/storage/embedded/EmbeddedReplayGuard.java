package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.RefusedFileException;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.storage.ReplayGuard;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Nonces in a log of this machine, on the disk before the answer; those that arrive together share
 * one wait for the disk. Every record carries the guard's clock, and before a segment is forgotten
 * the clock is written again: so it never runs backwards, and never ahead of what it showed.
 *
 * <p>Blocks while it writes: it belongs on a worker. Its owner calls {@link #keepHouse} every few
 * seconds.
 */
final class EmbeddedReplayGuard implements ReplayGuard {
  private final Bounds bounds;
  private final Site site;
  private final GuardClock clock;
  private final NonceTable nonces;
  private final OnceTable<Verdict> done;
  private final Map<Long, Long> neededUntil = new HashMap<>();
  private long floor = Long.MIN_VALUE;
  private final SegmentLog log;
  private final GroupCommit group;

  private EmbeddedReplayGuard(Site site, Bounds bounds) throws IOException {
    this.bounds = bounds;
    this.site = site;
    this.clock = new GuardClock(site.clock());
    this.nonces = new NonceTable(site.account());
    this.done = new OnceTable<>(site.account(), HeapCost.VERDICT);
    this.log =
        SegmentLog.open(
            site.directory(),
            bounds.segmentBytes(),
            site.disk(),
            (place, payload) -> recover(place, GuardRecord.decode(payload)));
    this.group = new GroupCommit(log, site.home(), true);
    nonces.sweep(clock.millis());
    done.sweep(clock.millis());
  }

  /**
   * Opens the guard and reads all nonces that it must remember.
   *
   * @throws RefusedFileException if the files are damaged
   */
  public static EmbeddedReplayGuard open(Site site, Bounds bounds) throws IOException {
    return new EmbeddedReplayGuard(site, bounds);
  }

  private void recover(Place place, GuardRecord record) throws IOException {
    switch (record.kind()) {
      case ADMITTED -> {
        var admitted = (GuardRecord.Admitted) record;
        clock.reach(admitted.at());
        know(admitted, clock.millis());
        need(place, admitted.keptUntil());
        site.account().refuseBeyondHope(site.directory());
      }
      case CLOCK -> clock.reach(((GuardRecord.Clock) record).at());
      case FLOOR -> {
        floor = Math.max(floor, ((GuardRecord.Floor) record).at());
        need(place, floor + RETENTION.toMillis());
      }
    }
  }

  private void need(Place place, long untilMillis) {
    neededUntil.merge(place.segment(), untilMillis, Math::max);
  }

  @Override
  public Future<Verdict> admit(Claim claim) {
    group.makeRoom(GuardRecord.MAX_BYTES);
    long now = clock.millis();
    if (claim.once().flatMap(name -> done.find(name, now)).isPresent()) {
      return group.answer(() -> Verdict.ALLOW);
    }
    if (claim.skewedAt(now) || claim.timestampMillis() <= floor) {
      return Future.succeededFuture(Verdict.REJECT_CLOCKSKEW);
    }
    TenantId tenant = claim.nonce().tenant();
    NonceDigest digest = NonceDigest.of(claim.nonce());
    if (nonces.remembers(digest, now)) {
      return group.answer(() -> Verdict.REJECT_EXIST);
    }
    Optional<Problem> refusal = noRoom(claim);
    if (refusal.isPresent()) {
      return group.refuse(refusal.get());
    }
    remember(new GuardRecord.Admitted(tenant, digest, now, claim.keptUntil(now), claim.once()));
    return group.answer(() -> Verdict.ALLOW);
  }

  private Optional<Problem> noRoom(Claim claim) {
    TenantId tenant = claim.tenant();
    if (nonces.bytes(tenant) >= claim.allowance()) {
      return Admission.full(ProblemType.TENANT_STORAGE_FULL, "over the tenant's max_storage_gb");
    }
    long heap = HeapCost.NONCE + (claim.once().isPresent() ? HeapCost.VERDICT : 0);
    boolean isFull =
        nonces.count() >= bounds.records()
            || nonces.count(tenant) >= bounds.recordsPerTenant()
            || site.account().refusal(tenant, heap).isPresent();
    return isFull ? Optional.of(full()) : Optional.empty();
  }

  private void remember(GuardRecord.Admitted admitted) {
    Place place = group.stage(admitted.encode(), () -> takeBack(admitted));
    know(admitted, admitted.at());
    need(place, admitted.keptUntil());
  }

  private void know(GuardRecord.Admitted admitted, long nowMillis) {
    if (admitted.keptUntil() >= nowMillis) {
      nonces.remember(admitted);
    }
    admitted
        .once()
        .filter(name -> admitted.onceUntil() >= nowMillis)
        .ifPresent(name -> done.note(name, Verdict.ALLOW, admitted.onceUntil()));
  }

  private void takeBack(GuardRecord.Admitted admitted) {
    nonces.forget(admitted);
    admitted.once().ifPresent(done::forget);
  }

  private static Problem full() {
    return Problem.of(
            ProblemType.STORAGE_FULL,
            "as many nonces as fit are remembered; the nonce is not used up, try again later")
        .retryAfter(RETENTION);
  }

  /** Forgets what need not be remembered any more and gives its space back. */
  public void keepHouse() throws IOException {
    group.probe(new GuardRecord.Clock(clock.millis()).encode());
    group.commit();
    nonces.sweep(clock.millis());
    done.sweep(clock.millis());
    while (!log.hasOneSegment() && neededUntil.getOrDefault(log.oldest(), 0L) < clock.millis()) {
      writeClock();
      neededUntil.remove(log.oldest());
      log.dropOldest();
    }
  }

  private void writeClock() throws IOException {
    ByteBuffer record = new GuardRecord.Clock(clock.millis()).encode();
    log.stage(record);
    log.write();
    log.force();
  }

  /** Why the last write failed, for operators; empty while all is well. */
  public Optional<String> trouble() {
    return group.trouble();
  }

  /** How many nonces are remembered. */
  public long count() {
    return nonces.count();
  }

  /** Writes what is staged and closes the files; the guard is not used after it. */
  public void close() throws IOException {
    group.commit();
    log.close();
  }
}
