package io.decisionos.gateway.evidence.archive;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * An archive of locked files. Every method waits for it, a bounded time, and may be repeated: what
 * was done before is not done twice. Any thread.
 */
public interface Archive extends AutoCloseable {

  /** What became of a deposit. */
  enum Outcome {
    /** It is there with these bytes. */
    ARCHIVED,
    /** Something else has its key. */
    CONFLICT
  }

  /** Puts a file at a free place, or finds it there, in either case locked as it asks. */
  Outcome put(Deposit deposit) throws ArchiveException;

  /** Has an archived file kept at least until a time. */
  void retain(String key, Instant until) throws ArchiveException;

  /** Sets or lifts a hold on an archived file. */
  void hold(String key, boolean held) throws ArchiveException;

  /**
   * Names every object whose key begins so; of those that are marked as deleted, the newest version
   * that cannot be deleted yet.
   *
   * @return why it is not known what is marked as deleted; empty if it is known
   */
  Optional<String> list(String prefix, Visitor visitor) throws IOException;

  /** An object as it is there. */
  Archived get(Stored object) throws ArchiveException;

  @Override
  void close();

  /** Hears of one object after the other. */
  @FunctionalInterface
  interface Visitor {
    void visit(Stored object) throws IOException;
  }
}
