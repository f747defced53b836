package io.decisionos.gateway.tenant;

import static io.decisionos.gateway.tenant.LedgerScript.GRACE;
import static io.decisionos.gateway.tenant.LedgerScript.active;
import static io.decisionos.gateway.tenant.LedgerScript.suspended;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.tenant.TenantReport.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What operators are told of files and tenants agrees with what callers meet. */
class TenantReportTest {
  private final LedgerScript script = new LedgerScript();

  @Test
  void aCopyIsUnusedWhileItsTenantIsServed() {
    script.write("a.yaml", active("acme")).write("b.yaml", active("acme"));
    assertThat(states()).isEqualTo(Map.of("a.yaml", State.APPLIED, "b.yaml", State.UNUSED));
  }

  @Test
  void filesThatRefuseEachOtherAreRefused() {
    script.with("a.yaml", active("acme")).with("b.yaml", active("acme")).look();
    assertThat(states()).isEqualTo(Map.of("a.yaml", State.REFUSED, "b.yaml", State.REFUSED));
  }

  @Test
  void aBrokenFileThatNamesATenantRefusesItsOtherFileAtAStart() {
    script.with("a.yaml", active("acme") + "limits: 1\n").with("b.yaml", active("acme")).look();
    assertThat(states()).isEqualTo(Map.of("a.yaml", State.REFUSED, "b.yaml", State.REFUSED));
  }

  @Test
  void aBrokenFileServesItsLastGoodVersionSuspendsOrIsRefused() {
    script.write("a.yaml", active("acme")).write("b.yaml", active("other")).write("c.yaml", "[");
    script.write("a.yaml", "[").write("b.yaml", suspended("other") + "[");
    assertThat(states())
        .isEqualTo(
            Map.of("a.yaml", State.LAST_GOOD, "b.yaml", State.SUSPENDED, "c.yaml", State.REFUSED));
    script.wait(GRACE);
    assertThat(states()).containsEntry("a.yaml", State.REFUSED);
  }

  @Test
  void theWorstOfTheBrokenFilesIsNamedFirst() {
    script.write("a.yaml", active("acme")).write("b.yaml", active("acme"));
    script.write("c.yaml", active("other")).write("d.yaml", active("late"));
    script.write("d.yaml", "[").wait(GRACE.dividedBy(2));
    script.write("c.yaml", "[").write("e.yaml", "[");

    assertThat(report().invalid().stream().map(TenantReport.FileStatus::file))
        .containsExactly("e.yaml", "d.yaml", "c.yaml", "b.yaml");
  }

  @Test
  void aFileWhoseTenantIsElsewhereByNowServesNoLastGoodVersion() {
    script.write("a.yaml", active("acme")).with("b.yaml", active("acme")).missing("a.yaml");
    script.write("a.yaml", active("acme") + "[");
    assertThat(states()).isEqualTo(Map.of("a.yaml", State.UNUSED, "b.yaml", State.APPLIED));
  }

  @Test
  void aTenantThatIsCutOffIsARefusalWithItsFault() {
    script.write("a.yaml", active("acme")).write("a.yaml", active("acme") + "limits: 1\n");
    TenantBook before = script.ledger().book();

    script.wait(GRACE);

    assertThat(TenantChange.between(before, report()))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.refusal()).isTrue();
              assertThat(change.what()).contains("all calls are refused: a.yaml:4: limits: found");
            });
    assertThat(script.ledger().book().refused()).containsExactly(new TenantId("acme"));
  }

  @Test
  void aTenantThatIsRefusedWithItsDirectoryIsARefusalWithThatFault() {
    script.write("a.yaml", active("acme")).directoryGone();
    TenantBook before = script.ledger().book();

    script.wait(GRACE);

    assertThat(whats(before)).singleElement().asString().contains("found nothing there");
  }

  @Test
  void aTenantThatIsServedAgainIsNotCalledAdded() {
    script.write("a.yaml", active("acme")).write("a.yaml", "[").wait(GRACE);
    TenantBook before = script.ledger().book();

    script.write("a.yaml", active("acme"));

    assertThat(whats(before)).containsExactly("no longer refused");
  }

  private List<String> whats(TenantBook before) {
    return TenantChange.between(before, report()).stream().map(TenantChange::what).toList();
  }

  private TenantReport report() {
    return TenantReport.of(script.ledger(), GRACE, script.now(), Instant.EPOCH);
  }

  private Map<String, State> states() {
    return report().files().stream()
        .collect(Collectors.toMap(TenantReport.FileStatus::file, TenantReport.FileStatus::state));
  }
}
