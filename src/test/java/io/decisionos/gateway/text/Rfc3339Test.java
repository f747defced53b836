package io.decisionos.gateway.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-01-31",
        "2026-01-31T12:00:00",
        "2026-01-31 12:00:00Z",
        "2026-02-29T12:00:00Z",
        "2026-00-10T12:00:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T12:00:60Z",
        "2026-01-31T12:00:61Z",
        "2026-06-30T23:59:60+01:00",
        "2026-01-31T12:00:00.Z",
        "2026-01-31T12:00:00+24:00",
        "2026-01-31T12:00:00+01:60",
        "2026-01-31T12:00:00+0100",
        "2026-01-31T12:00:00Z ",
        "2026-01-31T12:00:00ZZ",
        "+2026-01-31T12:00:00Z",
        "12026-01-31T12:00:00Z",
        "٢٠٢٦-01-31T12:00:00Z",
      })
  void whatIsNoTimeIsNone(String text) {
    assertThat(Rfc3339.parse(text)).isEmpty();
    assertThat(Rfc3339.FORM.matcher(text).matches() && Rfc3339.cut(text).isPresent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
    "2016-12-31T15:59:60.5-08:00, 2017-01-01T00:00:00.5Z",
    "2026-01-31T12:00:00.1234567899Z, 2026-01-31T12:00:00.123456789Z",
    "2026-01-31T12:00:00.00000000000000000000001+00:00, 2026-01-31T12:00:00Z"
  })
  void whatAnInstantCannotHoldIsCutOnlyWhereThatIsAskedFor(String text, Instant cut) {
    assertThat(Rfc3339.parse(text)).isEmpty();
    assertThat(Rfc3339.cut(text)).contains(cut);
    assertThat(Rfc3339.FORM.matcher(text).matches()).isTrue();
  }

  @Test
  void anOffsetAndLowerCaseLettersAreTaken() {
    assertThat(Rfc3339.parse("2026-01-31t12:00:00.25-23:59"))
        .contains(Instant.parse("2026-02-01T11:59:00.250Z"));
    assertThat(Rfc3339.parse("0000-01-01T00:00:00z"))
        .contains(Instant.parse("0000-01-01T00:00:00Z"));
  }

  @Test
  void everyTimeIsReadAsTheLibraryReadsIt() {
    var random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      String text =
          "%04d-%02d-%02dT%02d:%02d:%02d.%d%s%02d:%02d"
              .formatted(
                  random.nextInt(10_000),
                  1 + random.nextInt(12),
                  1 + random.nextInt(28),
                  random.nextInt(24),
                  random.nextInt(60),
                  random.nextInt(60),
                  random.nextInt(1_000_000_000),
                  random.nextBoolean() ? "+" : "-",
                  random.nextInt(18),
                  random.nextInt(60));
      assertThat(Rfc3339.parse(text)).contains(OffsetDateTime.parse(text).toInstant());
    }
  }
}
