package io.decisionos.gateway.evidence.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as they stand in documents. */
class UtcTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00.120Z, 2026-01-31T12:00:00.120Z",
    "2026-01-31T12:00:00+09:00, 2026-01-31T03:00:00Z",
    "2026-01-31T12:00:00.5-23:59, 2026-02-01T11:59:00.500Z",
    "2026-01-31t12:00:00z, 2026-01-31T12:00:00Z",
    "0000-01-01T09:00:00+09:00, 0000-01-01T00:00:00Z",
    "9999-12-31T14:59:59-09:00, 9999-12-31T23:59:59Z"
  })
  void aTimeIsTheSameInUtc(String written, String utc) {
    assertThat(UtcTime.of(written)).contains(utc);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-01-01T00:00:00+09:00",
        "9999-12-31T23:59:59-09:00",
        "2026-02-30T00:00:00Z",
        "2026-01-31T12:00:60Z",
        "2026-01-31T12:00:00",
        "2026-01-31 12:00:00Z",
        "2026-01-31T12:00:00.Z",
        "2026-01-31T12:00:00+24:00",
        "2026-01-31T12:00:00.1234567890+00:00",
        "-0001-12-31T15:00:00Z",
        "today",
        ""
      })
  void whatIsNoTimeWithAYearOfFourDigitsIsNone(String written) {
    assertThat(UtcTime.of(written)).isEmpty();
  }
}
