package io.decisionos.gateway.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckTest {

  @Test
  void aFieldThatComesMoreThanOnceIsRightIfOneOfThemIs() {
    var check = new Check(Map.of("X-A", Template.of("two")), Map.of(), Map.of(), Map.of());

    assertThat(check.fault(name -> List.of("one", "two"), "")).isEmpty();
    assertThat(check.fault(name -> List.of("one"), "")).contains("header X-A");
    assertThat(check.fault(name -> List.of(), "")).contains("header X-A");
  }

  @Test
  void aTextThatIsMissingIsNamedAsTheScenarioHasIt() throws Exception {
    Check check =
        ScenarioReader.read(
                """
                {"tenants": [{"id": "default"}], "phases": [{"rate": 1, "seconds": 1}],
                 "requests": [{"path": "/", "check": {"body": ["OK", "of ${tenant}"]}}]}
                """)
            .mix()
            .requests()
            .get(0)
            .shape()
            .check()
            .filled(name -> "default");

    assertThat(check.fault(name -> List.of(), "OK of default")).isEmpty();
    assertThat(check.fault(name -> List.of(), "of default")).contains("body without \"OK\"");
    assertThat(check.fault(name -> List.of(), "OK")).contains("body without \"of ${tenant}\"");
  }
}
