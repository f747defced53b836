package io.decisionos.gateway.cards.count;

import java.util.ArrayList;
import java.util.List;

/**
 * The runs of one tenant: those in files, and those in memory that are not in a file yet. Runs of
 * about one size become one, so that there are few. For one thread.
 */
final class RunShelf {
  /** Larger ones are not made in memory, so that no commit waits long. */
  private static final int MOST_CELLS = 1 << 18;

  /** Two of these are less than one mapping holds. */
  private static final long MOST_BYTES_OF_FILE = 1L << 30;

  private final List<StoredRun> files = new ArrayList<>();
  private final List<SortedRun> memory = new ArrayList<>();
  private int frozen;

  /**
   * What becomes one file.
   *
   * @param memory the runs in memory
   * @param files the files that it replaces
   */
  record Batch(List<SortedRun> memory, List<StoredRun> files) {
    List<SortedRun> runs() {
      var all = new ArrayList<>(memory);
      files.forEach(stored -> all.add(stored.run()));
      return all;
    }
  }

  void stored(StoredRun run) {
    files.add(run);
  }

  void add(SortedRun run) {
    memory.add(run);
    int from = memory.size() - 1;
    long cells = run.cells();
    while (from > frozen && worthMerging(memory.get(from - 1).cells(), cells, MOST_CELLS)) {
      cells += memory.get(--from).cells();
    }
    if (from < memory.size() - 1) {
      List<SortedRun> last = memory.subList(from, memory.size());
      SortedRun merged = RunMerge.of(last, SortedRun.HEAP);
      last.clear();
      memory.add(merged);
    }
  }

  private static boolean worthMerging(long older, long newer, long most) {
    return older <= 2 * newer && older + newer <= most;
  }

  /**
   * Takes what shall become one file; until {@link #replace} or {@link #keep} it stays as it is.
   */
  Batch freeze() {
    frozen = memory.size();
    long bytes = memory.stream().mapToLong(SortedRun::mostBytesMerged).sum();
    var replaced = new ArrayList<StoredRun>();
    for (int i = files.size() - 1; i >= 0; i--) {
      long older = files.get(i).run().mostBytesMerged();
      if (!worthMerging(older, bytes, MOST_BYTES_OF_FILE)) {
        break;
      }
      bytes += older;
      replaced.add(files.get(i));
    }
    return new Batch(List.copyOf(memory), replaced);
  }

  /** The files that there are once a batch is replaced. */
  List<String> filesAfter(Batch batch, String made) {
    var names = new ArrayList<String>();
    files.stream()
        .filter(run -> !batch.files().contains(run))
        .forEach(run -> names.add(run.file()));
    names.add(made);
    return names;
  }

  void replace(Batch batch, StoredRun made) {
    memory.subList(0, batch.memory().size()).clear();
    files.removeAll(batch.files());
    files.add(made);
    frozen = 0;
  }

  /** Goes on without the file. */
  void keep() {
    frozen = 0;
  }

  /** How many bytes those take that are in memory alone. */
  long bytesInMemory() {
    return memory.stream().mapToLong(run -> run.bytes().limit()).sum();
  }

  List<SortedRun> runs() {
    var all = new ArrayList<SortedRun>();
    files.forEach(stored -> all.add(stored.run()));
    all.addAll(memory);
    return all;
  }
}
