package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many connections there may be follows from the machine. */
final class ConnectionBoundTest {
  private static final long MEBI = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    // descriptors, MiB of heap, all, operators
    "400, 512, 220, 16",
    "1024, 512, 660, 44",
    "65536, 256, 13421, 128",
    "65536, 64, 3355, 128",
    "65536, 8192, 48960, 128",
    "64, 64, 16, 16",
  })
  void theBoundLeavesDescriptorsForFilesAndHeapForTheRest(
      long descriptors, long heap, int all, int operators) {
    var bound = ConnectionBound.of(descriptors, heap * MEBI, 1024);

    assertThat(bound.all()).isEqualTo(all);
    assertThat(bound.operators()).isEqualTo(operators);
  }
}
