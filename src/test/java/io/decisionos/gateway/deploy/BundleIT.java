package io.decisionos.gateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.FreePort;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive with its own runtime that {@code ./run.sh package --with-runtime} makes. */
@Tag("distribution")
final class BundleIT {
  @TempDir private Path home;

  private static Path archive() throws IOException {
    return made(".*-linux-.*\\.tar\\.gz");
  }

  private static Path made(String name) throws IOException {
    try (Stream<Path> made = Files.list(Path.of("target"))) {
      return made.filter(path -> path.getFileName().toString().matches(name))
          .findFirst()
          .orElseThrow()
          .toAbsolutePath();
    }
  }

  /** What stands in the nth block of a language of the guide. */
  private static String fenced(String language, int n) throws IOException {
    String guide = Files.readString(Path.of("docs/shipping.md"));
    String block = guide.split("(?m)^```" + language + "$", -1)[n];
    return block.substring(0, block.indexOf("```")).strip();
  }

  @Test
  void whatTheGuideSaysToPasteServesAndPrintsWhatItShows() throws IOException {
    String block = fenced("sh", 1);
    int port = FreePort.find();
    String pasted =
        block
            .replaceFirst("decisionos-gateway-\\S+\\.tar\\.gz", archive().toString())
            .replace("8080", String.valueOf(port));
    String script =
        "set -e; cd '%s'; export JAVA_HOME=/nowhere DECISIONOS_HTTP_PORT=%d DECISIONOS_OPS_PORT=0\n"
                .formatted(home, port)
            + pasted
            + "\nkill %1; wait %1";

    assertThat(Shell.run("bash", "-c", script).strip()).isEqualTo(fenced("text", 1));
  }

  @Test
  void whoeverHasThePublicKeySeesWhoseChecksumItIsAndThatItFits() throws IOException {
    Path image = made(".*-image-.*\\.tar").toAbsolutePath();
    Path shipped = Files.createDirectory(home.resolve("shipped")).resolve(image.getFileName());
    Files.createSymbolicLink(shipped, image);
    String java = System.getProperty("java.home") + "/bin/java ";
    String seal =
        java + Path.of("src/build/Seal.java").toAbsolutePath() + " release.pem " + shipped;
    String script =
        "set -e; cd '%s'\n".formatted(home)
            + fenced("sh", 2).replaceFirst("\\./run.sh package image --sign release.pem", seal)
            + "\ncp release.pub shipped; cd shipped\n"
            + fenced("sh", 3);

    assertThat(Shell.run("bash", "-c", script).strip()).isEqualTo(fenced("text", 2));
  }

  @Test
  void oneCommandServesWithoutAnotherJavaAndFromTheArchiveOfClasses() throws IOException {
    // Elsewhere than where it was made.
    Shell.run("tar", "-xzf", archive().toString(), "-C", home.toString());
    Path installed;
    try (Stream<Path> unpacked = Files.list(home)) {
      installed = unpacked.findFirst().orElseThrow();
    }
    var variables =
        Map.of(
            "JAVA_HOME", "/nowhere",
            "DECISIONOS_DATA", home.resolve("data").toString(),
            // The start fails if the archive of classes does not fit.
            "DECISIONOS_JAVA_OPTS", "-Xshare:on",
            "DECISIONOS_HTTP_PORT", "0",
            "DECISIONOS_OPS_PORT", "0");
    String script = installed.resolve("bin/decisionos-gateway").toString();
    try (var gateway = GatewayProcess.start(List.of(script), variables)) {
      int port = gateway.awaitReady().http();
      String request = "GET /slo?tenant=acme-corp HTTP/1.1\r\nHost: localhost\r\n\r\n";

      assertThat(RawHttp.exchange(port, request).status()).isEqualTo(200);
      Path proc = Path.of("/proc", String.valueOf(gateway.pid()));
      assertThat(proc.resolve("exe").toRealPath()).startsWith(installed.toRealPath());
      assertThat(Files.readString(proc.resolve("maps"))).contains("/lib/gateway.jsa");
      gateway.terminate();
      assertThat(gateway.awaitExit()).isZero();
    }
  }
}
