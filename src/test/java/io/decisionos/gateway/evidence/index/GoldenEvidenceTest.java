package io.decisionos.gateway.evidence.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.json.CanonicalJson;
import io.decisionos.gateway.evidence.json.UnreadableException;
import io.decisionos.gateway.tenant.TenantId;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents whose verdict was made by the original producers of evidence. */
class GoldenEvidenceTest {

  static Stream<Golden> documents() {
    return Golden.all().stream();
  }

  static Stream<Golden> readable() {
    return documents().filter(golden -> golden.text("canonical_core").isPresent());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theVerdictIsTheProducers(Golden golden) {
    Evidence verdict = Evidence.judge(golden.document());

    assertThat(verdict.tampered()).isEqualTo(golden.expected().get("tampered").asBoolean());
    assertThat(verdict.error().isEmpty()).isEqualTo(golden.expected().get("readable").asBoolean());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theTenantIsTheDocumentsOwnWhereItIsATenantsId(Golden golden) {
    Optional<TenantId> tenant = golden.text("tenant").flatMap(TenantId::parse);

    assertThat(Evidence.judge(golden.document()).tenant()).isEqualTo(tenant);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theHashOfTheFileIsTheProducers(Golden golden) {
    byte[] document = golden.document();

    golden
        .text("sha256")
        .ifPresent(
            expected -> assertThat(Sha256.of(document, document.length).hex()).isEqualTo(expected));
  }

  @ParameterizedTest
  @MethodSource("readable")
  void theCanonicalTextIsTheProducers(Golden golden) throws UnreadableException {
    byte[] core = golden.text("canonical_core").orElseThrow().getBytes(UTF_8);

    assertThat(CanonicalJson.of(core)).isEqualTo(golden.text("canonical_core").orElseThrow());
  }
}
