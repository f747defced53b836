package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that {@code ./run.sh package} makes, unpacked and started. */
final class PackageIT {
  @TempDir private Path home;
  private Path installed;

  @BeforeEach
  void unpack() throws IOException, InterruptedException {
    Path archive;
    try (var files = Files.list(Path.of("target"))) {
      archive = files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
    }
    run("tar", "-xzf", archive.toString(), "-C", home.toString());
    try (var unpacked = Files.list(home)) {
      installed = unpacked.findFirst().orElseThrow();
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void anInstallationServesAndWritesNothingButItsDataDirectory() throws IOException {
    Path data = home.resolve("data");
    Map<Path, FileTime> before = times();

    try (var gateway =
        GatewayProcess.start(
            List.of(installed.resolve("bin/decisionos-gateway").toString()),
            Map.of(
                "DECISIONOS_DATA", data.toString(),
                "DECISIONOS_HTTP_PORT", "0",
                "DECISIONOS_OPS_PORT", "0"))) {
      GatewayProcess.Ports ports = gateway.awaitReady();
      String request = "GET /slo?tenant=acme-corp HTTP/1.1\r\nHost: localhost\r\n\r\n";
      assertThat(RawHttp.exchange(ports.http(), request).status()).isEqualTo(200);
      gateway.terminate();
      assertThat(gateway.awaitExit()).isZero();
    }

    assertThat(times()).isEqualTo(before);
    assertThat(data.resolve("cache/gateway.jsa")).exists();
  }

  @Test
  void theLoadToolIsPartOfIt() throws IOException, InterruptedException {
    String tool = installed.resolve("bin/decisionos-load").toString();
    Process process =
        new ProcessBuilder(tool, "capacity", "--rate", "10", "--seconds", "1")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains("10 requests a second");
    assertThat(installed.resolve("conf/load/smoke.json")).exists();
  }

  private Map<Path, FileTime> times() throws IOException {
    var times = new TreeMap<Path, FileTime>();
    try (Stream<Path> files = Files.walk(installed)) {
      for (Path file : files.toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @Test
  void theArchiveHoldsWhatAnOperatorNeeds() throws IOException {
    assertThat(installed.resolve("lib/decisionos-gateway.jar")).exists();
    assertThat(installed.resolve("conf/gateway.yaml")).exists();
    assertThat(installed.resolve("tenants/default.yaml")).exists();
    assertThat(installed.resolve("systemd/decisionos-gateway.service")).exists();
    assertThat(installed.resolve("LICENSE")).exists();
    assertThat(Files.getPosixFilePermissions(installed.resolve("bin/decisionos-gateway")))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
