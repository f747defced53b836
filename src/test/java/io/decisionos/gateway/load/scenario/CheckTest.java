package io.decisionos.gateway.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckTest {

  @Test
  void aFieldThatComesMoreThanOnceIsRightIfOneOfThemIs() {
    var check = new Check(Map.of("X-A", Template.of("two")), Map.of(), List.of(), Map.of());

    assertThat(check.fault(name -> List.of("one", "two"), "")).isEmpty();
    assertThat(check.fault(name -> List.of("one"), "")).contains("header X-A");
    assertThat(check.fault(name -> List.of(), "")).contains("header X-A");
  }
}
