package io.decisionos.gateway.evidence.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.evidence.json.CanonicalJson;
import io.decisionos.gateway.evidence.json.SlowJson;
import io.decisionos.gateway.evidence.json.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for every document, tried on many that were made from fixed seeds. */
class EvidencePropertyTest {

  @Test
  void aSecondImplementationAgreesOnTenThousandDocuments() {
    int tampered = 0;
    for (int seed = 0; seed < 10_000; seed++) {
      var random = new RandomEvidence(seed);
      byte[] document = random.signed();
      byte[] judged = seed % 3 == 0 ? random.damaged(document) : document;
      boolean verdict = Evidence.judge(judged).tampered();

      assertThat(verdict).as("seed %s", seed).isEqualTo(SlowVerdict.tampered(judged));
      tampered += verdict ? 1 : 0;
    }
    assertThat(tampered).isBetween(1_000, 5_000);
  }

  @Test
  void theCanonicalTextIsTheSameByBothImplementationsAndStaysAsItIs() throws UnreadableException {
    for (int seed = 0; seed < 5_000; seed++) {
      String value = new RandomEvidence(seed).value(6);
      String canonical = CanonicalJson.of(value.getBytes(StandardCharsets.UTF_8));

      assertThat(canonical)
          .as("seed %s", seed)
          .isEqualTo(SlowVerdict.text(new SlowJson(value).document()));
      assertThat(CanonicalJson.of(canonical.getBytes(StandardCharsets.UTF_8))).isEqualTo(canonical);
    }
  }

  @Test
  void whatWeSignVerifies() {
    for (int seed = 0; seed < 200; seed++) {
      assertThat(Evidence.judge(EvidenceSample.valid("t-1", seed)).tampered()).isFalse();
    }
  }

  @Test
  void oneChangedByteWithinTheCoreNeverVerifies() {
    var random = new Random(7);
    byte[] document = EvidenceSample.valid("t-1", 3);
    int coreEnd = new String(document, StandardCharsets.UTF_8).indexOf("\"integrity\"");
    for (int at = 1; at < coreEnd - 2; at++) {
      byte[] changed = document.clone();
      changed[at] ^= (byte) (1 << random.nextInt(7));

      assertThat(Evidence.judge(changed).tampered()).as("byte %s", at).isTrue();
    }
  }
}
