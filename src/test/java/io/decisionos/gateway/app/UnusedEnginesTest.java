package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings do not ask for is not loaded. */
final class UnusedEnginesTest {
  @TempDir private Path home;

  @Test
  void theGatewayAsShippedLoadsNoCodeOfTracesOfTheCloudNorOfAFleet() throws IOException {
    Path loaded = home.resolve("loaded");
    var variables =
        Map.of(
            "JDK_JAVA_OPTIONS",
            "-Xlog:class+load:file=" + loaded,
            "DECISIONOS_DATA",
            home.resolve("var").toString(),
            "DECISIONOS_HTTP_PORT",
            "0",
            "DECISIONOS_OPS_PORT",
            "0");
    try (var gateway =
        GatewayProcess.start(GatewayProcess.classes(Main.class.getName()), variables)) {
      int port = gateway.awaitReady().http();
      String request = "GET /slo?tenant=default HTTP/1.1\r\nHost: localhost\r\n\r\n";
      assertThat(RawHttp.exchange(port, request).status()).isEqualTo(200);
      gateway.terminate();
      gateway.awaitExit();
    }

    try (Stream<String> lines = Files.lines(loaded)) {
      List<String> classes = lines.map(line -> line.replaceAll(".*\\] (\\S+) .*", "$1")).toList();
      assertThat(classes).contains("io.decisionos.gateway.http.Desk");
      assertThat(classes)
          .noneMatch(name -> name.startsWith("io.decisionos.gateway.trace."))
          .noneMatch(name -> name.startsWith("io.decisionos.gateway.otlp.OtlpVerticle"))
          .noneMatch(name -> name.startsWith("software.amazon.awssdk."))
          .noneMatch(name -> name.startsWith("io.vertx.redis."))
          .noneMatch(name -> name.startsWith("io.decisionos.gateway.storage.redis."))
          .noneMatch(name -> name.startsWith("org.apache.kafka."))
          .noneMatch(name -> name.startsWith("io.decisionos.gateway.fleet.Beat"));
    }
  }
}
