package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where other people's servers are is read in full when it is read. */
final class EndpointsTest {
  private static final List<String> VARIABLES =
      List.of(
          "DECISIONOS_TRACES_ENDPOINT",
          "DECISIONOS_EVIDENCE_ARCHIVE_ENDPOINT",
          "DECISIONOS_KEYS_ENDPOINT_SSM",
          "DECISIONOS_KEYS_ENDPOINT_KMS");

  private static void read(String variable, String value) {
    new ConfReader(new Environment(Map.of(variable, value))).readAll(Path.of("conf"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://[", "http://a:b:c", "http://:80", "http://h:99999", "http://h/a"})
  void whatCannotBeAskedIsRefusedWithItsKey(String text) {
    for (String variable : VARIABLES) {
      assertThatThrownBy(() -> read(variable, text))
          .isInstanceOf(StartFailure.class)
          .hasMessage(
              variable
                  + ": found \""
                  + text
                  + "\", expected http://HOST:PORT or https://HOST, or empty");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://h.example", "http://[::1]:4318/", "http://stack_jaeger_1:1"})
  void whatCanBeIsTaken(String text) {
    for (String variable : VARIABLES) {
      assertThatCode(() -> read(variable, text)).doesNotThrowAnyException();
    }
  }
}
