package io.decisionos.gateway.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

final class CauseTest {
  @Test
  void aFailureThatSaysNothingHasItsName() {
    assertThat(Cause.words(new ClosedChannelException())).isEqualTo("ClosedChannelException");
    assertThat(Cause.words(new IOException("no room"))).isEqualTo("no room");
  }
}
