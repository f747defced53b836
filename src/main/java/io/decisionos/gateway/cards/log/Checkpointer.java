package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.cards.count.StoredRun;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings counts from memory into files, one tenant at a time, so that memory stays bounded and a
 * start has little to count. For one thread, the site's home.
 */
final class Checkpointer {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

  /** So many events are counted again within a second at a start. */
  private static final long MOST_UNCHECKPOINTED = 1_000_000;

  /** Fewer are not worth a file at the end. */
  private static final long LEAST_AT_END = 10_000;

  private final TenantLogs logs;
  private final LogSite.Aside aside;
  private final long mostBytes;
  private Future<Void> running = Future.succeededFuture();

  /**
   * @param mostBytes that all counts may take in memory while they are in no file
   */
  Checkpointer(TenantLogs logs, LogSite.Aside aside, long mostBytes) {
    this.logs = logs;
    this.aside = aside;
    this.mostBytes = mostBytes;
  }

  /** Writes the tenant that needs it most, if any does and no other is being written. */
  void relieve() {
    if (running.isComplete()) {
      due().ifPresent(log -> running = write(log));
    }
  }

  private Optional<TenantLog> due() {
    long bytes = bytesInMemory();
    return logs.all().stream()
        .filter(log -> log.uncheckpointed() > 0)
        .filter(log -> bytes > mostBytes || log.uncheckpointed() >= MOST_UNCHECKPOINTED)
        .max(Comparator.comparingLong(TenantLog::bytesInMemory));
  }

  long bytesInMemory() {
    return logs.all().stream().mapToLong(TenantLog::bytesInMemory).sum();
  }

  private Future<Void> write(TenantLog log) {
    TenantLog.Draft draft;
    try {
      draft = log.draft();
    } catch (IOException e) {
      return failed(log, e);
    }
    return aside
        .run(draft::write)
        .compose(made -> finish(log, draft, made))
        .recover(e -> failed(log, e));
  }

  private static Future<Void> finish(TenantLog log, TenantLog.Draft draft, StoredRun made) {
    try {
      log.finish(draft, made);
      return Future.succeededFuture();
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  /** The log has everything: counts that are in no file are made again at a start. */
  private static Future<Void> failed(TenantLog log, Throwable cause) {
    log.giveUp();
    LOG.warn("counts are not brought into a file cause={}", cause.toString());
    return Future.succeededFuture();
  }

  /** Writes all that a next start should not have to count; completes when that is done. */
  Future<Void> finishAll() {
    Future<Void> done = running;
    for (TenantLog log : logs.all()) {
      done =
          done.compose(
              v ->
                  log.uncheckpointed() < LEAST_AT_END
                      ? Future.<Void>succeededFuture()
                      : write(log));
    }
    return done;
  }
}
