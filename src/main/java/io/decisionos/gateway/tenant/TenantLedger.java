package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.DirectoryContents;
import io.decisionos.gateway.config.DirectoryContents.FileState;
import io.decisionos.gateway.config.Fault;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
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
 * @param plain whether each file is valid, there, and the only one about its tenant: an edit of one
 *     is nothing to the others then, and neither is the time
 */
public record TenantLedger(
    Map<String, FileRecord> files,
    Optional<Fault> trouble,
    OptionalLong troubledSince,
    TenantBook book,
    boolean plain) {

  /** The ledger before the first look. */
  public static final TenantLedger EMPTY =
      new TenantLedger(Map.of(), Optional.empty(), OptionalLong.empty(), TenantBook.EMPTY, false);

  /**
   * The ledger after a look at the directory.
   *
   * @param grace for how long a last good version serves
   */
  public TenantLedger apply(DirectoryContents<TenantFile> contents, long now, Duration grace) {
    if (contents.trouble().isPresent()) {
      return rewritten(files, contents.trouble(), beginning(now), now, grace);
    }
    return edited(contents.files(), now)
        .orElseGet(
            () ->
                rewritten(
                    turnAll(contents.files(), now, grace),
                    Optional.empty(),
                    OptionalLong.empty(),
                    now,
                    grace));
  }

  /** The ledger if there was nothing but edits that concern nobody else: of many files the rule. */
  private Optional<TenantLedger> edited(Map<String, FileState<TenantFile>> found, long now) {
    if (!plain || found.size() != files.size()) {
      return Optional.empty();
    }
    var edits = new HashMap<String, FileRecord>();
    for (Map.Entry<String, FileState<TenantFile>> file : found.entrySet()) {
      FileRecord before = files.get(file.getKey());
      if (before == null || !before.staysPlain(file.getValue())) {
        return Optional.empty();
      }
      TenantFile after = file.getValue().value();
      if (after != before.current()) {
        edits.put(file.getKey(), before.turn(after, false, now));
      }
    }
    return Optional.of(edits.isEmpty() ? this : with(edits));
  }

  private TenantLedger with(Map<String, FileRecord> edits) {
    var turned = new LinkedHashMap<>(files);
    turned.putAll(edits);
    List<Tenant> tenants =
        edits.values().stream().flatMap(file -> file.lastGood().stream()).toList();
    return new TenantLedger(
        Collections.unmodifiableMap(turned), trouble, troubledSince, book.edit(tenants), true);
  }

  private OptionalLong beginning(long now) {
    return troubledSince.isPresent() ? troubledSince : OptionalLong.of(now);
  }

  private static boolean isOver(OptionalLong since, long now, Duration grace) {
    return since.isPresent() && now - since.getAsLong() >= grace.toNanos();
  }

  /** Each file's record; what was refused with the whole directory is so until its file is back. */
  private Map<String, FileRecord> turnAll(
      Map<String, FileState<TenantFile>> found, long now, Duration grace) {
    boolean wasOver = isOver(troubledSince, now, grace);
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

  private TenantLedger rewritten(
      Map<String, FileRecord> turned,
      Optional<Fault> fault,
      OptionalLong since,
      long now,
      Duration grace) {
    Map<TenantId, TenantBook.Entry> entries = BookWriter.write(turned.values(), now, grace);
    boolean over = isOver(since, now, grace);
    TenantBook next = book.turn(over ? BookWriter.refuseAll(entries) : entries);
    boolean isPlain =
        fault.isEmpty()
            && turned.size() == entries.size()
            && turned.values().stream().allMatch(FileRecord::isPlain);
    return new TenantLedger(turned, fault, since, next, isPlain);
  }

  /** The faults of all files, in the order of their names. */
  public List<Fault> faults() {
    return files.values().stream().flatMap(file -> file.faults().stream()).toList();
  }

  /** Whether it says what an earlier one says; told by what they share, not by comparing all. */
  boolean saysNoMoreThan(TenantLedger earlier) {
    return files == earlier.files
        && book == earlier.book
        && trouble.equals(earlier.trouble)
        && troubledSince.equals(earlier.troubledSince);
  }

  /** After which time the passing of time alone changes the book. */
  public Optional<Duration> nextExpiry(long now, Duration grace) {
    if (plain) {
      return Optional.empty();
    }
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
