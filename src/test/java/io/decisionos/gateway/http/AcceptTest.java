package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AcceptTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/csv | true",
        "TEXT/Csv ; Q=0.001 | true",
        "text/* | true",
        "text/csv, */* | true",
        "text/csv;q=0.2, */*;q=0.2 | true",
        "text/csv;header=absent;q=0.9, application/json;q=0.8 | true",
        "application/json;q=0, */* | true",
        "text/csv, application/json | true",
        "application/json, text/csv | false",
        "application/json, text/csv;q=0.3 | false",
        "text/csv;q=0.3, application/json | false",
        "text/csv;q=0.3, */*;q=0.8 | false",
        "text/csv;q=0, */* | false",
        "text/csv;q=0 | false",
        "text/csv;q=0.000 | false",
        "application/json, text/plain, */* | false",
        "text/html, */*;q=0.8 | false",
        "*/* | false",
        "text/csvs | false",
        "'' | false",
      })
  void theTypeWithTheHigherQualityIsPreferred(String accept, boolean preferred) {
    assertThat(Accept.prefers(List.of(accept), "text/csv", "application/json"))
        .isEqualTo(preferred);
  }

  @ParameterizedTest
  @CsvSource({"text/csv, application/json, true", "application/json, text/csv, false"})
  void severalFieldsAreOneList(String first, String second, boolean preferred) {
    assertThat(Accept.prefers(List.of(first, second), "text/csv", "application/json"))
        .isEqualTo(preferred);
    assertThat(Accept.prefers(List.of(), "text/csv", "application/json")).isFalse();
  }
}
