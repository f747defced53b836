package io.decisionos.gateway.tenant;

import static io.decisionos.gateway.tenant.LedgerScript.GRACE;
import static io.decisionos.gateway.tenant.LedgerScript.active;
import static io.decisionos.gateway.tenant.LedgerScript.suspended;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sentences of the contract on reload, one by one. */
class TenantLedgerTest {
  private static final String BAD = "limits: {max_qps: 0}\n";
  private static final String UNPARSED = "tenant_id: acme\nstatus: suspended\nname: [\n";
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final LedgerScript script = new LedgerScript();

  @Test
  void aValidFileIsServedAndAnIdWithoutAFileIsUnknown() {
    script.write("a.yaml", active("acme"));
    assertThat(script.answer("acme")).isEqualTo("served");
    assertThat(script.answer("other")).isEqualTo("tenant.unknown");
  }

  @Test
  void aSuspendedTenantIsRefusedByThatName() {
    script.write("a.yaml", suspended("acme"));
    assertThat(script.answer("acme")).isEqualTo("tenant.suspended");
  }

  @Test
  void anInvalidFileKeepsItsLastGoodVersionForTheGraceAndNotLonger() {
    script.write("a.yaml", active("acme")).write("a.yaml", active("acme") + BAD);
    assertThat(script.wait(GRACE.minus(MOMENT)).answer("acme")).isEqualTo("served");
    assertThat(script.wait(MOMENT).answer("acme")).isEqualTo("tenant.config_invalid");
  }

  @Test
  void aFileThatIsMendedWithinTheGraceWasNeverRefused() {
    script.write("a.yaml", active("acme")).write("a.yaml", active("acme") + BAD);
    script.wait(GRACE.minus(MOMENT)).write("a.yaml", active("acme"));
    assertThat(script.wait(GRACE).answer("acme")).isEqualTo("served");
    assertThat(script.ledger().faults()).isEmpty();
  }

  @Test
  void oneBadVersionAfterAnotherDoesNotProlongTheGrace() {
    script.write("a.yaml", active("acme")).write("a.yaml", active("acme") + BAD);
    script.wait(GRACE.dividedBy(2)).write("a.yaml", "[");
    script.wait(GRACE.dividedBy(2));
    assertThat(script.answer("acme")).isEqualTo("tenant.config_invalid");
  }

  @Test
  void withoutGraceAnInvalidFileIsRefusedAtOnce() {
    script.withGrace(Duration.ZERO).write("a.yaml", active("acme"));
    assertThat(script.write("a.yaml", active("acme") + BAD).answer("acme"))
        .isEqualTo("tenant.config_invalid");
  }

  @Test
  void anUnreadableFileKeepsItsLastGoodVersionForTheGrace() {
    script.write("a.yaml", active("acme")).unreadable("a.yaml");
    assertThat(script.answer("acme")).isEqualTo("served");
    assertThat(script.wait(GRACE).answer("acme")).isEqualTo("tenant.config_invalid");
  }

  @Test
  void atTheStartThereIsNoLastGoodVersion() {
    script.write("a.yaml", active("acme") + BAD);
    assertThat(script.answer("acme")).isEqualTo("tenant.config_invalid");
  }

  @Test
  void anIdThatCanBeReadFromAFileWhichDoesNotParseIsRefusedByName() {
    assertThat(script.write("a.yaml", "tenant_id: acme\nname: [\n").answer("acme"))
        .isEqualTo("tenant.config_invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "tenant_id: ACME\nname: [", "  tenant_id: acme\nname: ["})
  void anIdThatCannotBeReadIsUnknown(String text) {
    assertThat(script.write("a.yaml", text).answer("acme")).isEqualTo("tenant.unknown");
  }

  @Test
  void aBadFileTouchesNoOtherTenant() {
    script.write("a.yaml", active("acme")).write("b.yaml", active("other"));
    script.write("a.yaml", "[").wait(GRACE);
    assertThat(script.answer("other")).isEqualTo("served");
  }

  @Test
  void whereNoneServesEveryFileThatClaimsAnIdTwiceIsInvalid() {
    script.with("a.yaml", active("acme")).with("b.yaml", active("acme")).look();
    assertThat(script.answer("acme")).isEqualTo("tenant.config_invalid");
    assertThat(script.faults()).hasSize(2);
    assertThat(script.faults().get(0)).startsWith("a.yaml:1: ").contains("b.yaml claims too");
    assertThat(script.faults().get(1)).startsWith("b.yaml:1: ").contains("a.yaml claims too");
  }

  @Test
  void aCopyIsRefusedAndToldAndTheOriginalGoesOn() {
    script.write("acme_corp.yaml", active("acme-corp")).write("a.yaml", active("acme-corp"));
    assertThat(script.wait(GRACE.plus(GRACE)).answer("acme-corp")).isEqualTo("served");
    assertThat(script.faults())
        .singleElement()
        .asString()
        .startsWith("a.yaml:1: tenant_id: ")
        .contains(
            "acme_corp.yaml serves acme-corp already: change this file's tenant_id, or delete it");
  }

  @Test
  void aCopyThatIsThereBeforeTheFirstGraceEndsOnlyOnceTheOriginalIsGoneServes() {
    script.write("b.yaml", active("acme")).write("a.yaml", active("acme"));
    script.write("a.yaml", active("acme") + "clock_skew_ms: 1\n");
    assertThat(script.skew("acme")).isEqualTo(60_000);
    assertThat(script.missing("b.yaml").skew("acme")).isEqualTo(1);
    assertThat(script.delete("b.yaml").answer("acme")).isEqualTo("served");
  }

  @Test
  void theFileThatServesMayBeEditedWhileACopyIsThere() {
    script.write("a.yaml", active("acme")).write("b.yaml", active("acme"));
    script.write("a.yaml", active("acme") + "clock_skew_ms: 1\n");
    assertThat(script.skew("acme")).isEqualTo(1);
    assertThat(script.write("a.yaml", suspended("acme")).answer("acme"))
        .isEqualTo("tenant.suspended");
  }

  @Test
  void aCopyEndsNoSuspensionAndMakesNone() {
    script.write("a.yaml", suspended("acme")).write("b.yaml", active("acme"));
    assertThat(script.answer("acme")).isEqualTo("tenant.suspended");
    script.write("c.yaml", active("other")).write("d.yaml", suspended("other"));
    assertThat(script.answer("other")).isEqualTo("served");
    assertThat(script.write("d.yaml", suspended("other") + BAD).answer("other"))
        .isEqualTo("served");
  }

  @Test
  void aBrokenFileKeepsItsTenantFromACopyForItsGrace() {
    script.write("a.yaml", active("acme")).write("a.yaml", "[");
    script.write("b.yaml", active("acme") + "clock_skew_ms: 1\n");
    assertThat(script.skew("acme")).isEqualTo(60_000);
    assertThat(script.wait(GRACE).skew("acme")).isEqualTo(1);
  }

  @Test
  void aBrokenFileThatStillClaimsItsIdLeavesNobodyServedAfterItsGraceWhereACopyIsThere() {
    script.write("a.yaml", active("acme")).write("b.yaml", active("acme"));
    script.write("a.yaml", active("acme") + BAD);
    assertThat(script.wait(GRACE.minus(MOMENT)).answer("acme")).isEqualTo("served");
    assertThat(script.wait(MOMENT).answer("acme")).isEqualTo("tenant.config_invalid");
  }

  @Test
  void twoFilesMayExchangeTheirTenantsAtOnceOrOneAfterTheOther() {
    script.write("a.yaml", active("acme")).write("b.yaml", active("other"));
    script.with("a.yaml", active("other")).with("b.yaml", active("acme")).look();
    assertThat(script.faults()).isEmpty();
    script.write("a.yaml", active("acme")).write("b.yaml", active("other"));
    assertThat(script.faults()).isEmpty();
    assertThat(script.wait(GRACE).answer("acme")).isEqualTo("served");
    assertThat(script.answer("other")).isEqualTo("served");
  }

  @Test
  void manyClaimantsAreNamedInPart() {
    for (int i = 0; i < 9; i++) {
      script.with("f" + i + ".yaml", active("acme"));
    }
    assertThat(script.look().faults().get(0))
        .contains("which f1.yaml, f2.yaml, f3.yaml and 5 more claim too");
  }

  @Test
  void aDuplicateThatGoesAwayMakesTheOtherFileValid() {
    script.with("a.yaml", active("acme")).with("b.yaml", active("acme")).look();
    assertThat(script.missing("b.yaml").answer("acme")).isEqualTo("served");
    assertThat(script.delete("b.yaml").answer("acme")).isEqualTo("served");
  }

  @Test
  void aMissingFileClaimsNothingSoARenameIsNoOutage() {
    script.write("a.yaml", active("acme")).with("b.yaml", active("acme")).missing("a.yaml");
    assertThat(script.answer("acme")).isEqualTo("served");
    assertThat(script.ledger().faults()).isEmpty();
    assertThat(script.delete("a.yaml").answer("acme")).isEqualTo("served");
  }

  @Test
  void aRenameWithBothNamesSeenForAMomentIsNoOutageEither() {
    script.write("a.yaml", active("acme")).write("b.yaml", active("acme"));
    assertThat(script.answer("acme")).isEqualTo("served");
    script.missing("a.yaml").delete("a.yaml");
    assertThat(script.wait(GRACE).answer("acme")).isEqualTo("served");
  }

  @Test
  void aMissingFileServesUntilItCountsAsDeleted() {
    script.write("a.yaml", active("acme")).write("b.yaml", active("other"));
    assertThat(script.missing("a.yaml").answer("acme")).isEqualTo("served");
    assertThat(script.delete("a.yaml").answer("acme")).isEqualTo("tenant.unknown");
  }

  @Test
  void aTenantThatIsDeletedAndBrokenHasNoGrace() {
    script.write("b.yaml", active("other")).write("a.yaml", active("acme"));
    script.write("a.yaml", "[").missing("a.yaml").delete("a.yaml");
    assertThat(script.answer("acme")).isEqualTo("tenant.unknown");
  }

  @Test
  void aBrokenFileThatSaysSuspendedSuspendsAtOnceWhomItServedLast() {
    script.write("a.yaml", active("acme")).write("a.yaml", suspended("acme") + BAD);
    assertThat(script.answer("acme")).isEqualTo("tenant.suspended");
    assertThat(script.wait(GRACE).answer("acme")).isEqualTo("tenant.suspended");
  }

  @Test
  void soDoesOneThatDoesNotParse() {
    script.write("a.yaml", active("acme")).write("a.yaml", UNPARSED);
    assertThat(script.answer("acme")).isEqualTo("tenant.suspended");
  }

  @Test
  void soDoesOneThatIsNotUtf8() {
    byte[] bytes = "name: \u00e9\nstatus: suspended\n".getBytes(StandardCharsets.ISO_8859_1);

    script.write("a.yaml", active("acme")).write("a.yaml", bytes);

    assertThat(script.answer("acme")).isEqualTo("tenant.suspended");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status: suspended # at last\n[",
        "status: 'suspended'\r\n[",
        "status:  \"suspended\"\n[",
        "status : suspended\n["
      })
  void theLineMayBeWrittenAsPeopleWriteIt(String text) {
    script.write("a.yaml", active("acme")).write("a.yaml", text);
    assertThat(script.answer("acme")).isEqualTo("tenant.suspended");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# status: suspended\n[",
        "  status: suspended\n[",
        "status: suspended-not\n[",
        "old_status: suspended\n[",
        "status: active\n["
      })
  void anotherLineSuspendsNobody(String text) {
    script.write("a.yaml", active("acme")).write("a.yaml", text);
    assertThat(script.answer("acme")).isEqualTo("served");
  }

  @Test
  void aBrokenSuspensionReachesNobodyWhomTheFileDidNotServe() {
    script.write("a.yaml", active("acme")).write("b.yaml", UNPARSED);
    assertThat(script.answer("acme")).isEqualTo("served");
  }

  @Test
  void aSuspensionEndsWhenTheFileIsValidAndActive() {
    script.write("a.yaml", active("acme")).write("a.yaml", UNPARSED).wait(GRACE);
    assertThat(script.write("a.yaml", active("acme")).answer("acme")).isEqualTo("served");
  }

  @Test
  void aDirectoryOutOfReachKeepsAllForTheGraceAndNotLonger() {
    script.write("a.yaml", active("acme")).write("b.yaml", suspended("other")).directoryGone();
    assertThat(script.wait(GRACE.minus(MOMENT)).answer("acme")).isEqualTo("served");
    assertThat(script.wait(MOMENT).answer("acme")).isEqualTo("tenant.config_invalid");
    assertThat(script.answer("other")).isEqualTo("tenant.suspended");
    assertThat(script.answer("nobody")).isEqualTo("tenant.unknown");
    assertThat(script.directoryBack().answer("acme")).isEqualTo("served");
  }

  @Test
  void whatIsStillMissingWhenADirectoryComesBackAfterItsGraceServesNobodyUntilItIsBack() {
    script.write("a.yaml", active("acme")).write("b.yaml", suspended("other"));
    script.write("c.yaml", active("third")).missing("a.yaml").missing("b.yaml").missing("c.yaml");
    script.directoryGone().wait(GRACE).write("c.yaml", active("third")).directoryBack();

    assertThat(script.answer("third")).isEqualTo("served");
    assertThat(script.answer("acme")).isEqualTo("tenant.config_invalid");
    assertThat(script.answer("other")).isEqualTo("tenant.suspended");
    assertThat(script.write("c.yaml", suspended("third")).answer("acme"))
        .isEqualTo("tenant.config_invalid");
    assertThat(script.write("a.yaml", active("acme")).answer("acme")).isEqualTo("served");
    assertThat(script.missing("a.yaml").answer("acme")).isEqualTo("served");
  }

  @Test
  void whatIsSeenWhileTheDirectoryIsOutOfReachDoesNotCount() {
    script.write("a.yaml", active("acme")).directoryGone();
    assertThat(script.delete("a.yaml").answer("acme")).isEqualTo("served");
    assertThat(script.directoryBack().answer("acme")).isEqualTo("tenant.unknown");
  }

  @Test
  void eachAppliedChangeRaisesTheGenerationByOne() {
    assertThat(script.write("a.yaml", active("acme")).generation()).isEqualTo(1);
    assertThat(script.write("b.yaml", active("other")).generation()).isEqualTo(2);
    assertThat(script.write("a.yaml", suspended("acme")).generation()).isEqualTo(3);
    assertThat(script.delete("a.yaml").generation()).isEqualTo(4);
  }

  @Test
  void whatChangesNothingRaisesNoGeneration() {
    script.write("a.yaml", active("acme"));
    script.look().wait(GRACE).write("a.yaml", active("acme"));
    script.missing("a.yaml").write("a.yaml", active("acme")).write("c.yaml", "[");
    script.write("a.yaml", "[");
    assertThat(script.generation()).isEqualTo(1);
  }

  @Test
  void aCommentRaisesTheGenerationAsOperatorsAreShownTheLinesOfTheNewText() {
    script.write("a.yaml", active("acme"));
    assertThat(script.write("a.yaml", "# a comment\n" + active("acme")).generation()).isEqualTo(2);
  }

  @Test
  void theBookIsTheSameObjectWhileNothingChanges() {
    TenantBook before = script.write("a.yaml", active("acme")).ledger().book();
    assertThat(script.look().ledger().book()).isSameAs(before);
    assertThat(script.look().ledger()).isEqualTo(script.look().ledger());
  }

  @Test
  void theBookKnowsWhichGenerationBroughtATenant() {
    script.write("a.yaml", active("acme")).write("b.yaml", active("other"));
    assertThat(script.ledger().book().appliedAt(new TenantId("acme"))).isEqualTo(1);
    assertThat(script.ledger().book().appliedAt(new TenantId("other"))).isEqualTo(2);
    assertThat(script.ledger().book().appliedAt(new TenantId("nobody"))).isZero();
  }

  @Test
  void theNextExpiryIsTheEarliestEndOfAGrace() {
    script.write("a.yaml", active("acme")).write("b.yaml", active("other"));
    assertThat(script.nextExpiry()).isEmpty();
    script.write("a.yaml", "[").wait(Duration.ofSeconds(10)).write("b.yaml", "[");
    assertThat(script.nextExpiry()).contains(GRACE.minusSeconds(10));
    assertThat(script.wait(GRACE).nextExpiry()).isEmpty();
  }
}
