package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.decisionos.gateway.access.DevelopmentKey;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What listens where, and encrypted or not. */
final class TlsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path home;

  private Map<String, String> encrypted(String listener) {
    var variables = new HashMap<String, String>();
    variables.put("DECISIONOS_AUTH", "jwt");
    variables.put("DECISIONOS_" + listener + "_TLS", "on");
    variables.put("DECISIONOS_" + listener + "_TLS_CERT_FILE", home.resolve("tls.crt").toString());
    variables.put("DECISIONOS_" + listener + "_TLS_KEY_FILE", home.resolve("tls.key").toString());
    return variables;
  }

  private static String servedBy(int port) {
    try (var socket =
        (SSLSocket)
            SelfSigned.trusting()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.startHandshake();
      Certificate served = socket.getSession().getPeerCertificates()[0];
      return ((X509Certificate) served).getSubjectX500Principal().getName();
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aListenerWithTlsAnswersByHttpsAndFollowsItsCertificate() throws Exception {
    SelfSigned.write(home, "first");
    try (var gateway = RunningGateway.start(home, encrypted("HTTP"))) {
      String token =
          DevelopmentKey.of(home.resolve("var"))
              .mint("a", List.of("default"), "ops:read", Instant.now().plusSeconds(60));
      var client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .sslContext(SelfSigned.trusting())
              .build();
      var request =
          HttpRequest.newBuilder(
                  URI.create("https://localhost:" + gateway.httpPort() + "/slo?tenant=default"))
              .header("Authorization", "Bearer " + token)
              .build();

      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      assertThat(servedBy(gateway.httpPort())).isEqualTo("CN=first");

      SelfSigned.write(home, "second");
      Await.until(
          Duration.ofSeconds(20),
          () -> servedBy(gateway.httpPort()).equals("CN=second"),
          () -> servedBy(gateway.httpPort()));

      Files.writeString(home.resolve("tls.crt"), "rubbish");
      assertThat(servedBy(gateway.httpPort())).isEqualTo("CN=second");
    }
  }

  @Test
  void filesThatCannotBeReadAnyMoreAreToldOnceAndSoIsThatTheyCanAgain() throws Exception {
    SelfSigned.write(home, "first");
    var said = new Heard();
    Logger log =
        (Logger) LoggerFactory.getLogger("io.decisionos.gateway.http.connection.Certificates");
    said.start();
    log.setLevel(Level.INFO);
    log.addAppender(said);
    try (var gateway = RunningGateway.start(home, encrypted("HTTP"))) {
      Path key = home.resolve("tls.key");
      Path aside = Files.move(key, home.resolve("aside"));
      said.await("WARN certificate=");
      // Long enough for every event loop to have looked twice.
      var later = Instant.now().plusSeconds(5);
      Await.until(PATIENCE, () -> Instant.now().isAfter(later), said::lines);
      assertThat(servedBy(gateway.httpPort())).isEqualTo("CN=first");
      Files.move(aside, key);
      said.await("INFO certificate=");
    } finally {
      log.detachAppender(said);
      log.setLevel(null);
    }

    assertThat(said.lines()).hasSize(2);
    assertThat(said.lines().get(0)).contains("cannot be read").contains("tls.key");
    assertThat(said.lines().get(1)).contains("can be read again");
  }

  /** What was logged. */
  private static final class Heard extends AppenderBase<ILoggingEvent> {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(event.getLevel() + " " + event.getFormattedMessage());
    }

    List<String> lines() {
      return lines;
    }

    void await(String begin) {
      Await.until(
          PATIENCE, () -> lines.stream().anyMatch(line -> line.startsWith(begin)), this::lines);
    }
  }

  @Test
  void loginsOverTlsAreForSecureConnectionsAlone() throws Exception {
    SelfSigned.write(home, "ops");
    try (var gateway = RunningGateway.start(home, encrypted("OPS"))) {
      String token =
          DevelopmentKey.of(home.resolve("var"))
              .mint("a", List.of(), "ops:admin", Instant.now().plusSeconds(60));
      var client = HttpClient.newBuilder().sslContext(SelfSigned.trusting()).build();
      var origin = "https://localhost:" + gateway.opsPort();
      var request =
          HttpRequest.newBuilder(URI.create(origin + "/console/login"))
              .header("Content-Type", "application/json")
              .header("Origin", origin)
              .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + token + "\"}"))
              .build();

      var response = client.send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Set-Cookie").orElse("")).contains("; Secure");
    }
  }

  @Test
  void filesThatAreNoCertificateEndTheStartWithOneLine() throws Exception {
    Files.writeString(home.resolve("tls.crt"), "rubbish");
    Files.writeString(home.resolve("tls.key"), "rubbish");

    assertThatThrownBy(() -> RunningGateway.start(home, encrypted("HTTP")))
        .hasMessageContaining("http.tls_cert_file: found ")
        .hasMessageContaining("expected a certificate and its private key as PEM");
  }

  private String refusal(Map<String, String> variables) {
    try (var gateway = RunningGateway.start(home, variables)) {
      return "it listens on " + gateway.httpPort();
    } catch (StartFailure e) {
      return e.getMessage();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nothingListensBeyondLoopbackWithoutTokensAndEncryption() {
    var beyond = new HashMap<>(Map.of("DECISIONOS_HTTP_HOST", "0.0.0.0"));
    assertThat(refusal(beyond)).contains("http.host").contains("while auth.mode is off");
    beyond.put("DECISIONOS_HTTP_TLS", "terminated-upstream");
    assertThat(refusal(beyond)).contains("http.host").contains("while auth.mode is off");
    beyond.put("DECISIONOS_AUTH", "jwt");
    beyond.remove("DECISIONOS_HTTP_TLS");
    assertThat(refusal(beyond)).contains("http.tls: found off, expected on or terminated-upstream");
    beyond.put("DECISIONOS_HTTP_TLS", "on");
    assertThat(refusal(beyond)).contains("http.tls_cert_file: found \"\"");
  }

  @Test
  void beyondLoopbackTheDevelopmentKeyDoesNotCount() throws InvalidYaml {
    assertThat(takesDevelopmentKey("127.0.0.1", "true")).isTrue();
    assertThat(takesDevelopmentKey("127.0.0.1", "false")).isFalse();
    assertThat(takesDevelopmentKey("0.0.0.0", "true")).isFalse();
  }

  private static boolean takesDevelopmentKey(String opsHost, String wanted) throws InvalidYaml {
    var environment =
        new Environment(
            Map.of(
                "DECISIONOS_AUTH",
                "jwt",
                "DECISIONOS_AUTH_DEVELOPMENT_KEY",
                wanted,
                "DECISIONOS_OPS_HOST",
                opsHost,
                "DECISIONOS_OPS_TLS",
                "terminated-upstream"));
    var empty = YamlReader.read("gateway.yaml", "{}".getBytes(StandardCharsets.UTF_8));
    Section root = Section.of("gateway.yaml", empty, environment);
    boolean takes = GatewayConfig.read(root).fixed().takesDevelopmentKey();
    assertThat(root.faults()).isEmpty();
    return takes;
  }
}
