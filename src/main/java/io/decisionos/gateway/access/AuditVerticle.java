package io.decisionos.gateway.access;

import io.decisionos.gateway.access.AccessChannels.AuditHealth;
import io.decisionos.gateway.access.AccessChannels.Written;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.text.Cause;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit log. A disk that is full or gone stops nobody: what could not be written is
 * counted, and said in the log once it can be. A worker verticle, one instance.
 */
public final class AuditVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(AuditVerticle.class);
  private static final long SECOND_MS = 1000;

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
    return bus.answer(AccessChannels.AUDIT, this::keep)
        .compose(v -> bus.answer(AccessChannels.AUDIT_HEALTH, q -> health()))
        .compose(v -> bus.listen(Notice.POSTED, this::keep));
  }

  @Override
  public Future<?> stop() {
    sayWhatIsMissing();
    files.close();
    return Future.succeededFuture();
  }

  private Future<Written> keep(AuditEntry entry) {
    // Whoever sent the entry counts it as lost.
    return write(entry)
        ? Future.succeededFuture(new Written())
        : Future.failedFuture(
            Problem.of(ProblemType.STORAGE_FULL, "The audit log cannot be written.").asException());
  }

  private void keep(Notice notice) {
    var entry = AuditEntry.ofGateway(notice.at(), notice.kind(), notice.tenant(), notice.message());
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
