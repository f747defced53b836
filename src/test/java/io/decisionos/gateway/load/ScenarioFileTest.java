package io.decisionos.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.decisionos.gateway.load.scenario.InvalidScenario;
import io.decisionos.gateway.load.scenario.Overrides;
import io.decisionos.gateway.load.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFileTest {

  private static final String YAML =
      """
      # the same as in JSON
      tenants:
        - id: default
      requests:
        - path: /slo?tenant=${tenant}
          check:
            json: {/tenant: "${tenant}"}
      phases:
        - {rate: 10, seconds: 1.5}
      thresholds:
        - {p95_ms: 100}
      """;

  private static final String JSON =
      """
      {"tenants": [{"id": "default"}],
       "requests": [{"path": "/slo?tenant=${tenant}", "check": {"json": {"/tenant": "${tenant}"}}}],
       "phases": [{"rate": 10, "seconds": 1.5}],
       "thresholds": [{"p95_ms": 100}]}
      """;

  @TempDir private Path directory;

  @Test
  void aScenarioInYamlIsTheSameAsInJson() throws Exception {
    Scenario yaml = read("same.yaml", YAML);
    Scenario json = read("same.json", JSON);

    assertThat(yaml).isEqualTo(json);
    assertThat(yaml.name()).isEqualTo("same");
  }

  @Test
  void faultsInYamlAreNamedAsThoseInJson() {
    assertThat(faults("bad.yml", YAML.replace("rate: 10", "rate: fast")))
        .isEqualTo("$.phases[0].rate: found \"fast\", expected a number from 0 to 1000000");
  }

  @Test
  void theExamplesInTheDocumentAreScenarios() throws Exception {
    String document = Files.readString(Path.of("docs", "load.md"));
    List<String> examples =
        Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL)
            .matcher(document)
            .results()
            .map(found -> found.group(1))
            .toList();
    Files.writeString(directory.resolve("users.csv"), "name\nanna\n");

    assertThat(examples).hasSize(2);
    assertThat(read("first.yaml", examples.get(0)).name()).isEqualTo("first");
    assertThat(faults("second.yaml", examples.get(1)))
        .contains("expected the variable TOKEN to be set")
        .hasLineCount(1);
  }

  @Test
  void aKeyThatComesTwiceIsRefusedWithItsLine() {
    assertThat(faults("twice.yaml", YAML.replace("seconds: 1.5}", "seconds: 1.5,\n     rate: 20}")))
        .isEqualTo("line 10: found a duplicate key rate, expected each key once");
    assertThat(faults("twice.yml", YAML + "tenants: []\n"))
        .isEqualTo("line 12: found a duplicate key tenants, expected each key once");
  }

  @Test
  void whatIsNoYamlIsNamedWithItsLine() {
    assertThat(faults("broken.yaml", YAML + "  oops: [\n")).contains("expected YAML", "line 1");
    assertThat(faults("list.yaml", "- a\n")).contains("expected");
  }

  private String faults(String name, String text) {
    return catchThrowableOfType(InvalidScenario.class, () -> read(name, text)).getMessage();
  }

  private Scenario read(String name, String text) throws InvalidScenario, IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    return ScenarioFile.read(file, Overrides.none());
  }
}
