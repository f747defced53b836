package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.CommandLineRun;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sub-commands that work on folders of evidence. */
class EvidenceCommandTest {
  @TempDir Path root;

  private int run(String... arguments) {
    return Cli.run(
        Stream.concat(Stream.of("evidence"), Stream.of(arguments)).toArray(String[]::new));
  }

  private void generate(int files) {
    String folder = root.toString();
    String number = String.valueOf(files);
    assertThat(
            run("generate", "--root", folder, "--tenants", "2", "--files", number, "--seed", "7"))
        .isZero();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      return found.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
    }
  }

  @Test
  void theIndexIsWrittenCompleteAndIsNotPartOfItself() throws IOException {
    generate(50);
    assertThat(run("index", "--root", root.toString())).isZero();
    assertThat(run("index", "--root", root.toString())).isZero();

    var index = new JsonObject(Files.readString(root.resolve("index.json")));
    assertThat(index.getJsonArray("files")).hasSize(50);
    assertThat(index.getString("tenant_filter")).isNull();
    assertThat(files()).hasSize(51);
  }

  @Test
  void aFilterLeavesOneTenant() throws IOException {
    generate(50);
    Path out = root.resolve("out.txt");
    String[] command = {"index", "--root", root.toString(), "--tenant", "tenant-1", "--out", ""};
    command[6] = out.toString();

    assertThat(run(command)).isZero();
    var index = new JsonObject(Files.readString(out));
    assertThat(index.getJsonObject("summary").getJsonObject("by_tenant").fieldNames())
        .containsExactly("tenant-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "Acme", "a/b"})
  void aFilterThatIsNoTenantIsRefused(String tenant) {
    assertThat(run("index", "--root", root.toString(), "--tenant", tenant)).isEqualTo(2);
    assertThat(root.resolve("index.json")).doesNotExist();
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    assertThat(run("index", "--root", root.resolve("nothing").toString())).isEqualTo(2);
    assertThat(run("verify", "--root", root.resolve("nothing").toString())).isEqualTo(2);
  }

  private static void assertRefusedInOneLine(CommandLineRun run, String... parts) {
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().contains(parts);
  }

  @Test
  void aPlaceForTheIndexThatCannotBeIsRefusedInOneLine() {
    String folder = root.toString();
    String missing = root.resolve("nothing/index.json").toString();
    for (String out : List.of(missing, folder, "", "/dev/null")) {
      assertRefusedInOneLine(
          CommandLineRun.of("evidence", "index", "--root", folder, "--out", out),
          "--out: found ",
          "expected a");
    }
  }

  @Test
  void aRootWithoutANameIsNotTheCurrentFolder() {
    assertRefusedInOneLine(
        CommandLineRun.of("evidence", "index", "--root", "", "--out", root.resolve("x").toString()),
        "--root: found \"\"",
        "expected");
    assertRefusedInOneLine(
        CommandLineRun.of("evidence", "verify", "--root", ""), "--root: found \"\"");
    assertThat(run("generate", "--root", "", "--files", "0")).isEqualTo(2);
  }

  @Test
  void theNumberThatIsToldIsOfTheFilesThatWereWritten() throws IOException {
    generate(50);
    Path out = root.resolve("out.txt");
    String told =
        CommandLineRun.of(
                "evidence",
                "index",
                "--root",
                root.toString(),
                "--tenant",
                "tenant-1",
                "--out",
                out.toString())
            .out();

    int written = new JsonObject(Files.readString(out)).getJsonArray("files").size();
    assertThat(written).isBetween(1, 49);
    assertThat(told).startsWith(written + " file(s) indexed in ");
  }

  @Test
  void verifyFailsWhereAnythingIsTampered() throws IOException {
    generate(3);
    assertThat(run("verify", "--root", root.toString())).isZero();

    Files.writeString(root.resolve("evidence_x.json"), "{}");
    assertThat(run("verify", "--root", root.toString())).isEqualTo(1);
  }

  @Test
  void theSameSeedMakesTheSameFiles() throws IOException {
    generate(20);
    List<String> before = files();
    byte[] first = Files.readAllBytes(Path.of(before.get(0)));
    generate(20);

    assertThat(files()).isEqualTo(before);
    assertThat(Files.readAllBytes(Path.of(before.get(0)))).isEqualTo(first);
  }

  @Test
  void theSharesOfTamperedAndBrokenFilesAreTheCallersChoice() throws IOException {
    String folder = root.toString();
    String[] all = {
      "generate", "--root", folder, "--files", "30", "--tampered", "1", "--broken", "0"
    };
    assertThat(run(all)).isZero();
    assertThat(run("index", "--root", folder)).isZero();

    var summary = new JsonObject(Files.readString(root.resolve("index.json")));
    assertThat(summary.getJsonObject("summary").getInteger("tampered")).isEqualTo(30);
    assertThat(run("generate", "--root", folder, "--tampered", "0.6", "--broken", "0.6"))
        .isEqualTo(2);
    assertThat(run("generate", "--root", folder, "--tampered", "-1")).isEqualTo(2);
  }
}
