package io.decisionos.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.CommandLineRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** Commands look where the gateway of their installation does, whoever says where that is. */
final class PlacesTest {
  private static final String CONF =
      """
      data: {directory: kept}
      tenants: {directory: /srv/tenants}
      ops: {port: 9123}
      """;

  @TempDir private Path home;

  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    write(CONF);
  }

  private void write(String text) throws IOException {
    Files.writeString(Files.createDirectories(home.resolve("conf")).resolve("gateway.yaml"), text);
  }

  private Places places(Map<String, String> variables) {
    return new Places(variables::get, home, new PrintWriter(err));
  }

  private List<String> all(Map<String, String> variables) {
    Places places = places(variables);
    return Stream.of(Places.CONF, Places.DATA, Places.TENANTS, Places.EVIDENCE, Places.OPS)
        .map(places::getString)
        .toList();
  }

  @Test
  void theFileSaysWhereAndItsPathsAreRelativeToTheInstallation() {
    assertThat(all(Map.of()))
        .containsExactly(
            home + "/conf",
            home + "/kept",
            "/srv/tenants",
            home + "/kept/evidence",
            "127.0.0.1:9123");
  }

  @Test
  void variablesTakePrecedenceAndTheirPathsAreTheCallers() {
    assertThat(
            all(
                Map.of(
                    "DECISIONOS_DATA", "here",
                    "DECISIONOS_TENANTS_DIRECTORY", "there",
                    "DECISIONOS_EVIDENCE_DIRECTORY", "/shared",
                    "DECISIONOS_OPS_HOST", "::1")))
        .containsExactly(home + "/conf", "here", "there", "/shared", "::1:9123");
  }

  @Test
  void withoutAFileTheUsualPlacesCount() throws IOException {
    Files.delete(home.resolve("conf/gateway.yaml"));

    assertThat(all(Map.of()))
        .containsExactly(
            home + "/conf",
            home + "/var",
            home + "/tenants",
            home + "/var/evidence",
            "127.0.0.1:8081");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadIsNamedWithWhatCountsInstead() throws IOException {
    write("data: {directory: kept");

    assertThat(places(Map.of()).getString(Places.DATA)).isEqualTo(home + "/var");
    assertThat(err.toString())
        .contains("gateway.yaml")
        .endsWith(": so the usual data.directory is taken\n");
  }

  @Test
  void linksLeadWhereTheFileOfAlertsSaysInWhatCommandsShowToo() throws IOException {
    assertThat(places(Map.of()).getString(Places.LINKS)).isEqualTo("http://127.0.0.1:9123");
    Files.writeString(
        home.resolve("conf/alerts.yaml"), "external_url: \"https://ops.example/gateway/\"\n");
    for (String[] command :
        List.of(
            new String[] {"alerts", "rules"},
            new String[] {"alerts", "render", "--alert", "SloBurn"})) {
      var out = new StringWriter();
      Cli.line().setResourceBundle(places(Map.of())).setOut(new PrintWriter(out)).execute(command);
      assertThat(out.toString()).contains("https://ops.example/gateway/console/runbooks/SloBurn");
    }
  }

  @Test
  void theLogsAreWhereTheFileSaysWhoeverIsWhere() throws IOException {
    write("evidence: {directory: files}");
    Path log = Files.createDirectories(home.resolve("files/.log/acme"));
    Files.writeString(log.resolve("checkpoint"), "none");
    String conf = home.resolve("conf").toString();
    System.setProperty("decisionos.home", home.toString());
    try {
      CommandLineRun run =
          CommandLineRun.of(
              "evidence", "log-accept", "--tenant", "acme", "--data", "" + home, "--conf", conf);

      assertThat(run.err()).contains("not whole");
      assertThat(run.code()).isEqualTo(1);
    } finally {
      System.clearProperty("decisionos.home");
    }
  }

  @Test
  void noCommandLooksElsewhere() {
    var elsewhere = new ArrayList<String>();
    collect(Cli.line().setResourceBundle(places(Map.of())), elsewhere);

    assertThat(elsewhere).isEmpty();
  }

  private static void collect(CommandLine command, List<String> elsewhere) {
    command.getCommandSpec().args().stream()
        .map(ArgSpec::defaultValue)
        .filter(Objects::nonNull)
        .filter(usual -> usual.matches("(var|tenants|conf)(/.*)?|.*:8081|.*\\$\\{.*"))
        .forEach(elsewhere::add);
    command.getSubcommands().values().forEach(one -> collect(one, elsewhere));
  }
}
