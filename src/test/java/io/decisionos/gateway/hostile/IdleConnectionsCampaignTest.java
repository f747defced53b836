package io.decisionos.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand connections that asked once and stay: what they cost, and that operators are told
 * before they hurt. Needs 12,000 descriptors of its own.
 */
@Tag("quiet")
final class IdleConnectionsCampaignTest {
  private static final int CONNECTIONS = 10_000;
  private static final int BY_ADDRESS = 1_000;
  private static final int WARM_UP = 3_000;
  private static final double MOST_MEGABYTES = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final byte[] ASK =
      ("GET /slo?tenant=" + Besieged.QUIET + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path home;

  @Test
  void tenThousandCostUnderAHundredMegabytes() throws IOException {
    var limited = List.of("prlimit", "--nofile=16384:16384");
    try (var gateway = Besieged.start(home, limited, List.of("-Xmx256m"))) {
      for (int i = 0; i < WARM_UP; i++) {
        gateway.ask();
      }
      Footprint before = gateway.footprint();
      var open = new ArrayList<Socket>();
      try {
        for (int i = 0; i < CONNECTIONS; i++) {
          open.add(askOnce(gateway, "127.0.1." + (1 + i / BY_ADDRESS)));
        }
        Footprint with = gateway.footprint();
        System.out.println(
            CONNECTIONS + " idle connections: before " + before + ", with them " + with);
        assertThat(gateway.operators("/readyz"))
            .contains("\"connections\":{\"state\":\"degraded\"");
        assertThat(gateway.ask().status()).isEqualTo(200);
        assertThat(with.descriptors()).isGreaterThanOrEqualTo(CONNECTIONS);
        assertThat(with.mostMegabytes() - before.residentMegabytes()).isLessThan(MOST_MEGABYTES);
      } finally {
        for (Socket socket : open) {
          socket.close();
        }
      }
      Await.until(
          PATIENCE, () -> descriptors(gateway) <= before.descriptors() + 2, gateway::errors);
      assertThat(gateway.operators("/readyz")).doesNotContain("\"degraded\"");
    }
  }

  private static long descriptors(Besieged gateway) {
    try {
      return gateway.footprint().descriptors();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket askOnce(Besieged gateway, String from) throws IOException {
    var socket =
        new Socket(
            InetAddress.getLoopbackAddress(), gateway.port(), InetAddress.getByName(from), 0);
    socket.getOutputStream().write(ASK);
    assertThat(RawHttp.read(socket.getInputStream()).status()).isEqualTo(200);
    return socket;
  }
}
