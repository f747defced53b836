package io.decisionos.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many connections there may be follows from the machine. */
final class ConnectionBoundTest {
  private static final long MEBI = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    // descriptors, MiB of heap, all, operators
    "400, 512, 196, 16",
    "1024, 512, 587, 44",
    "65536, 256, 13421, 128",
    "65536, 64, 3355, 128",
    "65536, 8192, 43520, 128",
    "64, 64, 16, 16",
    // no limit at all
    "9223372036854775807, 512, 26843, 128",
  })
  void theBoundLeavesDescriptorsForFilesAndHeapForTheRest(
      long descriptors, long heap, int all, int operators) {
    var bound = ConnectionBound.of(descriptors, heap * MEBI, 1024);

    assertThat(bound.all()).isEqualTo(all);
    assertThat(bound.operators()).isEqualTo(operators);
  }
}
