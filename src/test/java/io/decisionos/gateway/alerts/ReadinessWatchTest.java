package io.decisionos.gateway.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.ops.Check;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What checks of readiness say, as conditions. */
final class ReadinessWatchTest {
  private static List<Conditions.Condition> of(String check, String alert, Check said) {
    return ReadinessWatch.of(Map.of(check, said)).stream()
        .filter(conditions -> conditions.alert().equals(alert))
        .findFirst()
        .orElseThrow()
        .holding();
  }

  @Test
  void aCheckThatIsWellHoldsNothing() {
    for (String check : List.of("conf", "storage", "disk", "loops", "evidence", "keys")) {
      var all = ReadinessWatch.of(Map.of(check, Check.ok(new JsonObject())));
      assertThat(all).as(check).isNotEmpty().allMatch(one -> one.holding().isEmpty());
    }
    assertThat(ReadinessWatch.of(Map.of("something else", Check.failing("x", "y")))).isEmpty();
  }

  @Test
  void theCauseAndWhatToDoAreTold() {
    var held = of("storage", "StorageUnavailable", Check.failing("no disk", "mend it"));
    assertThat(held).hasSize(1);
    assertThat(held.get(0).what()).isEqualTo("no disk; mend it");
    assertThat(held.get(0).level()).isEqualTo(Notice.Level.ERROR);
    var full =
        Check.degraded(
            "full", "free it", new JsonObject().put("free_bytes", 5).put("total_bytes", 100));
    assertThat(of("disk", "DiskLow", full).get(0).value()).isEqualTo(95.0);
  }

  @Test
  void eachTenantOfEvidenceHasItsOwn() {
    var details =
        new JsonObject()
            .put("tampered", 0)
            .put("lost_of", JsonArray.of("acme", "delta"))
            .put(
                "logs_stopped",
                JsonArray.of(new JsonObject().put("tenant_id", "beta").put("cause", "it is cut")));
    Check check = Check.degraded("x", "y", details);
    var lost = of("evidence", "EvidenceLost", check);
    assertThat(lost.get(0).labels()).isEqualTo(Map.of("tenant", "acme"));
    assertThat(lost.get(1).what())
        .contains("files of delta are gone", "{\"tenant\": \"delta\"}")
        .doesNotContain("acme", "x; y");
    var stopped = of("evidence", "EvidenceLogStopped", check).get(0);
    assertThat(stopped.labels()).isEqualTo(Map.of("tenant", "beta"));
    assertThat(stopped.what()).contains("it is cut");
    assertThat(of("evidence", "EvidenceTampered", check)).isEmpty();
  }

  @Test
  void keysThatEndAndSourcesThatAreAwayAreToldApart() {
    var finding = new JsonObject().put("keyset", "k").put("kid", "1").put("detail", "ends soon");
    var details =
        new JsonObject()
            .put("findings", JsonArray.of(finding.copy().put("reason", "key.expiry_soon")));
    Check check = Check.degraded("x", "y", details);
    assertThat(of("keys", "KeyExpirySoon", check).get(0).what()).isEqualTo("ends soon");
    assertThat(of("keys", "KeySourceStale", check)).isEmpty();
    details.put("findings", JsonArray.of(finding.copy().put("reason", "key.source_stale")));
    assertThat(of("keys", "KeySourceStale", check)).hasSize(1);
    assertThat(of("keys", "KeyExpirySoon", check)).isEmpty();
  }
}
