package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.capacity.ModelJson;
import io.decisionos.gateway.capacity.Models;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code capacity plan} answers. */
final class CapacityPlanCommandTest {
  @TempDir private Path home;
  private Path model;
  private Path tenants;

  @BeforeEach
  void files() throws IOException {
    model = Files.writeString(home.resolve("model.json"), ModelJson.write(Models.measured()));
    tenants = Files.createDirectories(home.resolve("tenants"));
    Files.writeString(
        tenants.resolve("acme.yaml"),
        "tenant_id: acme\nname: Acme\nstatus: active\nlimits: {max_qps: 100}\n");
    Files.writeString(
        tenants.resolve("gone.yaml"), "tenant_id: gone\nname: Gone\nstatus: suspended\n");
  }

  private CommandLineRun plan(String... arguments) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of(
                    "capacity",
                    "plan",
                    "--tenants",
                    tenants.toString(),
                    "--conf",
                    "conf",
                    "--model",
                    model.toString()),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  private Path newcomer(String limits) throws IOException {
    return Files.writeString(
        home.resolve("newcomer.yaml"), "tenant_id: newcomer\nname: New\nstatus: active\n" + limits);
  }

  @Test
  void tenantsThatFitAreToldSoWithExitZero() {
    CommandLineRun run = plan();
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(0)).startsWith("fits: 100 requests a second of 1 tenant (");
    assertThat(lines.get(1)).startsWith("ends first: ");
    assertThat(run.out()).contains("processor", "latency", "memory", "disk");
  }

  @Test
  void oneMoreTenantIsCountedWithTheOthers() throws IOException {
    CommandLineRun run = plan("--add", newcomer("limits: {max_qps: 50}\n").toString());
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("fits: 150 requests a second of 2 tenants (");
  }

  @Test
  void moreThanFitsSaysHowManyGatewaysItTakesWithExitOne() throws IOException {
    CommandLineRun run =
        plan("--add", newcomer("").toString(), "--qps", "acme=1", "newcomer=90000");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).matches("(?s)needs \\d+ gateways: 90,001 requests a second.*");
    assertThat(run.out()).contains("ends first: processor, ");
  }

  @Test
  void aDiskThatIsTooSmallDoesNotFitWithExitOne() throws IOException {
    CommandLineRun run =
        plan("--add", newcomer("limits: {max_qps: 1, max_storage_gb: 9000000}\n").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("does not fit: 101 requests a second");
    assertThat(run.out()).contains("ends first: disk, ");
  }

  @Test
  void aFileOfATenantThatIsThereTakesItsPlace() throws IOException {
    Path other =
        Files.writeString(
            home.resolve("acme.yaml"),
            "tenant_id: acme\nname: Acme\nstatus: active\nlimits: {max_qps: 7}\n");
    assertThat(plan("--add", other.toString()).out()).startsWith("fits: 7 requests a second of 1");
  }

  @Test
  void asJsonItIsTheSame() {
    var json = new JsonObject(plan("--json", "--qps", "acme=3", "--mix", "reads=1").out());
    assertThat(json.getString("answer")).isEqualTo("fits");
    assertThat(json.getInteger("gateways")).isEqualTo(1);
    assertThat(json.getDouble("sure")).isBetween(0.9, 1.0);
    assertThat(json.getDouble("requests_per_second")).isEqualTo(3);
    assertThat(json.getJsonObject("mix")).isEqualTo(new JsonObject().put("reads", 1.0));
    assertThat(json.getJsonArray("resources")).hasSize(4);
    assertThat(json.getString("ends_first"))
        .isEqualTo(json.getJsonArray("resources").getJsonObject(0).getString("name"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--qps acme=-1 | found \"acme=-1\", expected T=N",
        "--qps acme | found \"acme\", expected T=N",
        "--qps acme=1e9 | expected T=N",
        "--qps acme=NaN | expected T=N",
        "--qps =1 | found the tenant \"\", expected one of: acme, gone",
        "--qps nobody=1 | found the tenant \"nobody\", expected one of: acme, gone",
        "--mix reads=0 | --mix: found \"reads=0\"",
        "--mix dreams=1 | expected such as reads=0.7",
        "--add absent.yaml | --add: found nothing at absent.yaml",
        "--tenants absent | --tenants: found nothing at absent",
        "--conf absent | absent/slo.yaml: found nothing to read"
      })
  void argumentsThatMakeNoSenseAreNamedWithExitTwo(String arguments, String message) {
    String[] words = arguments.split(" ");
    CommandLineRun run =
        Stream.of(words).anyMatch(word -> word.equals("--tenants") || word.equals("--conf"))
            ? CommandLineRun.of(
                Stream.concat(Stream.of("capacity", "plan"), Stream.of(words))
                    .toArray(String[]::new))
            : plan(words);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines()).singleElement().asString().contains(message);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aTenantWithoutALimitHasToBeSaid() throws IOException {
    Path free = newcomer("");
    CommandLineRun run = plan("--add", free.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("newcomer has no max_qps", "--qps newcomer=N");
    assertThat(plan("--add", free.toString(), "--qps", "newcomer=0").code()).isZero();
  }

  @Test
  void aBrokenFileIsNotAdded() throws IOException {
    CommandLineRun run = plan("--add", newcomer("limits: {max_qps: -5}\n").toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--add: ", "limits.max_qps", "-5");
  }

  @Test
  void brokenFilesOfOthersAreSaidAndNotCounted() throws IOException {
    Files.writeString(tenants.resolve("broken.yaml"), "tenant_id: broken\n");
    CommandLineRun run = plan();
    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("note: not counted: broken.yaml");
  }

  @Test
  void withoutAModelNothingIsKnown() throws IOException {
    Files.writeString(model, "{}");
    assertThat(plan().code()).isEqualTo(1);
    assertThat(plan().err()).contains("no model of this version", "capacity calibrate");
    Files.delete(model);
    assertThat(plan().code()).isEqualTo(1);
    assertThat(plan().err()).contains("found no model at " + model, "capacity calibrate");
  }

  @Test
  void aModelOfAnotherVersionIsUsedAndSaid() throws IOException {
    String text = Files.readString(model);
    Files.writeString(
        model, text.replaceFirst("\"version\" : \"[^\"]*\"", "\"version\" : \"0.0.1\""));
    CommandLineRun run = plan();
    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("note: the model is of version 0.0.1; calibrate again");
  }
}
