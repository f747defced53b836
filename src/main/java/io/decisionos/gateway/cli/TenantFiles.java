package io.decisionos.gateway.cli;

import io.decisionos.gateway.config.DirectoryContents;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.SettleTimes;
import io.decisionos.gateway.config.WatchedDirectory;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantFile;
import io.decisionos.gateway.tenant.TenantLedger;
import io.decisionos.gateway.tenant.TenantReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tenants' files as a gateway that starts now would take them. Immutable.
 *
 * @param ledger without any last good version
 */
record TenantFiles(TenantLedger ledger) {
  private static final SettleTimes AT_ONCE = new SettleTimes(Duration.ZERO, Duration.ZERO);
  private static final int MOST_LOOKS = 10;

  static TenantFiles read(Path directory) {
    return new TenantFiles(TenantLedger.EMPTY.apply(look(directory), 0, Duration.ZERO));
  }

  /** Looks until no file is left that changed while it was read. */
  private static DirectoryContents<TenantFile> look(Path path) {
    var directory = new WatchedDirectory<>(path, new TenantReader(), Clock.systemUTC());
    DirectoryContents<TenantFile> contents = directory.sweep(AT_ONCE);
    for (int look = 1; look < MOST_LOOKS && contents.nextDue().isPresent(); look++) {
      contents = directory.sweep(AT_ONCE);
    }
    return contents;
  }

  int count() {
    return ledger.files().size();
  }

  /** What is wrong with the directory and its files. */
  List<Fault> faults() {
    return Stream.concat(ledger.trouble().stream(), ledger.faults().stream()).toList();
  }

  /** The tenants that would be known, by id. */
  Map<String, Tenant> tenants() {
    var tenants = new TreeMap<String, Tenant>();
    ledger.book().tenants().forEach(tenant -> tenants.put(tenant.id().value(), tenant));
    return tenants;
  }
}
