package io.decisionos.gateway.ops;

import io.decisionos.gateway.bus.Notice;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the timeline in memory and on disk. The disk is written on a thread of its own: one that is
 * full or hangs costs later runs their history, and nobody an answer. Confined to the operators'
 * verticle.
 */
final class TimelineKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(TimelineKeeper.class);
  private static final long RETRY_MS = 5000;
  private static final int MOST_PENDING = 100;

  private final WorkerExecutor disk;
  private final TimelineFile file;
  private final Timeline timeline;
  private final AtomicBoolean warned = new AtomicBoolean();
  private Future<Void> last = Future.succeededFuture();
  private int pending;
  private long saved;

  private TimelineKeeper(WorkerExecutor disk, TimelineFile file, Timeline timeline) {
    this.disk = disk;
    this.file = file;
    this.timeline = timeline;
  }

  /** Reads what an earlier run has left; completes when notices can be added. */
  static Future<TimelineKeeper> open(Vertx vertx, Path path, Instant now) {
    WorkerExecutor disk = vertx.createSharedWorkerExecutor("timeline", 1);
    var file = new TimelineFile(path, Timeline.KEPT);
    return disk.executeBlocking(file::read, true)
        .map(
            earlier -> {
              var keeper = new TimelineKeeper(disk, file, new Timeline(earlier));
              keeper.tellOfAbruptEnd(now);
              vertx.setPeriodic(RETRY_MS, id -> keeper.retry());
              return keeper;
            });
  }

  private void tellOfAbruptEnd(Instant now) {
    if (timeline.endedAbruptly()) {
      String message = "the run before this one was ended without a drain: killed, or lost power";
      add(new Notice(now, Notice.Level.WARN, "gateway.ended", Optional.empty(), message));
    }
  }

  Timeline timeline() {
    return timeline;
  }

  void add(Notice notice) {
    timeline.add(notice);
    save();
  }

  private void retry() {
    if (pending == 0 && saved < timeline.lastId()) {
      save();
    }
  }

  private void save() {
    if (pending >= MOST_PENDING) {
      // The disk does not keep up; what is left out now is written with a later one.
      return;
    }
    pending++;
    List<TimelineEvent> all = timeline.all();
    long id = timeline.lastId();
    last =
        disk.executeBlocking(() -> write(all), true)
            .transform(
                written -> {
                  pending--;
                  saved = written.succeeded() ? id : saved;
                  return Future.succeededFuture();
                });
  }

  private Void write(List<TimelineEvent> all) throws IOException {
    try {
      file.write(all);
      warned.set(false);
      return null;
    } catch (IOException e) {
      if (!warned.getAndSet(true)) {
        LOG.warn("the timeline cannot be written, and is kept in memory cause={}", e.toString());
      }
      throw e;
    }
  }

  /** Completes when what is pending is written. */
  Future<Void> close() {
    return last.transform(written -> disk.close());
  }
}
