package io.decisionos.gateway.cards.count;

import io.decisionos.gateway.cards.count.RunShelf.Batch;
import io.decisionos.gateway.cards.event.ReasonEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Counts one tenant's events, in memory first and in files later. What is in no file is counted
 * again at a start, by whoever has the events. For one thread; what it hands out is for any.
 */
public final class CountBook {
  private final RunFiles files;
  private final ReasonNames names = new ReasonNames(SortedRun.MOST_REASONS);
  private final RunShelf shelf = new RunShelf();
  private long version;
  private long inFiles;
  private Optional<ReasonCounts> view = Optional.empty();

  /**
   * Nothing is counted yet.
   *
   * @param folder for the files, which nobody else writes
   */
  public CountBook(Path folder) {
    this.files = new RunFiles(folder);
  }

  /**
   * What files hold.
   *
   * @param version see {@link ReasonCounts#version}
   * @param names of the reasons, in the order of their numbers
   * @param runs names of the files
   */
  public record Filed(long version, List<String> names, List<String> runs) {
    public static final Filed NOTHING = new Filed(0, List.of(), List.of());
  }

  /** Takes up what files hold; empty if they are not whole. */
  public static Optional<CountBook> open(Path folder, Filed filed) throws IOException {
    var counts = new CountBook(folder);
    for (String name : filed.runs()) {
      Optional<StoredRun> run = counts.files.open(name);
      if (run.isEmpty()) {
        return Optional.empty();
      }
      counts.shelf.stored(run.get());
    }
    filed.names().forEach(counts.names::idOf);
    counts.version = filed.version();
    counts.inFiles = filed.version();
    return Optional.of(counts);
  }

  /** Counts events, which must not be none. */
  public void add(List<ReasonEvent> events) {
    version += events.size();
    var cells = new CellSort();
    events.forEach(event -> cells.add(event.ts(), names.idOf(event.reason()), event.count()));
    shelf.add(cells.run(version, SortedRun.HEAP));
    view = Optional.empty();
  }

  /** The number of different reasons with these. */
  public int namesWith(List<ReasonEvent> events) {
    Set<String> added = new HashSet<>();
    for (ReasonEvent event : events) {
      if (!names.knows(event.reason())) {
        added.add(event.reason());
      }
    }
    return names.size() + added.size();
  }

  public boolean knows(String reason) {
    return names.knows(reason);
  }

  /** All that is counted now. */
  public ReasonCounts view() {
    if (view.isEmpty()) {
      view = Optional.of(new CountsInRuns(names.list(), shelf.runs(), version));
    }
    return view.get();
  }

  public long version() {
    return version;
  }

  /** How many events are in no file. */
  public long unfiled() {
    return version - inFiles;
  }

  /** How many bytes the counts take that are in no file. */
  public long bytesInMemory() {
    return shelf.bytesInMemory();
  }

  /** Counts on their way into a file. */
  public static final class Draft {
    private final RunFiles files;
    private final Batch batch;
    private final Filed filed;

    private Draft(RunFiles files, Batch batch, Filed filed) {
      this.files = files;
      this.batch = batch;
      this.filed = filed;
    }

    /** What files hold once it is written. */
    public Filed filed() {
      return filed;
    }

    /** Writes the file; may be called on any thread. */
    public StoredRun write() throws IOException {
      return files.write(batch.runs(), filed.version());
    }
  }

  /**
   * Takes a draft of all that is in no file; until {@link #finish} or {@link #giveUp} the only one.
   */
  public Draft draft() {
    Batch batch = shelf.freeze();
    // Every file has a number of its own, since there is something new in it.
    List<String> runs = shelf.filesAfter(batch, RunFiles.name(version));
    return new Draft(files, batch, new Filed(version, names.list().all(), runs));
  }

  /** Takes up the file that a draft has become, and deletes those that it replaces. */
  public void finish(Draft draft, StoredRun made) throws IOException {
    shelf.replace(draft.batch, made);
    view = Optional.empty();
    inFiles = draft.filed().version();
    files.delete(draft.batch.files());
  }

  /** Goes on without the file. */
  public void giveUp() {
    shelf.keep();
  }
}
