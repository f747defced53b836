package io.decisionos.gateway.access;

import io.decisionos.gateway.access.AccessChannels.AuditHealth;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.text.Cause;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit log: an entry at once, and those that follow together. A disk that is full or
 * gone stops nobody: what could not be written is counted, and said in the log once it can be. A
 * worker verticle, one instance.
 */
public final class AuditVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(AuditVerticle.class);
  private static final long SECOND_MS = 1000;
  private static final long PAUSE_MS = 100;

  private final Bus bus;
  private final AuditFiles files;
  private final AuditPost post;
  private final AuditMeters meters;
  private final Clock clock;
  private Optional<String> trouble = Optional.empty();
  private long lostAndSaid;

  /**
   * A verticle that has written nothing yet.
   *
   * @param data the data directory
   */
  public AuditVerticle(
      Bus bus, AuditPost post, AuditMeters meters, Path data, AuditSettings settings, Clock clock) {
    this.bus = bus;
    this.post = post;
    this.meters = meters;
    this.files = new AuditFiles(data.resolve("audit"), settings);
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(SECOND_MS, id -> everySecond());
    return bus.answer(AccessChannels.AUDIT_HEALTH, q -> health())
        .compose(v -> bus.listen(Notice.POSTED, this::hold))
        .compose(v -> bus.listen(AccessChannels.ENTRIES_WAITED, news -> takeOn()))
        // Nobody heard of what came before.
        .onSuccess(v -> takeOn());
  }

  @Override
  public Future<?> stop() {
    post.take().forEach(this::keep);
    sayWhatIsMissing();
    files.close();
    return Future.succeededFuture();
  }

  /** Writes what waits, and what comes meanwhile after a pause. */
  private void takeOn() {
    List<AuditEntry> entries = post.take();
    if (!entries.isEmpty()) {
      vertx.setTimer(PAUSE_MS, id -> takeOn());
      entries.forEach(this::keep);
    }
  }

  /** Notices wait with all else, so that the log has the order in which things happened. */
  private void hold(Notice notice) {
    post.hold(AuditEntry.ofGateway(notice.at(), notice.kind(), notice.tenant(), notice.message()));
  }

  private void keep(AuditEntry entry) {
    if (!write(entry)) {
      meters.lost();
    }
  }

  private boolean write(AuditEntry entry) {
    try {
      files.append(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), entry.line());
      meters.written();
      if (trouble.isPresent()) {
        LOG.info("the audit log can be written again");
        trouble = Optional.empty();
      }
      return true;
    } catch (IOException e) {
      if (trouble.isEmpty()) {
        LOG.error("the audit log cannot be written: {}", e.toString());
      }
      trouble = Optional.of(Cause.words(e));
      return false;
    }
  }

  private void everySecond() {
    sayWhatIsMissing();
    try {
      files.force();
    } catch (IOException e) {
      trouble = Optional.of(Cause.words(e));
    }
  }

  private void sayWhatIsMissing() {
    long leftOut = post.nextSecond();
    if (leftOut > 0) {
      write(AuditEntry.leftOut(clock.instant(), leftOut));
    }
    long lost = meters.lostSoFar();
    if (lost > lostAndSaid) {
      var entry = AuditEntry.lost(clock.instant(), lost - lostAndSaid);
      lostAndSaid = write(entry) ? lost : lostAndSaid;
    }
  }

  private Future<AuditHealth> health() {
    return Future.succeededFuture(new AuditHealth(trouble, meters.lostSoFar()));
  }
}
