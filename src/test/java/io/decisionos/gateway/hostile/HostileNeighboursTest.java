package io.decisionos.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever one takes, a neighbour is served and nothing is left of it; how fast is for {@code
 * HostileNeighbours} to say.
 */
final class HostileNeighboursTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int BLOWS = 40;
  private static final int ASKED = 10;

  @TempDir private static Path home;
  private static Besieged gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway = Besieged.start(home, List.of(), List.of("-Xmx128m"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  static List<Attack> attacks() {
    return Attacks.all();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void theNeighbourIsServedAndNothingStaysOpen(Attack attack) throws IOException {
    long before = gateway.footprint().descriptors();

    try (var battery = Battery.open(attack, gateway.port())) {
      Await.until(PATIENCE, () -> battery.blows() >= BLOWS, battery::toString);
      for (int i = 0; i < ASKED; i++) {
        assertThat(gateway.ask().status()).as(battery.toString()).isEqualTo(200);
      }
    }

    Await.until(
        PATIENCE,
        () -> footprint().descriptors() <= before + ASKED && noneWait(),
        () -> footprint() + " after " + before + "; " + gateway.errors());
  }

  @Test
  void operatorsAreServed() throws IOException {
    assertThat(gateway.operators("/readyz")).doesNotContain("failing");
  }

  private static Footprint footprint() {
    try {
      return gateway.footprint();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean noneWait() {
    try {
      return gateway
          .operators("/metrics")
          .lines()
          .anyMatch("gateway_http_waiting_bytes 0.0"::equals);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
