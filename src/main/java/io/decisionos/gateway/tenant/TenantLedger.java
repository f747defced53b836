package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.DirectoryContents;
import io.decisionos.gateway.config.DirectoryContents.FileState;
import io.decisionos.gateway.config.Fault;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
    Map<String, FileRecord> newFiles = troubled ? files : turnAll(contents.files(), now, grace);
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
      Map<String, FileState<TenantFile>> found, long now, Duration grace) {
    boolean wasOver = isOver(now, grace);
    var claims = Claims.of(files, found, now, grace);
    // The directory's contents are in the order of the names already.
    var turned = new LinkedHashMap<String, FileRecord>(2 * found.size());
    found.forEach(
        (name, state) -> {
          TenantFile file = state.missing() ? state.value() : claims.judged(name, state.value());
          FileRecord before = files.get(name);
          FileRecord after =
              before == null
                  ? FileRecord.first(file, state.missing(), now)
                  : before.turn(state.missing() ? before.current() : file, state.missing(), now);
          turned.put(name, wasOver && after.missing() ? after.lapse() : after);
        });
    return Collections.unmodifiableMap(turned);
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
