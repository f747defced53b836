package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.archive.Archive;
import io.decisionos.gateway.evidence.archive.ArchiveException;
import io.decisionos.gateway.text.Cause;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where the archive is asked: on threads of its own, a few at a time. It is opened when it is first
 * asked. Any thread.
 */
final class ArchiveCalls {
  /** So many files are read and sent at once. */
  static final int THREADS = 8;

  /** Together they take so many MiB at most; a larger file goes alone. */
  private static final int MOST_MIB = 64;

  private static final int MIB = 1 << 20;

  private final WorkerExecutor threads;
  private final Opener opener;
  private final Semaphore mebibytes = new Semaphore(MOST_MIB, true);
  private Optional<Archive> open = Optional.empty();

  /** Makes a client of the archive, which takes its time. */
  @FunctionalInterface
  interface Opener {
    Archive open() throws ArchiveException;
  }

  ArchiveCalls(WorkerExecutor threads, Opener opener) {
    this.threads = threads;
    this.opener = opener;
  }

  /** One thing that the archive is asked for. */
  interface Job {
    /** What it takes in memory. */
    long bytes();

    /** Asks; on a thread that may wait. What it returns is done in the verticle. */
    Runnable ask(Archive archive) throws ArchiveException;

    /** The archive refuses this alone; in the verticle. */
    void refused(String why);
  }

  /** What became of some jobs: how many were done, and why the archive is away if it is. */
  record Round(int done, int refused, Optional<String> away) {}

  /** Does jobs, a few at a time; once the archive is away the rest are left. */
  Future<Round> all(List<? extends Job> jobs) {
    var away = new AtomicBoolean();
    List<Future<Runnable>> answers =
        jobs.stream().map(job -> threads.executeBlocking(() -> ask(job, away), false)).toList();
    return Future.join(answers).transform(over -> Future.succeededFuture(outcome(jobs, answers)));
  }

  private Runnable ask(Job job, AtomicBoolean away) throws ArchiveException, InterruptedException {
    int share = (int) Math.min(MOST_MIB, 1 + job.bytes() / MIB);
    mebibytes.acquire(share);
    try {
      if (away.get()) {
        throw new ArchiveException("the archive is away", false, null);
      }
      return job.ask(archive());
    } catch (ArchiveException e) {
      if (!e.isOfOne()) {
        away.set(true);
      }
      throw e;
    } finally {
      mebibytes.release(share);
    }
  }

  private static Round outcome(List<? extends Job> jobs, List<Future<Runnable>> answers) {
    int done = 0;
    int refused = 0;
    Optional<String> away = Optional.empty();
    for (int i = 0; i < jobs.size(); i++) {
      Throwable cause = answers.get(i).cause();
      if (cause == null) {
        answers.get(i).result().run();
        done++;
      } else if (cause instanceof ArchiveException failed && !failed.isOfOne()) {
        away = away.or(() -> Optional.of(failed.getMessage()));
      } else {
        // A fault of ours at one file holds up no other file.
        jobs.get(i).refused(Cause.words(cause));
        refused++;
      }
    }
    return new Round(done, refused, away);
  }

  private synchronized Archive archive() throws ArchiveException {
    if (open.isEmpty()) {
      open = Optional.of(opener.open());
    }
    return open.get();
  }

  /** Nobody asks any more. */
  synchronized void close() {
    open.ifPresent(Archive::close);
    open = Optional.empty();
  }
}
