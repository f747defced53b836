package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where other people's servers are is read in full when it is read. */
final class EndpointsTest {
  private static final String TRACES = "DECISIONOS_TRACES_ENDPOINT";
  private static final List<String> OF_AMAZON =
      List.of(
          "DECISIONOS_EVIDENCE_ARCHIVE_ENDPOINT",
          "DECISIONOS_KEYS_ENDPOINT_SSM",
          "DECISIONOS_KEYS_ENDPOINT_KMS");

  private static void read(String variable, String value) {
    new ConfReader(new Environment(Map.of(variable, value))).readAll(Path.of("conf"));
  }

  private static void assertRefused(String variable, String text, String expected) {
    assertThatThrownBy(() -> read(variable, text))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(variable + ": found \"" + text + "\", expected " + expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://[", "http://a:b:c", "http://:80", "http://h:99999", "http://h/a"})
  void whatCannotBeAskedIsRefusedWithItsKey(String text) {
    assertRefused(TRACES, text, "http://HOST:PORT or https://HOST, or empty");
    OF_AMAZON.forEach(variable -> assertRefused(variable, text, "http://HOST:PORT"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://h.example", "http://[::1]:4318/"})
  void whatCanBeIsTaken(String text) {
    assertThatCode(() -> read(TRACES, text)).doesNotThrowAnyException();
    for (String variable : OF_AMAZON) {
      assertThatCode(() -> read(variable, text)).doesNotThrowAnyException();
    }
  }

  /** The clients of Amazon would find none at every call. */
  @Test
  void aNameWithAnUnderscoreIsOneWhereItCanBeAsked() {
    String name = "http://stack_server_1:4318";
    assertThatCode(() -> read(TRACES, name)).doesNotThrowAnyException();
    OF_AMAZON.forEach(
        variable ->
            assertRefused(
                variable,
                name,
                "http://HOST:PORT or https://HOST with no underscore in the host, or empty"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h:0", "h:65536", "h:99999", "a:1,b:70000", "[::1]:00001"})
  void aPortThatIsNoneIsRefusedBeforeKafkaIsAsked(String servers) {
    assertRefused("DECISIONOS_EVENTS_KAFKA_SERVERS", servers, "host:port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h:1", "h:65535", "a_b:9092, [::1]:60000,c:59999"})
  void portsThatAreSomeAreTaken(String servers) {
    assertThatCode(() -> read("DECISIONOS_EVENTS_KAFKA_SERVERS", servers))
        .doesNotThrowAnyException();
  }
}
