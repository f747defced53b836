package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.http.connection.ConnectionTimes;
import io.decisionos.gateway.http.connection.Tls;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindTest {
  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1:8080", "localhost, localhost:8080", "::1, [::1]:8080"})
  void anAddressIsWrittenAsItIsTyped(String host, String address) {
    var bind =
        new ListenerParts.Bind(
            host, 0, 0, new ConnectionTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO), Tls.NONE);
    assertThat(bind.with(8080)).isEqualTo(address);
  }
}
