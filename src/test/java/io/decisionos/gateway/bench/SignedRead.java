package io.decisionos.gateway.bench;

import io.decisionos.gateway.access.DevelopmentKey;
import io.decisionos.gateway.fixture.RequestSigner;
import io.decisionos.gateway.fixture.RequestSigner.Request;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code GET /slo} by callers who prove who they are, against the same without any proof: with a
 * token, signed with an HMAC, signed with Ed25519.
 */
record SignedRead(Rounds rounds) {

  /** Measures and prints. */
  void print() throws IOException {
    Report.line("GET /slo by whoever proves who it is");
    Report.line("");
    var contestants = new ArrayList<Contestant>();
    try {
      contestants.add(contestant("without proof", BenchGateway.start(Map.of()), () -> ""));
      Path data = Files.createTempDirectory("gateway");
      contestants.add(contestant("with a token", start(data, conf()), () -> token(data)));
      for (Algorithm algorithm : List.of(Algorithm.HMAC_SHA256, Algorithm.ED25519)) {
        contestants.add(signed(SigningKey.make("bench", algorithm)));
      }
      rounds.compare(contestants);
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private static Contestant signed(SigningKey key) throws IOException {
    Path conf = conf();
    key.writeTo(conf);
    Files.writeString(
        conf.resolve("keysets.yaml"),
        "keysets:\n  - name: bench\n    purpose: requests\n    scopes: \"ops:read\"\n    keys:\n"
            + key.entry("active"));
    ServerProcess server = start(Files.createTempDirectory("gateway"), conf);
    return contestant("signed, " + key.algorithm().word(), server, () -> signature(key));
  }

  private static ServerProcess start(Path data, Path conf) throws IOException {
    return BenchGateway.start(
        Map.of(
            "DECISIONOS_AUTH", "jwt+signed",
            "DECISIONOS_DATA", data.toString(),
            "DECISIONOS_CONF", conf.toString()));
  }

  /** The shipped configuration in a directory of its own. */
  private static Path conf() throws IOException {
    Path conf = Files.createTempDirectory("conf");
    try (var shipped = Files.list(Path.of("conf"))) {
      for (Path file : shipped.filter(Files::isRegularFile).toList()) {
        Files.copy(file, conf.resolve(file.getFileName()));
      }
    }
    return conf;
  }

  private static String token(Path data) {
    try {
      Instant later = Instant.now().plus(Duration.ofDays(1));
      String token = DevelopmentKey.of(data).mint("bench", List.of("bench"), "ops:read", later);
      return "Authorization: Bearer " + token + "\r\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String signature(SigningKey key) {
    Request get = Request.of("GET", Field.TARGET, "");
    Request signed = new RequestSigner(key).sign(get, Instant.now().getEpochSecond(), "none");
    return signed.fields().entrySet().stream()
        .map(field -> field.getKey() + ": " + field.getValue() + "\r\n")
        .collect(Collectors.joining());
  }

  private static Contestant contestant(String name, ServerProcess server, Supplier<String> fields)
      throws IOException {
    return new Contestant(name, server, new ClosedLoop(server.port("http"), Field.TARGET, fields));
  }
}
