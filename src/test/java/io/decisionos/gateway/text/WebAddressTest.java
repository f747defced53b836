package io.decisionos.gateway.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h",
        "h:80",
        "http:h",
        "http://",
        "http://:80",
        "http://h:0",
        "http://h:99999",
        "http://h:x",
        "http://a:b:c",
        "http://[",
        "http://[::1",
        "http://[::z]",
        "http://::1",
        "http://1.2.3.999",
        "http://a..b",
        "http://-h",
        "http://h i",
        "http://u@h",
        "http://u:p@my_h",
        "http://h#f",
        "ftp://h",
      })
  void whatNobodyCanBeAskedAtIsNoAddress(String text) {
    assertThat(WebAddress.parse(text)).isEmpty();
    assertThat(WebAddress.server(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h",
        "https://h.example:65535/",
        "http://my_jaeger:4318",
        "http://stack_minio_1:9000/",
        "http://127.0.0.1:1",
        "http://[::1]:4318",
      })
  void aServerIsOneWhateverItsName(String text) {
    assertThat(WebAddress.server(text)).contains(URI.create(text));
    assertThat(WebAddress.parse(text)).contains(URI.create(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://h/a", "http://my_h:1/a_b?c=d", "http://h?c"})
  void whatHasAPathIsAnAddressAndNoServer(String text) {
    assertThat(WebAddress.parse(text)).contains(URI.create(text));
    assertThat(WebAddress.server(text)).isEmpty();
  }
}
