package io.decisionos.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.CommandLineRun;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./run.sh tenants validate}, from the arguments to the exit code. */
class TenantsCommandTest {
  private static final String VALID = "tenant_id: acme\nname: A\nstatus: active\n";

  @TempDir Path directory;

  private record Run(int code, String out) {}

  /** Runs with the process's output caught. */
  private static Run run(String... arguments) {
    PrintStream console = System.out;
    var caught = new ByteArrayOutputStream();
    try (var out = new PrintStream(caught, true, UTF_8)) {
      System.setOut(out);
      int code = Cli.run(arguments);
      return new Run(code, caught.toString(UTF_8));
    } finally {
      System.setOut(console);
    }
  }

  private Run validate() {
    return run("tenants", "validate", directory.toString());
  }

  private JsonObject json(int code) {
    Run run = run("tenants", "validate", "--json", directory.toString());
    assertThat(run.code()).isEqualTo(code);
    return new JsonObject(run.out());
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  @Test
  void validFilesEndWithExitCodeNought() throws IOException {
    write("a.yaml", VALID);
    write("schema.yaml", "passed over");
    write(".hidden.yaml", "passed over");
    Run run = validate();
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo("1 file(s) in " + directory + " are valid\n");
  }

  @Test
  void theShippedTenantsAreValid() {
    assertThat(run("tenants", "validate", "tenants").code()).isZero();
    assertThat(run("tenants", "validate").code()).isZero();
  }

  @Test
  void eachProblemIsOneLineThatSaysWhereAndWhatAndWhatElse() throws IOException {
    write("a.yaml", VALID + "limits:\n  max_qps: many\nzzz: 1\n");
    write("b.yaml", "tenant_id: [\n");
    Run run = validate();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines())
        .hasSize(3)
        .anyMatch(
            line ->
                line.startsWith(
                    "a.yaml:5: limits.max_qps: found \"many\", expected an integer from 1"))
        .anyMatch(line -> line.startsWith("a.yaml:6: zzz: found an unknown key, expected one of:"))
        .anyMatch(line -> line.startsWith("b.yaml:1: found a syntax error"));
  }

  @Test
  void idsThatTwoFilesClaimAreFoundInBoth() throws IOException {
    write("a.yaml", VALID);
    write("b.yml", VALID);
    Run run = validate();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines())
        .containsExactly(
            "a.yaml:1: tenant_id: found \"acme\", which b.yml claims too, expected each tenant_id"
                + " in one file (change it in all but one of them, or delete those)",
            "b.yml:1: tenant_id: found \"acme\", which a.yaml claims too, expected each tenant_id"
                + " in one file (change it in all but one of them, or delete those)");
  }

  @Test
  void anAbsentDirectoryIsAProblemOfOneLine() {
    Path absent = directory.resolve("absent");
    Run run = run("tenants", "validate", absent.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(absent + ": found nothing there, expected a readable directory\n");
  }

  @Test
  void singleFilesAreCheckedByThemselves() throws IOException {
    write("a.yaml", VALID);
    write("b.yaml", VALID + "zzz: 1\n");
    String good = directory.resolve("a.yaml").toString();
    String bad = directory.resolve("b.yaml").toString();
    assertThat(run("tenants", "validate", good).out())
        .isEqualTo("1 file(s) in " + good + " are valid\n");
    assertThat(run("tenants", "validate", bad).out()).startsWith(bad + ":4: zzz: found");
    Run both = run("tenants", "validate", good, bad);
    assertThat(both.code()).isEqualTo(1);
    assertThat(both.out().lines()).hasSize(3).allMatch(line -> line.startsWith(directory + "/"));
  }

  @Test
  void filesThatAreIgnoredAreNamedApartFromProblems() throws IOException {
    write("a.yaml", VALID);
    write("B.YAML", VALID);
    write("c.yaml.bak", VALID);
    CommandLineRun run = CommandLineRun.of("tenants", "validate", directory.toString());
    assertThat(run.code()).isZero();
    assertThat(run.out()).hasLineCount(1);
    assertThat(run.err().lines())
        .containsExactly(
            "ignored: B.YAML: its name does not end in .yaml or .yml",
            "ignored: c.yaml.bak: its name does not end in .yaml or .yml");
    assertThat(json(0).getJsonArray("ignored")).containsExactly("B.YAML", "c.yaml.bak");
  }

  @Test
  void aNinetyNinthPercentileBelowTheNinetyFifthIsWarnedOf() throws IOException {
    write("a.yaml", VALID + "slo_overlay:\n  latency_p95_ms: 100\n  latency_p99_ms: 90\n");
    CommandLineRun run = CommandLineRun.of("tenants", "validate", directory.toString());
    assertThat(run.code()).isZero();
    assertThat(run.err())
        .isEqualTo(
            "warning: a.yaml:6: slo_overlay.latency_p99_ms: found 90, which is below"
                + " latency_p95_ms, expected at least 100\n");
    assertThat(json(0).getJsonArray("warnings")).hasSize(1);
  }

  @Test
  void asJsonValidFilesAreAnEmptyListOfErrors() throws IOException {
    write("a.yaml", VALID);
    assertThat(json(0)).isEqualTo(new JsonObject("{\"valid\":true,\"files\":1,\"errors\":[]}"));
  }

  @Test
  void asJsonEachProblemHasItsParts() throws IOException {
    write("a.yaml", VALID + "clock_skew_ms: -1\n");
    JsonObject json = json(1);
    assertThat(json.getBoolean("valid")).isFalse();
    assertThat(json.getJsonArray("errors").getJsonObject(0).getMap())
        .containsEntry("file", "a.yaml")
        .containsEntry("line", 4)
        .containsEntry("key", "clock_skew_ms")
        .containsEntry("found", "-1")
        .containsEntry("expected", "an integer from 0 to 300000");
  }

  @Test
  void asJsonAnAbsentDirectoryIsAnErrorToo() {
    Run run = run("tenants", "validate", "--json", directory.resolve("absent").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(new JsonObject(run.out()).getJsonArray("errors")).hasSize(1);
  }

  @Test
  void argumentsThatMakeNoSenseEndWithTwo() {
    PrintStream console = System.err;
    try (var nowhere = new PrintStream(new ByteArrayOutputStream(), true, UTF_8)) {
      System.setErr(nowhere);
      assertThat(run("tenants", "validate", "--nonsense").code()).isEqualTo(2);
      assertThat(run("nonsense").code()).isEqualTo(2);
    } finally {
      System.setErr(console);
    }
  }

  @Test
  void helpAndVersionAreThere() {
    assertThat(run("--version").out()).startsWith("decisionos-gateway ");
    assertThat(run("tenants", "validate", "--help").out()).contains("--json", "DIR");
  }
}
