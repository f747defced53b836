package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.KnownFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Compares the files below the evidence root with what is known of them and tells the differences.
 * A file whose fingerprint has not changed is not read. Any thread; tells its news from several at
 * once.
 */
public final class EvidenceSweep {
  /** So many files are looked at before what was found of them is told. */
  static final int CHUNK = 128;

  private final EvidenceFiles files;
  private final KnownFiles known;
  private final Consumer<Changes> news;
  private final FolderFaults faults;
  private final FolderListener listener;
  private final EvidenceFiles.Later later;
  private final ScanPace pace;

  public EvidenceSweep(
      EvidenceFiles files, KnownFiles known, Surroundings surroundings, Consumer<Changes> news) {
    this.files = files;
    this.known = known;
    this.listener = surroundings.listener;
    this.later = surroundings.later;
    this.pace = surroundings.pace;
    this.news = news;
    this.faults = new FolderFaults(news);
  }

  /** Compares a folder and all below it; the empty name is the root. Returns when all is told. */
  public void run(String folder, ForkJoinPool pool, ScanProgress progress) {
    pool.invoke(new FolderTask(this, folder, progress, child -> true));
  }

  /** Compares the files of a folder, and of those folders in it that nobody follows yet. */
  void runShallow(String folder, ForkJoinPool pool, ScanProgress progress) {
    pool.invoke(new FolderTask(this, folder, progress, child -> !listener.follows(child)));
  }

  /** Compares the files that are known already on this thread, until that is interrupted. */
  void runKnown(ScanProgress progress) {
    Iterator<EvidenceEntry> entries = known.all().iterator();
    while (entries.hasNext() && !Thread.currentThread().isInterrupted()) {
      var chunk = new ArrayList<EvidencePath>(CHUNK);
      while (entries.hasNext() && chunk.size() < CHUNK) {
        chunk.add(entries.next().path());
      }
      check(chunk, progress, pace::rest);
    }
  }

  /** Compares some files of a folder and rests as the pace asks; returns how many were known. */
  int lookAtPace(List<EvidencePath> paths, ScanProgress progress) {
    return look(paths, progress, later, pace::rest).known;
  }

  /**
   * Compares some files alone.
   *
   * @param putOff takes those that are large
   * @param read hears after each file that was read how many nanoseconds that took
   */
  private Sight look(
      List<EvidencePath> paths,
      ScanProgress progress,
      EvidenceFiles.Later putOff,
      LongConsumer read) {
    var found = new ArrayList<Difference>();
    var missing = new ArrayList<EvidencePath>();
    int knownBefore = 0;
    for (EvidencePath path : paths) {
      long begin = System.nanoTime();
      Optional<EvidenceEntry> before = known.get(path);
      knownBefore += before.isPresent() ? 1 : 0;
      Optional<EvidenceEntry> now = files.look(path, before, progress, putOff);
      if (now.isEmpty()) {
        missing.add(path);
      } else if (!before.equals(now)) {
        found.add(new Difference(before, now.get()));
        read.accept(System.nanoTime() - begin);
      }
    }
    progress.saw(paths.size());
    tellUnlessOvertaken(found);
    return new Sight(knownBefore, missing);
  }

  /** Reading takes its time, and who has looked later may have told already. */
  private void tellUnlessOvertaken(List<Difference> found) {
    var overtaken = new ArrayList<EvidencePath>();
    var news = new ArrayList<EvidenceEntry>();
    for (Difference difference : found) {
      EvidencePath path = difference.now.path();
      if (known.get(path).equals(difference.before)) {
        news.add(difference.now);
      } else {
        overtaken.add(path);
      }
    }
    tell(Changes.found(news));
    if (!overtaken.isEmpty()) {
      check(overtaken, new ScanProgress());
    }
  }

  /** Compares some files, which may be gone. */
  void check(List<EvidencePath> paths, ScanProgress progress) {
    check(paths, progress, took -> {});
  }

  private void check(List<EvidencePath> paths, ScanProgress progress, LongConsumer read) {
    dropMissing(look(paths, progress, later, read).missing);
  }

  /** Compares one file, and reads it here and now however large it is. */
  void checkLarge(EvidencePath path, ScanProgress progress) {
    var one = List.of(path);
    dropMissing(look(one, progress, EvidenceFiles.Later.NEVER, took -> {}).missing);
  }

  /**
   * Reads files again whatever their fingerprints say.
   *
   * @return those that differ under the fingerprint that is known, which no sweep would have found
   */
  List<EvidencePath> reread(List<EvidencePath> paths, ScanProgress progress) {
    var changed = new ArrayList<EvidenceEntry>();
    var hidden = new ArrayList<EvidencePath>();
    for (EvidencePath path : paths) {
      Optional<EvidenceEntry> before = known.get(path);
      Optional<EvidenceEntry> now =
          files.look(path, Optional.empty(), progress, EvidenceFiles.Later.NEVER);
      now.filter(entry -> !before.equals(Optional.of(entry))).ifPresent(changed::add);
      if (now.isPresent() && before.map(now.get()::differsSecretly).orElse(false)) {
        hidden.add(path);
      }
    }
    tell(Changes.found(changed));
    return hidden;
  }

  /** Drops those of some files that are not there any more. */
  void dropMissing(List<EvidencePath> paths) {
    tell(Changes.gone(paths.stream().filter(path -> !files.exists(path)).toList()));
  }

  /** Drops all that is known below a folder, which is not there or cannot be read. */
  void dropBelow(String folder) {
    tell(Changes.gone(List.copyOf(known.below(folder))));
  }

  /** Forgets what is remembered of folders below one that are not there any more. */
  void keepOnly(String parent, Set<String> children) {
    faults.keepOnly(parent, children);
    listener.keepOnly(parent, children);
  }

  private void tell(Changes changes) {
    if (!changes.isEmpty()) {
      news.accept(changes);
    }
  }

  KnownFiles known() {
    return known;
  }

  FolderFaults faults() {
    return faults;
  }

  /** Finds a folder that is about to be listed. */
  Path enter(String folder) throws IOException {
    Path place = files.locate(folder);
    listener.about(folder, place);
    return place;
  }

  /**
   * What goes on beside a sweep.
   *
   * @param listener follows the folders
   * @param later reads the large files
   * @param pace slows the sweep down
   */
  public record Surroundings(FolderListener listener, EvidenceFiles.Later later, ScanPace pace) {
    /** Nothing but the sweep, which reads all files itself. */
    public static Surroundings none(ScanPace pace) {
      return new Surroundings(FolderListener.NONE, EvidenceFiles.Later.NEVER, pace);
    }
  }

  /** Hears of each folder before it is listed, so that it may watch what happens from then on. */
  interface FolderListener {
    /** For scans that nothing has to follow. */
    FolderListener NONE = new Nobody();

    void about(String folder, Path place);

    /** Tells whether it hears of what happens in a folder. */
    boolean follows(String folder);

    /** Hears which folders right below one there are; others need not be watched any more. */
    void keepOnly(String parent, Set<String> children);
  }

  /**
   * What was seen of some files.
   *
   * @param known how many of them were known
   * @param missing those that are not there
   */
  private record Sight(int known, List<EvidencePath> missing) {}

  /** A file that is not as it was known when it was looked at. */
  private record Difference(Optional<EvidenceEntry> before, EvidenceEntry now) {}

  private record Nobody() implements FolderListener {
    @Override
    public void about(String folder, Path place) {
      // Nothing has to follow.
    }

    @Override
    public boolean follows(String folder) {
      return false;
    }

    @Override
    public void keepOnly(String parent, Set<String> children) {
      // Nothing is remembered.
    }
  }
}
