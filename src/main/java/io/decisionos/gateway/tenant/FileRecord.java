package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.DirectoryContents.FileState;
import io.decisionos.gateway.config.Excerpt;
import io.decisionos.gateway.config.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the ledger remembers of one file: what it says now, and what it said when it was last good.
 * Immutable.
 *
 * @param current what the file says, duplicates of other files' ids taken into account
 * @param lastGood the tenant that this file serves or served last
 * @param brokenSince when it turned invalid, in monotonic nanoseconds; empty while it is valid
 * @param missing whether the file is gone, though perhaps only for the moment of a save
 * @param lapsed whether it was gone when the grace of the whole directory was over already: then it
 *     serves nobody until it is back
 */
record FileRecord(
    TenantFile current,
    Optional<Tenant> lastGood,
    OptionalLong brokenSince,
    boolean missing,
    boolean lapsed) {

  /** The record of a file that is seen for the first time. */
  static FileRecord first(TenantFile file, boolean isMissing, long now) {
    return new FileRecord(file, Optional.empty(), OptionalLong.empty(), isMissing, false)
        .turn(file, isMissing, now);
  }

  /** This record after the file came to say something else. */
  FileRecord turn(TenantFile file, boolean isMissing, long now) {
    if (turnedAlready(file, isMissing)) {
      return this;
    }
    boolean stillLapsed = lapsed && isMissing;
    if (file instanceof TenantFile.Valid valid) {
      Optional<Tenant> good = Optional.of(valid.tenant());
      return new FileRecord(file, good, OptionalLong.empty(), isMissing, stillLapsed);
    }
    boolean suspend = ((TenantFile.Broken) file).saysSuspended();
    Optional<Tenant> kept = suspend ? lastGood.map(Tenant::suspend) : lastGood;
    OptionalLong since = brokenSince.isPresent() ? brokenSince : OptionalLong.of(now);
    return new FileRecord(file, kept, since, isMissing, stillLapsed);
  }

  /** This record after a directory in trouble for longer than its grace came back without it. */
  FileRecord lapse() {
    return new FileRecord(current, lastGood, brokenSince, missing, true);
  }

  /** Of ten thousand files an edit changes one; the others cost nothing this way. */
  private boolean turnedAlready(TenantFile file, boolean isMissing) {
    boolean settledOn = file instanceof TenantFile.Valid ? lastGood.isPresent() : isBroken();
    return file == current && isMissing == missing && settledOn;
  }

  /** Whether it is valid and there, so that no time changes what it says. */
  boolean isPlain() {
    return current instanceof TenantFile.Valid && !missing && !lapsed;
  }

  /** Whether a plain file is one still, and about the same tenant. */
  boolean staysPlain(FileState<TenantFile> state) {
    return !state.missing()
        && (state.value() == current
            || (state.value() instanceof TenantFile.Valid
                && state.value().claim().equals(current.claim())));
  }

  private boolean isBroken() {
    return brokenSince.isPresent();
  }

  List<Fault> faults() {
    return current instanceof TenantFile.Broken broken ? broken.faults() : List.of();
  }

  Excerpt excerpt() {
    return current instanceof TenantFile.Broken broken ? broken.excerpt() : Excerpt.NONE;
  }

  /** The nanoseconds for which the last good version still serves; empty for a valid file. */
  OptionalLong graceLeft(long now, Duration grace) {
    return brokenSince.isPresent()
        ? OptionalLong.of(Math.max(0, brokenSince.getAsLong() + grace.toNanos() - now))
        : OptionalLong.empty();
  }

  /** The tenant that this file stands for now; a suspension holds on without any grace. */
  Optional<Tenant> effective(long now, Duration grace) {
    OptionalLong left = graceLeft(now, grace);
    return lastGood
        .filter(tenant -> !lapsed || tenant.suspended())
        .filter(
            tenant ->
                left.isEmpty() || left.getAsLong() > 0 || (tenant.suspended() && saysSuspended()));
  }

  private boolean saysSuspended() {
    return current instanceof TenantFile.Broken broken && broken.saysSuspended();
  }

  /** The ids that this file is about, to be refused by name if nothing serves them. */
  List<TenantId> concerned() {
    Optional<TenantId> served = lastGood.map(Tenant::id);
    return current instanceof TenantFile.Broken broken
        ? Stream.of(served, broken.named()).flatMap(Optional::stream).distinct().toList()
        : served.map(List::of).orElse(List.of());
  }
}
