package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.DirectoryContents;
import io.decisionos.gateway.config.DirectoryContents.FileState;
import io.decisionos.gateway.config.Excerpt;
import io.decisionos.gateway.config.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of reload, as a pure value: what the directory holds and the time go in, a new ledger
 * with a new book comes out. Remembers each file's last good version and how long it may still
 * serve. All times are monotonic nanoseconds.
 *
 * @param files what is remembered of each file, by name
 * @param trouble why the directory as a whole cannot be relied on; everything in it is kept as it
 *     was, for the same grace as a single file
 * @param troubledSince when that began
 */
public record TenantLedger(
    Map<String, FileRecord> files,
    Optional<Fault> trouble,
    OptionalLong troubledSince,
    TenantBook book) {

  /** The ledger before the first look. */
  public static final TenantLedger EMPTY =
      new TenantLedger(Map.of(), Optional.empty(), OptionalLong.empty(), TenantBook.EMPTY);

  /**
   * The ledger after a look at the directory.
   *
   * @param grace for how long a last good version serves
   */
  public TenantLedger apply(DirectoryContents<TenantFile> contents, long now, Duration grace) {
    boolean troubled = contents.trouble().isPresent();
    Map<String, FileRecord> newFiles =
        troubled ? files : turnAll(contents.files(), now, isOver(now, grace));
    OptionalLong since = troubled ? beginning(now) : OptionalLong.empty();
    return new TenantLedger(newFiles, contents.trouble(), since, book).rewriteBook(now, grace);
  }

  private OptionalLong beginning(long now) {
    return troubledSince.isPresent() ? troubledSince : OptionalLong.of(now);
  }

  private boolean isOver(long now, Duration grace) {
    return troubledSince.isPresent() && now - troubledSince.getAsLong() >= grace.toNanos();
  }

  /** Each file's record; what was refused with the whole directory is so until its file is back. */
  private Map<String, FileRecord> turnAll(
      Map<String, FileState<TenantFile>> found, long now, boolean wasOver) {
    Map<TenantId, List<String>> contested = contested(found);
    // The directory's contents are in the order of the names already.
    var turned = new LinkedHashMap<String, FileRecord>(2 * found.size());
    found.forEach(
        (name, state) -> {
          TenantFile file =
              state.missing() ? state.value() : judged(name, state.value(), contested);
          FileRecord before = files.get(name);
          FileRecord after =
              before == null
                  ? FileRecord.first(file, state.missing(), now)
                  : before.turn(state.missing() ? before.current() : file, state.missing(), now);
          turned.put(name, wasOver && after.missing() ? after.lapse() : after);
        });
    return Collections.unmodifiableMap(turned);
  }

  /** The files of each id that several claim; a file that is missing claims nothing. */
  private static Map<TenantId, List<String>> contested(Map<String, FileState<TenantFile>> found) {
    var first = new HashMap<TenantId, String>();
    var contested = new HashMap<TenantId, List<String>>();
    found.forEach(
        (name, state) -> {
          if (state.missing() || state.value().claim().isEmpty()) {
            return;
          }
          TenantId id = state.value().claim().get();
          String other = first.putIfAbsent(id, name);
          if (other != null) {
            contested.computeIfAbsent(id, key -> new ArrayList<>(List.of(other))).add(name);
          }
        });
    return contested;
  }

  /** The file as it counts when other files claim its id as well. */
  private static TenantFile judged(
      String name, TenantFile file, Map<TenantId, List<String>> contested) {
    if (file.claim().filter(contested::containsKey).isEmpty()) {
      return file;
    }
    TenantId id = file.claim().get();
    String others =
        contested.get(id).stream().filter(n -> !n.equals(name)).collect(Collectors.joining(", "));
    Fault duplicate =
        new Fault(
            name,
            OptionalInt.empty(),
            "tenant_id",
            "\"" + id + "\", which " + others + " claims too",
            "each tenant_id in one file");
    if (file instanceof TenantFile.Broken broken) {
      List<Fault> faults = Stream.concat(broken.faults().stream(), Stream.of(duplicate)).toList();
      return new TenantFile.Broken(
          faults, broken.claim(), broken.named(), broken.saysSuspended(), broken.excerpt());
    }
    boolean suspended = ((TenantFile.Valid) file).tenant().suspended();
    return new TenantFile.Broken(
        List.of(duplicate), file.claim(), file.claim(), suspended, Excerpt.NONE);
  }

  private TenantLedger rewriteBook(long now, Duration grace) {
    Map<TenantId, TenantBook.Entry> entries = BookWriter.write(files.values(), now, grace);
    Map<TenantId, TenantBook.Entry> valid =
        isOver(now, grace) ? BookWriter.refuseAll(entries) : entries;
    return new TenantLedger(files, trouble, troubledSince, book.turn(valid));
  }

  /** The faults of all files, in the order of their names. */
  public List<Fault> faults() {
    return files.values().stream().flatMap(file -> file.faults().stream()).toList();
  }

  /** After which time the passing of time alone changes the book. */
  public Optional<Duration> nextExpiry(long now, Duration grace) {
    Stream<Long> ofFiles =
        files.values().stream().flatMap(file -> file.graceLeft(now, grace).stream().boxed());
    Stream<Long> ofDirectory =
        troubledSince.stream().mapToObj(since -> since + grace.toNanos() - now);
    return Stream.concat(ofFiles, ofDirectory)
        .filter(nanos -> nanos > 0)
        .min(Long::compare)
        .map(Duration::ofNanos);
  }
}
