package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.fixture.ListedKey;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.Purpose;
import io.decisionos.gateway.signature.ContentDigest;
import io.decisionos.gateway.signature.SignatureRefusedException;
import io.decisionos.gateway.signature.SignatureRules;
import io.decisionos.gateway.signature.SignedMessage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an implementation of RFC 9421 has signed that shares nothing with ours counts here, and only
 * as it was signed: {@code independent.mjs} has made {@code independent.json}.
 */
final class IndependentSignaturesTest {
  private static final Instant SIGNED = Instant.ofEpochSecond(1_793_318_400);
  private static final String SECRET =
      "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ";
  private static final String PUBLIC = "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs";

  private final SignedRequests requests = new SignedRequests(keys(), clock(), Duration.ZERO);

  private static Clock clock() {
    return Clock.fixed(SIGNED, ZoneOffset.UTC);
  }

  private static KeyRegistry keys() {
    var registry = new KeyRegistry();
    String secret = SECRET.replace('+', '-').replace('/', '_');
    registry.list(
        ListedKey.listing(
            Purpose.REQUESTS,
            key("test-shared-secret", Algorithm.HMAC_SHA256)
                .spelled(new JsonObject().put("kty", "oct").put("k", secret).encode()),
            key("test-key-ed25519", Algorithm.ED25519)
                .spelled(
                    new JsonObject()
                        .put("kty", "OKP")
                        .put("crv", "Ed25519")
                        .put("x", PUBLIC)
                        .encode())),
        SIGNED);
    return registry;
  }

  private static ListedKey key(String kid, Algorithm algorithm) {
    return ListedKey.of(SigningKey.make(kid, algorithm), KeyState.ACTIVE);
  }

  /** A request as it was signed. */
  record Message(String method, String target, String body, JsonObject headers)
      implements SignedMessage {
    @Override
    public String path() {
      return target.replaceFirst("\\?.*", "");
    }

    @Override
    public String query() {
      return target.contains("?") ? target.substring(target.indexOf('?') + 1) : "";
    }

    @Override
    public String scheme() {
      return "https";
    }

    @Override
    public List<String> fields(String name) {
      return headers.stream()
          .filter(field -> field.getKey().equalsIgnoreCase(name))
          .map(field -> field.getValue().toString())
          .toList();
    }

    @Override
    public boolean hasBody() {
      return !body.isEmpty();
    }

    @Override
    public String toString() {
      return fields("signature-input") + " " + method + " " + target;
    }
  }

  static Stream<Message> signed() throws IOException {
    String text = Files.readString(Path.of("src/test/resources/signature/independent.json"));
    return new JsonArray(text)
        .stream()
            .map(JsonObject.class::cast)
            .map(
                made ->
                    new Message(
                        made.getString("method"),
                        made.getString("target"),
                        made.getString("body"),
                        made.getJsonObject("headers")));
  }

  private SignedRequests.Verified verify(Message message) {
    var connection = new SignedConnection();
    SignatureRules rules = connection.find(message).orElseThrow();
    return requests.verify(connection, rules, message, key -> Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @MethodSource("signed")
  void whatAnotherHasSignedCountsAndOnlyAsItWasSigned(Message message) {
    SignedRequests.Verified verified = verify(message);

    assertThat(verified.coversDigest()).isEqualTo(message.hasBody());
    if (message.hasBody()) {
      ContentDigest.check(
          message.fields("content-digest"), message.body().getBytes(StandardCharsets.UTF_8));
    }
    for (Message other :
        List.of(
            new Message("PATCH", message.target(), message.body(), message.headers()),
            new Message(
                message.method(), message.target() + "x", message.body(), message.headers()),
            new Message(
                message.method(), "/" + message.target(), message.body(), message.headers()))) {
      assertThatThrownBy(() -> verify(other)).isInstanceOf(SignatureRefusedException.class);
    }
  }
}
