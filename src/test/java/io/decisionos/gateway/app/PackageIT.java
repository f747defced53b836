package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that {@code ./run.sh package} makes, unpacked and started. */
final class PackageIT {
  private static final String SCENARIO =
      """
      tenants: [{id: default}]
      requests: [{path: /}]
      phases: [{rate: 20, seconds: 2}]
      """;

  @TempDir private Path home;
  private Path installed;

  @BeforeEach
  void unpack() throws IOException, InterruptedException {
    Path archive;
    try (var files = Files.list(Path.of("target"))) {
      archive =
          files
              .filter(file -> file.getFileName().toString().matches(".*-[0-9.]+\\.tar\\.gz"))
              .findFirst()
              .orElseThrow();
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
      assertThat(gateway.errors()).as("what the JVM warns of").doesNotContain("WARNING");
    }

    assertThat(times()).isEqualTo(before);
    assertThat(data.resolve("cache/gateway.jsa")).exists();
  }

  @Test
  void newerVersionsOfJavaLetItsJarsLoadNativeCode() throws IOException {
    for (String name : List.of("decisionos-gateway.jar", "decisionos-load.jar")) {
      try (var jar = new JarFile(installed.resolve("lib").resolve(name).toFile())) {
        assertThat(jar.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
            .as(name)
            .isEqualTo("ALL-UNNAMED");
      }
    }
  }

  @Test
  void theLoadToolIsPartOfIt() throws IOException, InterruptedException {
    String tool = installed.resolve("bin/decisionos-load").toString();
    Process process =
        new ProcessBuilder(tool, "capacity", "--rate", "10", "--duration", "1s")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains("10 requests a second");
    assertThat(installed.resolve("conf/load/smoke.json")).exists();
  }

  @Test
  void theLoadToolReadsScenariosInYamlAndNamesTheirFaults() throws Exception {
    Path broken = Files.writeString(home.resolve("broken.yaml"), SCENARIO.replace("20", "fast"));
    assertThat(load(broken).output())
        .contains("$.phases[0].rate: found \"fast\", expected a number from 0 to 1000000");
    assertThat(load(broken).exit()).isEqualTo(2);

    HttpServer target =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    target.start();
    try {
      Path quick = Files.writeString(home.resolve("quick.yaml"), SCENARIO);
      Ended run = load(quick, "--target", "http://127.0.0.1:" + target.getAddress().getPort());
      // On a busy machine the tool may say of itself that it was too slow to count.
      assertThat(run.exit()).as("%s", run).isIn(0, 3);
      assertThat(Files.readString(home.resolve("report/report.json"))).contains("\"quick\"");
    } finally {
      target.stop(0);
    }
  }

  private record Ended(int exit, String output) {}

  private Ended load(Path scenario, String... more) throws IOException, InterruptedException {
    var command =
        Stream.of(
            installed.resolve("bin/decisionos-load").toString(),
            scenario.toString(),
            "--warm-up",
            "0",
            "--report",
            home.resolve("report").toString());
    Process process =
        new ProcessBuilder(Stream.concat(command, Stream.of(more)).toList())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), said);
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
    assertThat(Files.readString(installed.resolve("NOTICE")))
        .contains("io.vertx:vertx-core ", "Apache-2.0 or EPL-2.0");
    assertThat(Files.readString(installed.resolve("bom.json")))
        .contains("pkg:maven/io.vertx/vertx-core@");
    assertThat(Files.getPosixFilePermissions(installed.resolve("bin/decisionos-gateway")))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
