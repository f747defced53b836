package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a gateway lets near it is decided before it starts, and said in full. */
final class ReachTest {
  private static final Map<String, String> TOKENS = Map.of("DECISIONOS_AUTH", "jwt");

  private static void read(Map<String, String> variables) {
    new ConfReader(new Environment(variables)).readAll(Path.of("conf"));
  }

  private static Map<String, String> with(Map<String, String> variables, String... more) {
    var all = new HashMap<>(variables);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "*.example.com",
        ".*",
        "https://gateway.example",
        "gateway.example/",
        "a b",
        "a:b",
        "a:99999",
        "::1",
        "[::1",
        "[::z]",
        "user@host",
        "gateway.example:",
        "a?b",
        "b\u00fccher.example",
      })
  void aHostThatCanNeverMatchIsRefusedWithWhatToWrite(String host) {
    for (String key : new String[] {"HTTP", "OPS"}) {
      assertThatThrownBy(() -> read(with(TOKENS, "DECISIONOS_" + key + "_HOSTS", host)))
          .hasMessageContaining(key.toLowerCase(java.util.Locale.ROOT) + ".hosts")
          .hasMessageContaining(host)
          .hasMessageContaining("such as gateway.example");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gateway.example",
        "GATEWAY.example:8443",
        "my_gateway",
        "10.1.2.3",
        "10.1.2.3:80",
        "[2001:db8::1]",
        "[2001:db8::1]:443",
        "gateway.example,other.example",
      })
  void aHostThatAClientCanSendIsTaken(String host) {
    assertThatCode(() -> read(with(TOKENS, "DECISIONOS_HTTP_HOSTS", host)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_TLS, terminated-upstream, http.tls",
    "OPS_TLS, terminated-upstream, ops.tls",
    "HTTP_HOSTS, gateway.example, http.hosts",
    "OPS_HOSTS, 10.1.2.3, ops.hosts",
    "OPS_HOSTS, 'localhost,ops.example:8081', ops.hosts",
  })
  void withoutTokensWhatLeadsOthersHereIsRefusedUnlessItIsMeant(
      String variable, String value, String key) {
    Map<String, String> open = Map.of("DECISIONOS_" + variable, value);

    assertThatThrownBy(() -> read(open))
        .hasMessageContaining(key)
        .hasMessageContaining("auth.off_is_deliberate: true");
    assertThatCode(() -> read(with(open, "DECISIONOS_AUTH_OFF_IS_DELIBERATE", "true")))
        .doesNotThrowAnyException();
    assertThatCode(() -> read(with(open, "DECISIONOS_AUTH", "jwt"))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9000", "127.0.0.9", "[::1]:80"})
  void namesOfLoopbackNeedNoTokens(String host) {
    assertThatCode(() -> read(Map.of("DECISIONOS_HTTP_HOSTS", host))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP", "OPS"})
  void anAddressThatIsNotLoopbackNeedsTokensWhateverIsMeant(String listener) {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "DECISIONOS_" + listener + "_HOST",
                        "0.0.0.0",
                        "DECISIONOS_AUTH_OFF_IS_DELIBERATE",
                        "true")))
        .hasMessageContaining("a loopback address while auth.mode is off");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aNameThatLeadsOthersHereIsRefusedByAGatewayThatRuns(int listener, @TempDir Path home)
      throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      Path file = gateway.conf().resolve("gateway.yaml");
      String[] parts = Files.readString(file).split("hosts: \\[\\]", -1);
      assertThat(parts).hasSize(3);
      parts[listener] += "hosts: [gateway.example]";
      parts[1 - listener] += "hosts: []";

      Files.writeString(file, String.join("", parts));

      Await.until(
          Duration.ofSeconds(20),
          () -> gateway.ops("/readyz").body().contains("auth.off_is_deliberate: true"),
          () -> gateway.ops("/readyz").body());
      assertThat(gateway.ops("/readyz").body()).contains("\"state\":\"degraded\"");
      assertThat(foreign(listener == 0 ? gateway.httpPort() : gateway.opsPort())).isEqualTo(421);
    }
  }

  private static int foreign(int port) throws IOException {
    return RawHttp.exchange(port, "GET /healthz HTTP/1.1\r\nHost: gateway.example\r\n\r\n")
        .status();
  }
}
