package io.decisionos.gateway.deploy;

import static io.decisionos.gateway.deploy.Rendered.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image that {@code ./run.sh package image} makes, run without a container engine. Needs root,
 * as mounting does.
 */
@Tag("distribution")
final class ImageIT {
  private static final long MOST_BYTES = 120_000_000;
  private static final String SLO = "GET /slo?tenant=acme-corp HTTP/1.1\r\nHost: localhost\r\n\r\n";
  @TempDir private static Path home;
  private static Path file;
  private static ImageFiles image;

  @BeforeAll
  static void unpack() throws IOException {
    try (Stream<Path> made = Files.list(Path.of("target"))) {
      file =
          made.filter(path -> path.getFileName().toString().matches(".*-image-.*\\.tar"))
              .findFirst()
              .orElseThrow();
    }
    image = ImageFiles.unpack(file, home);
  }

  @Test
  void itIsSmallAndComesInLayersThatChangeApart() throws IOException {
    assertThat(Files.size(file)).isLessThan(MOST_BYTES);
    assertThat(ImageFiles.layers(image.manifest())).hasSize(4);
    assertThat(image.run().getString("User")).isEqualTo("65532:65532");
    assertThat(image.run().getJsonArray("Entrypoint").getString(0)).endsWith("/bin/java");
    try (Stream<Path> files = Files.walk(image.root())) {
      assertThat(files.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
          .as("no shell and no tools")
          .doesNotContain("sh", "bash", "busybox");
    }
  }

  @Test
  void itServesAsNobodyFromARootThatCannotBeWrittenAndDrains() throws IOException {
    Path volume = Files.createDirectory(home.resolve("volume"));
    Shell.run("chown", "65532:65532", volume.toString());
    Shell.run("chmod", "0700", volume.toString());
    try (var gateway = GatewayProcess.start(image.command(volume), variables())) {
      GatewayProcess.Ports ports = gateway.awaitReady();

      assertThat(RawHttp.exchange(ports.http(), SLO).status()).isEqualTo(200);
      String put =
          "PUT /etags/k?tenant=default HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n1";
      assertThat(RawHttp.exchange(ports.http(), put).status()).isEqualTo(201);
      assertThat(lines(gateway, "status"))
          .contains("Uid:\t65532\t65532\t65532\t65532", "NoNewPrivs:\t1")
          .contains("CapEff:\t0000000000000000", "CapPrm:\t0000000000000000");
      assertThat(String.join("\n", lines(gateway, "maps")))
          .contains("/lib/gateway.jsa", "libnetty_transport_native_epoll");
      gateway.terminate();
      assertThat(gateway.awaitExit()).as(gateway.errors()).isZero();
      assertThat(gateway.errors()).doesNotContain("WARN", "ERROR");
    }
  }

  @Test
  void theComposeFileUsesWhatTheImageHas() throws IOException {
    Object compose = at(Chart.yaml(ComposeTest.FILE), "services", "gateway");
    List<String> ports =
        ((List<?>) at(compose, "ports"))
            .stream().map(port -> port.toString().replaceFirst(".*:", "") + "/tcp").toList();
    List<String> volumes =
        ((List<?>) at(compose, "volumes"))
            .stream().map(volume -> volume.toString().replaceFirst("[^:]*:", "")).toList();

    assertThat(image.tags()).containsExactly(at(compose, "image").toString());
    assertThat(image.run().getJsonObject("ExposedPorts").fieldNames())
        .containsExactlyInAnyOrderElementsOf(ports);
    assertThat(image.run().getJsonObject("Volumes").fieldNames())
        .containsExactlyElementsOf(volumes);
  }

  private static List<String> lines(GatewayProcess gateway, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(gateway.pid()), name));
  }

  /** What the image says, and free ports. */
  private static Map<String, String> variables() {
    var all = new HashMap<String, String>();
    for (Object entry : image.run().getJsonArray("Env")) {
      String[] parts = entry.toString().split("=", 2);
      all.put(parts[0], parts[1]);
    }
    all.put("DECISIONOS_HTTP_PORT", "0");
    all.put("DECISIONOS_OPS_PORT", "0");
    return all;
  }
}
