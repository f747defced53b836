package io.decisionos.gateway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadersFileTest {
  @TempDir private Path home;

  @Test
  void eachLineIsAFieldAndRemarksArePassedOver() throws IOException {
    Path file =
        Files.writeString(home.resolve("h"), "# ours\n\nAuthorization: Bearer a:b\nX-Org:7\n");

    assertThat(HeadersFile.read(file))
        .containsEntry("Authorization", "Bearer a:b")
        .containsEntry("X-Org", "7")
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no colon", ": secret", "Na me: x", "Name: a\u0001b"})
  void whatIsNoFieldIsRefusedWithoutSayingIt(String line) throws IOException {
    Path file = Files.writeString(home.resolve("h"), line + "\n");

    assertThatThrownBy(() -> HeadersFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Name: value")
        .hasMessageNotContaining(line);
  }
}
