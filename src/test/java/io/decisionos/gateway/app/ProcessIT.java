package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a process: its lines, its signals, its exit codes. */
final class ProcessIT {
  @TempDir private Path home;
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void copyFiles() throws IOException {
    for (String directory : new String[] {"conf", "tenants"}) {
      Path copy = Files.createDirectory(home.resolve(directory));
      try (var files = Files.list(Path.of(directory))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    variables.put("DECISIONOS_CONF", home.resolve("conf").toString());
    variables.put("DECISIONOS_TENANTS", home.resolve("tenants").toString());
    variables.put("DECISIONOS_DATA", home.resolve("var").toString());
    variables.put("DECISIONOS_HTTP_PORT", "0");
    variables.put("DECISIONOS_OPS_PORT", "0");
  }

  private GatewayProcess start() throws IOException {
    return GatewayProcess.start(GatewayProcess.jar(), variables);
  }

  private static int status(int port, String target) throws IOException {
    return RawHttp.exchange(port, "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .status();
  }

  @Test
  void aSignalDuringTheStartIsNoFaultOfTheStart() throws IOException {
    try (var gateway = start()) {
      Path store = home.resolve("var/store");
      Await.until(Duration.ofSeconds(10), () -> Files.exists(store), gateway::errors);

      gateway.terminate();

      assertThat(gateway.awaitExit()).isZero();
      assertThat(gateway.errors()).doesNotContain("cannot start");
    }
  }

  @Test
  void aSignalDrainsAndTheExitCodeIsZero() throws IOException {
    try (var gateway = start()) {
      GatewayProcess.Ports ports = gateway.awaitReady();
      assertThat(status(ports.http(), "/slo?tenant=default")).isEqualTo(200);
      assertThat(status(ports.ops(), "/readyz")).isEqualTo(200);

      gateway.terminate();

      assertThat(gateway.awaitExit()).isZero();
    }
  }

  @Test
  void whereDigitsLookDifferentScriptsCanReadTheReadyLine() throws IOException {
    variables.put("JDK_JAVA_OPTIONS", "-Duser.language=ar -Duser.country=EG");
    try (var gateway = start()) {
      assertThat(status(gateway.awaitReady().http(), "/slo?tenant=default")).isEqualTo(200);
    }
  }

  @Test
  void aDrainingGatewayIsNotReadyAndStillAnswersForAsLongAsItWasTold() throws IOException {
    variables.put("DECISIONOS_SHUTDOWN_DELAY_MS", "2000");
    try (var gateway = start()) {
      GatewayProcess.Ports ports = gateway.awaitReady();

      gateway.terminate();
      while (status(ports.ops(), "/readyz") == 200) {
        Thread.onSpinWait();
      }

      assertThat(status(ports.ops(), "/readyz")).isEqualTo(503);
      assertThat(status(ports.http(), "/readyz")).isEqualTo(503);
      assertThat(status(ports.http(), "/slo?tenant=default")).isEqualTo(200);
      assertThat(gateway.awaitExit()).isZero();
    }
  }

  @Test
  void aTakenPortEndsTheStart() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      variables.put("DECISIONOS_HTTP_PORT", String.valueOf(taken.getLocalPort()));

      assertRefused("http.port", String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  void oneFaultInAConfFileEndsTheStart() throws IOException {
    Files.writeString(home.resolve("conf/slo.yaml"), "latency_p95_ms: fast\n");

    assertRefused("slo.yaml:1", "latency_p95_ms", "\"fast\"", "a number above 0");
  }

  @Test
  void aVariableOfTheWrongFormEndsTheStart() throws IOException {
    variables.put("DECISIONOS_HTTP_PORT", "eighty");

    assertRefused("DECISIONOS_HTTP_PORT", "\"eighty\"", "an integer from 0 to 65535");
  }

  @Test
  void anAddressThatIsNotLoopbackNeedsTokens() throws IOException {
    variables.put("DECISIONOS_HTTP_HOST", "0.0.0.0");

    assertRefused("http.host", "\"0.0.0.0\"", "loopback");
  }

  @Test
  void missingDirectoriesEndTheStart() throws IOException {
    variables.put("DECISIONOS_TENANTS", home.resolve("nowhere").toString());
    assertRefused("nowhere", "a readable directory");

    variables.put("DECISIONOS_CONF", home.resolve("nowhere").toString());
    assertRefused("nowhere/gateway.yaml", "no such file");
  }

  @Test
  void aDataDirectoryThatIsAFileEndsTheStart() throws IOException {
    variables.put("DECISIONOS_DATA", home.resolve("conf/slo.yaml").toString());

    assertRefused("data.directory", "expected a directory");
  }

  private void assertRefused(String... parts) throws IOException {
    try (var gateway = start()) {
      assertThat(gateway.awaitExit()).isEqualTo(2);
      assertThat(gateway.errors().lines().toList()).hasSize(1);
      assertThat(gateway.errors()).startsWith("cannot start: ").contains(parts);
    }
  }
}
