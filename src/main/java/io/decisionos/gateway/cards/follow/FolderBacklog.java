package io.decisionos.gateway.cards.follow;

import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/**
 * What is left to read of one tenant's files that a look has found. Each file is read at most once,
 * so that no part of one is read before the one ahead of it is committed. For one thread at a time.
 */
final class FolderBacklog {
  /** Opening a file is as much work as reading so many bytes. */
  private static final long LEAST_COST = 4096;

  private final TenantId tenant;
  private final Queue<DueFile> due;
  private final Map<String, String> unreadable;
  private List<FilePlace> moved;
  private long behind;

  FolderBacklog(TenantId tenant, FolderSurvey.Found found) {
    this.tenant = tenant;
    this.due = new ArrayDeque<>(found.due());
    this.unreadable = new TreeMap<>(found.unreadable());
    this.moved = found.moved();
    this.behind = found.due().stream().mapToLong(DueFile::behind).sum();
  }

  TenantId tenant() {
    return tenant;
  }

  /**
   * The places of files that were known as others, once. They have to be committed before anything
   * is: what is read next may be what tells that they were read before.
   */
  List<FilePlace> moved() {
    List<FilePlace> all = moved;
    moved = List.of();
    return all;
  }

  /** Whether there is something to do. */
  boolean isWaiting() {
    return !moved.isEmpty() || !due.isEmpty();
  }

  /** What reading the next file costs, in bytes. */
  long cost() {
    return due.isEmpty()
        ? LEAST_COST
        : Math.max(LEAST_COST, Math.min(NewLines.CHUNK, due.peek().behind()));
  }

  /** Reads a part of the next file. */
  Optional<FilePart> read() {
    DueFile file = due.poll();
    return file == null ? Optional.empty() : read(file);
  }

  private Optional<FilePart> read(DueFile file) {
    try {
      Optional<FilePart> read = file.read();
      read.ifPresent(part -> behind -= part.place().offset() - file.from().offset());
      return read;
    } catch (NoSuchFileException e) {
      // It went since it was seen.
      behind -= file.behind();
    } catch (IOException | RuntimeException | Error e) {
      unreadable.put(file.name(), e.toString());
    }
    return Optional.empty();
  }

  /** Leaves the rest to another look, as something went wrong with the tenant. */
  void end() {
    due.clear();
  }

  void end(Throwable cause) {
    unreadable.put("", cause.toString());
    end();
  }

  /** How many bytes are not read; never less than none, as files grow while they are read. */
  long behind() {
    return Math.max(0, behind);
  }

  Map<String, String> unreadable() {
    return unreadable;
  }
}
