package io.decisionos.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceContextTest {
  private static final String HEADER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void aHeaderIsReadAndWritten() {
    TraceContext read = TraceContext.parse(HEADER).orElseThrow();

    assertThat(read)
        .isEqualTo(new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true));
    assertThat(read.header()).isEqualTo(HEADER);
  }

  @Test
  void otherFlagsThanTheLowestSayNothingOfSampling() {
    assertThat(TraceContext.parse(HEADER.replace("-01", "-02")).orElseThrow().sampled()).isFalse();
    assertThat(TraceContext.parse(HEADER.replace("-01", "-03")).orElseThrow().sampled()).isTrue();
  }

  @Test
  void aLaterVersionOfThisFormIsHandedOnAsOurs() {
    assertThat(TraceContext.parse(HEADER.replaceFirst("00", "cc")).orElseThrow().header())
        .isEqualTo(HEADER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"
      })
  void whatIsNotWellFormedIsNone(String header) {
    assertThat(TraceContext.parse(header)).isEmpty();
  }
}
