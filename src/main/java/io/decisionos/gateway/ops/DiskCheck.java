package io.decisionos.gateway.ops;

import io.decisionos.gateway.disk.OwnerOnly;
import io.decisionos.gateway.text.Cause;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether the data directory takes bytes: a small file is written there every few seconds, on a
 * thread of its own. Confined to the operators' verticle.
 */
final class DiskCheck {
  private static final long PERIOD_MS = 2000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final byte[] BLOCK = new byte[4096];
  private static final long SCARCE_BYTES = 64L << 20;
  private static final String NEXT_STEP =
      "free space on the disk under the data directory, or make it writable for the gateway's user";

  private final WorkerExecutor disk;
  private final Path directory;
  private Check latest = Check.ok(new JsonObject());
  private long begunNanos = System.nanoTime();
  private boolean running;

  private DiskCheck(WorkerExecutor disk, Path directory) {
    this.disk = disk;
    this.directory = directory;
  }

  /** Begins to write, for as long as the calling verticle is deployed. */
  static Future<DiskCheck> start(Vertx vertx, Path directory) {
    var check = new DiskCheck(vertx.createSharedWorkerExecutor("disk-check", 1), directory);
    vertx.setPeriodic(PERIOD_MS, id -> check.probe());
    return check.probe().map(check);
  }

  private Future<Void> probe() {
    if (running) {
      return Future.succeededFuture();
    }
    running = true;
    begunNanos = System.nanoTime();
    return disk.executeBlocking(this::write, false)
        .transform(
            written -> {
              running = false;
              latest = written.result();
              return Future.succeededFuture();
            });
  }

  private Check write() {
    Path probe = directory.resolve("disk-check");
    try {
      // Written from nothing, as bytes that are there already need no space.
      OwnerOnly.write(probe, BLOCK);
      FileStore store = Files.getFileStore(directory);
      return judge(store.getUsableSpace(), store.getTotalSpace());
    } catch (IOException | RuntimeException e) {
      return Check.failing("the data directory takes no bytes: " + reason(e), NEXT_STEP);
    }
  }

  private static String reason(Exception e) {
    boolean named = e instanceof FileSystemException;
    String text = named ? ((FileSystemException) e).getReason() : Cause.words(e);
    return text == null ? e.getClass().getSimpleName() : text;
  }

  private static Check judge(long usable, long total) {
    var details = new JsonObject().put("free_bytes", usable).put("total_bytes", total);
    return usable < SCARCE_BYTES
        ? Check.degraded(
            "only %d MiB are free, expected at least %d"
                .formatted(usable >> 20, SCARCE_BYTES >> 20),
            NEXT_STEP,
            details)
        : Check.ok(details);
  }

  Check check() {
    long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
    return running && waited > PATIENCE.toMillis()
        ? Check.failing("the disk under the data directory hangs, for " + waited + " ms", NEXT_STEP)
        : latest;
  }

  Future<Void> close() {
    return disk.close();
  }
}
