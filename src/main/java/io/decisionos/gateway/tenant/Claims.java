package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.DirectoryContents.FileState;
import io.decisionos.gateway.config.Excerpt;
import io.decisionos.gateway.config.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may have an id that more than one file is about, at one look. The file that serves the tenant
 * keeps it, be it by its last good version; each other one that claims it is invalid. If none
 * serves it, all that claim it are. A missing file claims nothing and holds nothing. Immutable.
 */
final class Claims {
  private static final int OTHERS_NAMED = 3;

  private final Map<TenantId, Holder> holders;
  private final Map<TenantId, List<String>> claimants;

  private Claims(Map<TenantId, Holder> holders, Map<TenantId, List<String>> claimants) {
    this.holders = holders;
    this.claimants = claimants;
  }

  private record Holder(String file, int rank) {}

  /**
   * The claims of the files that were found.
   *
   * @param before what is remembered of each file from the look before
   */
  static Claims of(
      Map<String, FileRecord> before,
      Map<String, FileState<TenantFile>> found,
      long now,
      Duration grace) {
    var holders = new HashMap<TenantId, Holder>();
    var claimants = new HashMap<TenantId, List<String>>();
    found.forEach(
        (name, state) -> {
          if (state.missing()) {
            return;
          }
          state.value().claim().ifPresent(id -> claim(claimants, id, name));
          FileRecord record = before.get(name);
          Optional<Tenant> served =
              record == null ? Optional.empty() : record.effective(now, grace);
          served
              .filter(tenant -> keeps(state.value(), tenant.id()))
              .ifPresent(tenant -> hold(holders, tenant, name, record));
        });
    return new Claims(holders, claimants);
  }

  /** Of ten thousand ids nearly all have one claimant, for which no list is made. */
  private static void claim(Map<TenantId, List<String>> claimants, TenantId id, String name) {
    List<String> known = claimants.putIfAbsent(id, List.of(name));
    if (known != null) {
      List<String> longer = known.size() == 1 ? new ArrayList<>(known) : known;
      longer.add(name);
      claimants.put(id, longer);
    }
  }

  /** Whether a file goes on with the tenant that it served; a valid one for another id does not. */
  private static boolean keeps(TenantFile file, TenantId id) {
    return file instanceof TenantFile.Broken || file.claim().equals(Optional.of(id));
  }

  private static void hold(
      Map<TenantId, Holder> holders, Tenant tenant, String name, FileRecord record) {
    holders.merge(
        tenant.id(),
        new Holder(name, BookWriter.rank(record, tenant)),
        (held, offered) -> offered.rank() > held.rank() ? offered : held);
  }

  /** A file that is there, as it counts with all the others beside it. */
  TenantFile judged(String name, TenantFile file) {
    return file.claim()
        .flatMap(id -> objection(name, id))
        .map(objection -> refused(name, file, objection))
        .orElse(file);
  }

  private record Objection(String found, String expected) {}

  private Optional<Objection> objection(String name, TenantId id) {
    Holder holder = holders.get(id);
    if (holder != null) {
      return holder.file().equals(name)
          ? Optional.empty()
          : Optional.of(
              new Objection(
                  "\"" + id + "\"",
                  "an id of its own ("
                      + holder.file()
                      + " serves "
                      + id
                      + " already: change this file's tenant_id, or delete it)"));
    }
    List<String> all = claimants.getOrDefault(id, List.of());
    return all.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Objection(
                "\"" + id + "\", which " + others(name, all) + " too",
                "each tenant_id in one file (change it in all but one of them, or delete those)"));
  }

  private static String others(String name, List<String> all) {
    String named =
        all.stream()
            .filter(other -> !other.equals(name))
            .limit(OTHERS_NAMED)
            .collect(Collectors.joining(", "));
    int more = all.size() - 1 - OTHERS_NAMED;
    return more > 0
        ? named + " and " + more + " more claim"
        : named + (all.size() == 2 ? " claims" : " claim");
  }

  private static TenantFile refused(String name, TenantFile file, Objection objection) {
    if (file instanceof TenantFile.Broken broken) {
      Fault fault = fault(name, OptionalInt.empty(), objection);
      List<Fault> faults = Stream.concat(broken.faults().stream(), Stream.of(fault)).toList();
      return new TenantFile.Broken(
          faults, broken.claim(), broken.named(), broken.saysSuspended(), broken.excerpt());
    }
    Tenant tenant = ((TenantFile.Valid) file).tenant();
    List<Fault> faults = List.of(fault(name, tenant.file().parse().line("tenant_id"), objection));
    return new TenantFile.Broken(
        faults,
        file.claim(),
        file.claim(),
        tenant.suspended(),
        Excerpt.of(tenant.file().text(), faults));
  }

  private static Fault fault(String name, OptionalInt line, Objection objection) {
    return new Fault(name, line, "tenant_id", objection.found(), objection.expected());
  }
}
