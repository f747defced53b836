package io.decisionos.gateway.tenant;

import io.decisionos.gateway.tenant.TenantBook.Entry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the entries of a book from the records of the files. Where several files are about one id,
 * what is certain goes before what is left over: a refusal gives way to a last good version, that
 * to a file which is being saved, and all of them to a valid file; if two count the same, a
 * suspension goes first.
 */
final class BookWriter {
  private BookWriter() {}

  static Map<TenantId, Entry> write(Collection<FileRecord> files, long now, Duration grace) {
    var ranked = new HashMap<TenantId, Ranked>();
    for (FileRecord file : files) {
      file.concerned().forEach(id -> offer(ranked, id, new Ranked(0, new Entry.Invalid())));
      file.effective(now, grace)
          .ifPresent(
              tenant ->
                  offer(
                      ranked,
                      tenant.id(),
                      new Ranked(rank(file, tenant), new Entry.Known(tenant))));
    }
    var entries = new HashMap<TenantId, Entry>();
    ranked.forEach((id, best) -> entries.put(id, best.entry()));
    return entries;
  }

  private record Ranked(int rank, Entry entry) {}

  private static void offer(Map<TenantId, Ranked> ranked, TenantId id, Ranked offer) {
    ranked.merge(id, offer, (held, offered) -> offered.rank() > held.rank() ? offered : held);
  }

  /** How much a file's word counts if several stand for one tenant. */
  static int rank(FileRecord file, Tenant tenant) {
    boolean valid = file.current() instanceof TenantFile.Valid;
    if (valid && !file.missing()) {
      return 5;
    }
    return (valid ? 3 : 1) + (tenant.suspended() ? 1 : 0);
  }

  /** The entries when nothing can be relied on any more; what is suspended stays so. */
  static Map<TenantId, Entry> refuseAll(Map<TenantId, Entry> entries) {
    var refused = new HashMap<TenantId, Entry>();
    entries.forEach(
        (id, entry) -> {
          boolean suspended = entry instanceof Entry.Known known && known.tenant().suspended();
          refused.put(id, suspended ? entry : new Entry.Invalid());
        });
    return refused;
  }
}
