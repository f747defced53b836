package io.decisionos.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No more connections are accepted than there are descriptors for. */
final class AcceptGateTest {
  private static final ConnectionBound BOUND = new ConnectionBound(100, 1024, 20);
  private static final int OF_ONE = BOUND.accepted() - BOUND.operators();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AcceptGate gate = new AcceptGate(meters, BOUND);
  private final EmbeddedChannel tenants = new EmbeddedChannel(gate.new OfOne());
  private final EmbeddedChannel operators = new EmbeddedChannel(gate.new OfOne());

  @Test
  void oneListenerLeavesTheOperatorsPlacesToTheOther() {
    List<EmbeddedChannel> silent = connect(tenants, OF_ONE + 50);

    assertThat(let(tenants)).isEqualTo(OF_ONE);
    assertThat(silent.get(OF_ONE - 1).isOpen()).isTrue();
    assertThat(silent.get(OF_ONE).isOpen()).isFalse();
    assertThat(meters.counter("gateway.http.connections.cut", "cause", "refused").count())
        .isEqualTo(50);

    connect(operators, BOUND.operators() + 1);

    assertThat(let(operators)).isEqualTo(BOUND.operators());
  }

  @Test
  void whoeverLeavesMakesRoomForOne() {
    EmbeddedChannel first = connect(tenants, OF_ONE + 50).get(0);
    var unused = first.close();

    connect(tenants, 2);

    assertThat(let(tenants)).isEqualTo(OF_ONE + 1);
  }

  private static List<EmbeddedChannel> connect(EmbeddedChannel listener, int count) {
    var made = new ArrayList<EmbeddedChannel>();
    for (int i = 0; i < count; i++) {
      var connection = new EmbeddedChannel();
      made.add(connection);
      listener.writeInbound(connection);
    }
    return made;
  }

  /** How many got past the gate. */
  private static int let(EmbeddedChannel listener) {
    return listener.inboundMessages().size();
  }
}
