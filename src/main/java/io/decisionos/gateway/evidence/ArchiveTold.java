package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.ArchiveCalls.Job;
import io.decisionos.gateway.evidence.archive.Archive;
import io.decisionos.gateway.evidence.archive.ArchiveException;
import io.decisionos.gateway.evidence.archive.ArchiveMemory;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * What the archive was told beside the files themselves, and what it refused to be told. Confined
 * to the evidence verticle.
 */
final class ArchiveTold {
  private final Saver saver;
  private ArchiveMemory memory;
  private Optional<String> refused = Optional.empty();

  /** Has on the disk what the archive was told. */
  interface Saver {
    Future<Void> save(ArchiveMemory memory);
  }

  /** One thing to tell it. */
  interface Call {
    void ask(Archive archive) throws ArchiveException;
  }

  ArchiveTold(ArchiveMemory memory, Saver saver) {
    this.memory = memory;
    this.saver = saver;
  }

  ArchiveMemory memory() {
    return memory;
  }

  /** Completes when it is on the disk. */
  Future<Void> remember(ArchiveMemory next) {
    return saver
        .save(next)
        .map(
            saved -> {
              memory = next;
              return null;
            });
  }

  Job telling(Call call) {
    return new Telling(call);
  }

  /** What it refused, if it did. */
  Optional<String> refused() {
    return refused;
  }

  /** It is told again what it refused. */
  void again() {
    refused = Optional.empty();
  }

  private final class Telling implements Job {
    private final Call call;

    Telling(Call call) {
      this.call = call;
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public Runnable ask(Archive archive) throws ArchiveException {
      call.ask(archive);
      return () -> {};
    }

    @Override
    public void refused(String why) {
      refused = Optional.of(why);
    }
  }
}
