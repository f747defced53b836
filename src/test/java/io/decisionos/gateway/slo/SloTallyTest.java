package io.decisionos.gateway.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.YamlSource;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.Billing;
import io.decisionos.gateway.tenant.EvidenceValues;
import io.decisionos.gateway.tenant.Limits;
import io.decisionos.gateway.tenant.SloValues;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.traffic.Answered;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which answers say anything of an SLO. */
final class SloTallyTest {
  private static final Tenant TENANT =
      new Tenant(
          TenantId.parse("a").orElseThrow(),
          "A",
          false,
          new Limits(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Duration.ofSeconds(1),
              Limits.UsersAction.WARN),
          Duration.ZERO,
          SloValues.NONE,
          List.of(),
          EvidenceValues.NONE,
          Billing.NONE,
          new YamlSource("a.yaml", "{}"));

  private static boolean counts(int status, Optional<ProblemType> problem, boolean stream) {
    return SloTally.counts(
        new Answered(
            TENANT.id(),
            Optional.of(TENANT),
            status,
            problem,
            stream,
            1,
            new Answered.Volume(0, 0, 0, 0)));
  }

  @Test
  void refusalsForTheCallersOwnFaultAndForItsShareDoNotCount() {
    Set<ProblemType> left =
        Arrays.stream(ProblemType.values())
            .filter(type -> !counts(type.status(), Optional.of(type), false))
            .collect(Collectors.toSet());
    assertThat(left)
        .contains(
            ProblemType.GATEWAY_OVERLOADED,
            ProblemType.AUTH_MISSING,
            ProblemType.AUTH_SCOPE,
            ProblemType.TENANT_RATE_LIMITED,
            ProblemType.TENANT_STORAGE_FULL,
            ProblemType.STORAGE_FULL)
        .doesNotContain(
            ProblemType.STORAGE_UNAVAILABLE,
            ProblemType.WORKER_TIMEOUT,
            ProblemType.GATEWAY_INTERNAL,
            ProblemType.REQUEST_NOT_FOUND,
            ProblemType.ETAG_NOMATCH);
  }

  @Test
  void aSuccessCountsAndAStreamDoesNot() {
    assertThat(counts(200, Optional.empty(), false)).isTrue();
    assertThat(counts(304, Optional.empty(), false)).isTrue();
    assertThat(counts(200, Optional.empty(), true)).isFalse();
  }
}
