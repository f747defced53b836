package io.decisionos.gateway.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

final class CauseTest {
  @Test
  void aFailureThatSaysNothingHasItsName() {
    assertThat(Cause.words(new ClosedChannelException())).isEqualTo("ClosedChannelException");
    assertThat(Cause.words(new IOException("no room"))).isEqualTo("no room");
  }

  @Test
  void aPathAloneIsNoCause() {
    assertThat(Cause.words(new NoSuchFileException("/x"))).isEqualTo("/x: found nothing there");
    assertThat(Cause.words(new AccessDeniedException("/x"))).isEqualTo("/x: permission denied");
    assertThat(Cause.words(new FileSystemException("/x"))).isEqualTo("/x: FileSystemException");
    assertThat(Cause.words(new FileSystemException("/x", null, "No space left on device")))
        .isEqualTo("/x: No space left on device");
  }
}
