package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.decisionos.gateway.access.DevelopmentKey;
import io.decisionos.gateway.access.SecretFile;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.Secrets;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Uses a gateway well and badly, at the most talkative level, and looks for secrets in everything
 * that it says: logs, metrics, answers, readiness, audit log, threads.
 */
final class SecretsScanTest {
  private static final String PASSWORD = Secrets.keep("password of Redis", "correct-horse-battery");

  @TempDir private Path home;
  private final List<String> said = new ArrayList<>();
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final SigningKey shared = SigningKey.make("shared", Algorithm.HS256);
  private RunningGateway gateway;

  @Test
  void nothingThatTheGatewaySaysHoldsASecret() throws IOException {
    var log = new ListAppender<ILoggingEvent>();
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    root.addAppender(log);
    root.setLevel(Level.DEBUG);
    try {
      useAndMisuse();
    } finally {
      root.setLevel(before);
      root.detachAppender(log);
    }
    log.list.forEach(event -> said.add(event.getFormattedMessage() + trace(event)));
    collectAudit();

    assertThat(said).hasSizeGreaterThan(50);
    secrets.forEach(
        (name, secret) -> assertThat(said).as(name).noneMatch(text -> text.contains(secret)));
  }

  private static String trace(ILoggingEvent event) {
    var proxy = event.getThrowableProxy();
    return proxy == null ? "" : ' ' + proxy.getClassName() + ' ' + proxy.getMessage();
  }

  private void useAndMisuse() throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    shared.writeTo(conf);
    SigningKey.list(conf, shared.entry("active"));
    var variables =
        Map.of(
            "DECISIONOS_AUTH", "jwt",
            "DECISIONOS_ACCESS_LOG_SAMPLE", "1",
            "DECISIONOS_LOG_LEVEL", "debug",
            "DECISIONOS_STORAGE", "redis",
            "DECISIONOS_REDIS_URL", "redis://:" + PASSWORD + "@127.0.0.1:1");
    try (RunningGateway running = RunningGateway.start(home, variables)) {
      gateway = running;
      callWithAll(tokens());
      breakKeys(conf);
      said.add(threads());
    }
    secrets.put("password of Redis", PASSWORD);
    secrets.put("shared key", SigningKey.encode(shared.encoded()));
    for (String name : List.of("secret", "development-key")) {
      byte[] bytes = SecretFile.of(home.resolve("var").resolve(name));
      secrets.put(name, SigningKey.encode(bytes));
      secrets.put(name + " in hex", HexFormat.of().formatHex(bytes));
      secrets.put(name + " as it is", new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }

  private List<String> tokens() throws IOException {
    Instant later = Instant.now().plusSeconds(600);
    var development = DevelopmentKey.of(home.resolve("var"));
    var claims =
        new JsonObject()
            .put("iss", "decisionos")
            .put("aud", "decisionos")
            .put("sub", "alice")
            .put("tenant", "acme-corp")
            .put("scope", "ops:read store:write store:read ops:admin")
            .put("exp", later.getEpochSecond());
    return List.of(
        development.mint("dev", List.of("acme-corp"), "ops:read store:write ops:admin", later),
        shared.sign(claims),
        shared.sign(claims.copy().put("exp", 1)),
        shared.sign(claims.copy().put("tenant", 7)),
        SigningKey.make("shared", Algorithm.HS256).sign(claims),
        SigningKey.make("stranger", Algorithm.EDDSA).sign(claims));
  }

  private void callWithAll(List<String> tokens) {
    for (String token : tokens) {
      secrets.put("token " + secrets.size(), token);
      secrets.put("signature " + secrets.size(), token.substring(token.lastIndexOf('.') + 1));
      for (String target : List.of("/slo", "/etags/k", "/nowhere", "/etags?cursor=x")) {
        String asked = target + (target.contains("?") ? "&" : "?") + "tenant=acme-corp";
        hear(gateway.send(bearer(gateway.request(asked), token).GET().build()));
        hear(
            gateway.send(
                bearer(gateway.request(asked), token)
                    .PUT(BodyPublishers.ofString("{\"a\":1}"))
                    .build()));
      }
      for (String target : List.of("/readyz", "/metrics", "/ops/tenants", "/ops/events")) {
        hear(gateway.send(bearer(gateway.opsRequest(target), token).GET().build()));
      }
      String body = new JsonObject().put("token", token).encode();
      var login = gateway.opsRequest("/console/login").header("Content-Type", "application/json");
      // The cookie itself is the one place where a token may go.
      said.add(gateway.send(login.POST(BodyPublishers.ofString(body)).build()).body());
    }
  }

  private static HttpRequest.Builder bearer(HttpRequest.Builder request, String token) {
    return request.header("Authorization", "Bearer " + token);
  }

  private void hear(HttpResponse<String> response) {
    said.add(response.headers().map() + response.body());
  }

  /** Files that hold private keys by mistake, and lists that are broken. */
  private void breakKeys(Path conf) throws IOException {
    var careless = SigningKey.make("careless", Algorithm.RS256);
    Files.writeString(conf.resolve("careless.pem"), careless.privatePem());
    secrets.put("private key", careless.privatePem().lines().skip(3).findFirst().orElseThrow());
    SigningKey.list(conf, shared.entry("active"), careless.entry("active"));
    awaitDegraded("careless.pem, which holds another thing");
    String jwk = shared.jwk().encode();
    Files.writeString(
        conf.resolve("keysets.yaml"),
        "keysets:\n  - name: a\n    purpose: tokens\n    keys: [{kid: x, jwk: '" + jwk + "'}]\n");
    awaitDegraded("keysets.yaml:4: keysets[0].keys[0].algorithm");
  }

  private void awaitDegraded(String text) {
    Await.until(Duration.ofSeconds(10), () -> readyz().contains(text), this::readyz);
    said.add(readyz());
  }

  private String readyz() {
    String token = secrets.get("token 0");
    return gateway.send(bearer(gateway.opsRequest("/readyz"), token).GET().build()).body();
  }

  private static String threads() {
    var dump = new StringBuilder();
    for (var thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
      dump.append(thread);
    }
    return dump.toString();
  }

  private void collectAudit() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("var/audit"))) {
      for (Path file : files.toList()) {
        said.addAll(Files.readAllLines(file));
      }
    }
  }
}
