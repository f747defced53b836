package io.decisionos.gateway.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetSettingsTest {
  private static Section read(String name) throws InvalidYaml {
    byte[] yaml = ("name: " + name).getBytes(UTF_8);
    var section = Section.of("gateway.yaml", YamlReader.read("gateway.yaml", yaml));
    FleetSettings.read(section, true);
    return section;
  }

  @ParameterizedTest
  @ValueSource(strings = {"fleet-1", "a.fleet", "fleet:8080", "Fleet"})
  void aGatewayHasAnyNameBut(String name) throws InvalidYaml {
    assertThat(read(name).faults()).isEmpty();
  }

  @Test
  void theNameThatAlertsHaveForAllGatewaysTogether() throws InvalidYaml {
    assertThat(read("fleet").faults())
        .singleElement()
        .asString()
        .startsWith("gateway.yaml:1: name: found \"fleet\", expected")
        .contains("not fleet");
  }
}
