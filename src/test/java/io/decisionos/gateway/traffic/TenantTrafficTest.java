package io.decisionos.gateway.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.DirectoryContents;
import io.decisionos.gateway.config.DirectoryContents.FileState;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantFile;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.tenant.TenantLedger;
import io.decisionos.gateway.tenant.TenantReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TenantTrafficTest {
  private static final TenantId OTHER = new TenantId("other");
  private static final TenantId REFUSED = new TenantId("refused");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TenantTraffic traffic = new TenantTraffic(meters, 2);

  private double count(String meter, String tenant) {
    return Optional.ofNullable(meters.find(meter).tag("tenant", tenant).counter())
        .map(counter -> counter.count())
        .orElse(-1.0);
  }

  private static TenantBook book() {
    var files = new TreeMap<String, FileState<TenantFile>>();
    Map.of("other", "active", "refused", "asleep")
        .forEach(
            (id, status) -> {
              String text = "tenant_id: " + id + "\nname: N\nstatus: " + status + "\n";
              byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
              TenantFile file = new TenantReader().read(id + ".yaml", bytes);
              files.put(id + ".yaml", new FileState<>(file, id, false));
            });
    var contents =
        new DirectoryContents<>(files, Optional.empty(), Optional.empty(), Optional.empty());
    return TenantLedger.EMPTY.apply(contents, 1, Duration.ZERO).book();
  }

  @Test
  void aTenantThatIsCalledOtherSharesNoSeriesWithTheRest() {
    traffic.countAdmitted(OTHER);
    traffic.elect(book(), Map.of(OTHER, 1L));
    traffic.countAdmitted(OTHER);
    assertThat(count("gateway.tenant.requests", "_other")).isEqualTo(1);
    assertThat(count("gateway.tenant.requests", "other")).isEqualTo(1);

    traffic.elect(TenantBook.EMPTY, Map.of());
    traffic.countAdmitted(OTHER);
    assertThat(count("gateway.tenant.requests", "_other")).isEqualTo(2);
    assertThat(count("gateway.tenant.requests", "other")).isEqualTo(-1);
  }

  @Test
  void aRefusedTenantHasASeriesAsWell() {
    traffic.elect(book(), Map.of(REFUSED, 5L));
    traffic.countRefused(REFUSED);
    assertThat(count("gateway.tenant.refused", "refused")).isEqualTo(1);
    assertThat(count("gateway.tenant.requests", "refused")).isZero();
  }
}
