package io.decisionos.gateway.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TemplateTest {

  @Test
  void everyPlaceholderIsFilled() {
    var template = Template.of("/${a}/x${b}${a}");

    assertThat(template.fill(name -> name + "!")).isEqualTo("/a!/xb!a!");
    assertThat(template.placeholders()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void whatIsNoPlaceholderStays() {
    assertThat(Template.of("$ {a} ${} ${1} $${").fill(name -> "!")).isEqualTo("$ {a} ${} ${1} $${");
  }

  @Test
  void aFilledValueIsNotFilledAgain() {
    assertThat(Template.of("${a}").fill(name -> "${a}")).isEqualTo("${a}");
  }
}
