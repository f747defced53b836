package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapacityCanaryCommandTest {

  @Test
  void aTenantThatNobodyKnowsIsNotTakenForAQuietOne(@TempDir Path home) throws IOException {
    try (RunningGateway gateway = RunningGateway.start(home)) {
      CommandLineRun quiet = canary(gateway, "acme-corp");
      assertThat(quiet.code()).isEqualTo(1);
      assertThat(quiet.err()).contains("the traffic of acme-corp does not suffice");

      CommandLineRun unknown = canary(gateway, "acme");
      assertThat(unknown.code()).isEqualTo(2);
      assertThat(unknown.err()).contains("/ops/tenants/acme answered 404");
    }
  }

  private static CommandLineRun canary(RunningGateway gateway, String tenant) {
    String url = "http://127.0.0.1:" + gateway.opsPort();
    return CommandLineRun.of(
        "capacity", "canary", "--tenant", tenant, "--detect", "0.01", "--url", url);
  }
}
