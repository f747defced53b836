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
 * token, signed with an HMAC, signed with Ed25519; the same again on a connection, and another than
 * the one before, as the gateway remembers one.
 */
record SignedRead(Rounds rounds) {
  /** Has the same answer. */
  private static final String OTHER = Field.TARGET + "&again=1";

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
        contestants.add(signed("the same each time", algorithm, List.of(Field.TARGET)));
        contestants.add(signed("another each time", algorithm, List.of(Field.TARGET, OTHER)));
      }
      rounds.compare(contestants);
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private static Contestant signed(String which, Algorithm algorithm, List<String> targets)
      throws IOException {
    SigningKey key = SigningKey.make("bench", algorithm);
    Path conf = conf();
    key.writeTo(conf);
    Files.writeString(
        conf.resolve("keysets.yaml"),
        "keysets:\n  - name: bench\n    purpose: requests\n    scopes: \"ops:read\"\n    keys:\n"
            + key.entry("active"));
    ServerProcess server = start(Files.createTempDirectory("gateway"), conf);
    return new Contestant(
        "signed, " + algorithm.word() + ", " + which,
        server,
        new ClosedLoop(server.port("http"), targets, target -> signature(key, target)));
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

  private static String signature(SigningKey key, String target) {
    Request get = Request.of("GET", target, "");
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
