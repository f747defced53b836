package io.decisionos.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.SettleTimes;
import io.decisionos.gateway.config.WatchedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each broken file is refused where it is broken, and the tenant beside it is served. */
class BrokenTenantsTest {
  private static final SettleTimes AT_ONCE = new SettleTimes(Duration.ZERO, Duration.ZERO);
  private static final TenantId NEIGHBOUR = new TenantId("neighbour");

  @TempDir Path directory;

  static Stream<BrokenTenant> all() {
    return BrokenTenants.all();
  }

  private TenantLedger look() {
    var watched = new WatchedDirectory<>(directory, new TenantReader(), Clock.systemUTC());
    return TenantLedger.EMPTY.apply(watched.sweep(AT_ONCE), 0, Duration.ofMinutes(1));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aBrokenFileIsRefusedAtItsKeyAndLineAndTouchesNobodyElse(BrokenTenant broken)
      throws IOException {
    write("broken.yaml", broken.text());
    write("neighbour.yaml", "tenant_id: neighbour\nname: N\nstatus: active\n");
    TenantLedger ledger = look();
    assertThat(ledger.book().served(NEIGHBOUR)).isPresent();
    assertThat(ledger.book().tenants()).hasSize(1);
    List<Fault> faults = ledger.faults();
    assertThat(faults).as(broken.text()).hasSize(1);
    Fault fault = faults.get(0);
    assertThat(fault.file()).isEqualTo("broken.yaml");
    assertThat(fault.key()).as("%s%n%s", fault, broken.text()).isEqualTo(broken.key());
    assertThat(fault.line().orElse(0)).as("%s%n%s", fault, broken.text()).isEqualTo(broken.line());
    assertThat(fault.found()).isNotBlank();
    assertThat(fault.expected()).isNotBlank();
  }

  @Test
  void theTableIsLongAndItsBaseIsValid() throws IOException {
    write("valid.yaml", String.join("\n", WholeFile.LINES));
    assertThat(look().faults()).isEmpty();
    assertThat(all()).hasSizeGreaterThan(200);
    assertThat(all().map(BrokenTenant::text)).doesNotHaveDuplicates();
  }

  @Test
  void onePassFindsAllFaults() throws IOException {
    write("broken.yaml", "tenant_id: A\nname: 5\nlimits: {max_qps: 0, zzz: 1}\n");
    assertThat(look().faults())
        .extracting(Fault::key)
        .containsExactlyInAnyOrder("tenant_id", "name", "status", "limits.max_qps", "limits.zzz");
  }
}
