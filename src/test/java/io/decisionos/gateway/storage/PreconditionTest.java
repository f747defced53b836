package io.decisionos.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PreconditionTest {

  /** Each pair of fields ({@code -}: not sent) against no entry, and against one tagged "a". */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      textBlock =
          """
          # If-Match      | If-None-Match | no entry | entry "a"
          -               | -             | PROCEED  | PROCEED
          -               | *             | PROCEED  | EXISTS
          -               | "a"           | PROCEED  | EXISTS
          -               | W/"a"         | PROCEED  | EXISTS
          -               | "b"           | PROCEED  | PROCEED
          -               | "b", "a"      | PROCEED  | EXISTS
          -               | W/"b"         | PROCEED  | PROCEED
          *               | -             | MISSING  | PROCEED
          *               | *             | MISSING  | EXISTS
          *               | "a"           | MISSING  | EXISTS
          *               | W/"a"         | MISSING  | EXISTS
          *               | "b"           | MISSING  | PROCEED
          "a"             | -             | MISSING  | PROCEED
          "a"             | *             | MISSING  | EXISTS
          "a"             | "a"           | MISSING  | EXISTS
          "a"             | W/"a"         | MISSING  | EXISTS
          "a"             | "b"           | MISSING  | PROCEED
          "b"             | -             | MISSING  | NOMATCH
          "b"             | *             | MISSING  | NOMATCH
          "b"             | "a"           | MISSING  | NOMATCH
          "b"             | W/"a"         | MISSING  | NOMATCH
          "b"             | "b"           | MISSING  | NOMATCH
          W/"a"           | -             | MISSING  | NOMATCH
          W/"a"           | *             | MISSING  | NOMATCH
          W/"a"           | "a"           | MISSING  | NOMATCH
          W/"a"           | "b"           | MISSING  | NOMATCH
          "b", "a"        | -             | MISSING  | PROCEED
          "b", "a"        | *             | MISSING  | EXISTS
          "b", W/"a"      | -             | MISSING  | NOMATCH
          W/"a", "a"      | "b"           | MISSING  | PROCEED
          """)
  void allCombinationsAreJudgedInTheOrderOfTheStandard(
      String ifMatch,
      String ifNoneMatch,
      Precondition.Verdict withoutEntry,
      Precondition.Verdict withEntry) {
    var condition = new Precondition(field(ifMatch), field(ifNoneMatch));
    assertThat(condition.judge(Optional.empty())).isEqualTo(withoutEntry);
    assertThat(condition.judge(Optional.of(EntityTag.strong("a")))).isEqualTo(withEntry);
  }

  private static TagCondition field(String text) {
    return TagCondition.parse(text.equals("-") ? List.of() : List.of(text)).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "a",
        "\"a",
        "a\"",
        "w/\"a\"",
        "W/ \"a\"",
        "W/a",
        "\"a\" \"b\"",
        "\"a\"x",
        "*, \"a\"",
        "\"a\", *",
        "**",
        "\"a b\"",
        "\"a\tb\"",
        "\"a\u0100\""
      })
  void anUnreadableConditionIsNotTakenForNone(String field) {
    assertThat(TagCondition.parse(List.of(field))).isEmpty();
  }

  @Test
  void severalLinesAreOneList() {
    assertThat(TagCondition.parse(List.of("\"a\" , W/\"b,c\"", ",\"\"")))
        .contains(
            Conditions.listed(
                EntityTag.strong("a"), new EntityTag("b,c", true), EntityTag.strong("")));
  }

  @Test
  void starsInTwoLinesAreUnreadable() {
    assertThat(TagCondition.parse(Arrays.asList("*", "*"))).isEmpty();
  }

  @Test
  void everyVerdictButOneHasAReasonToRefuse() {
    assertThat(Arrays.stream(Precondition.Verdict.values()).filter(v -> refused(v)))
        .containsExactly(
            Precondition.Verdict.MISSING,
            Precondition.Verdict.NOMATCH,
            Precondition.Verdict.EXISTS);
  }

  private static boolean refused(Precondition.Verdict verdict) {
    return Precondition.refusal(verdict)
        .filter(problem -> problem.type().status() == 412)
        .isPresent();
  }
}
