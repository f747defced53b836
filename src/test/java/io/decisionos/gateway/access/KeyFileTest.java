package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.fixture.SigningKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What may stand in the files of keys, however it is spelled. */
final class KeyFileTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(BadTokens.NOW), ZoneOffset.UTC);
  private static final AccessSettings SETTINGS =
      new AccessSettings(
          AccessSettings.Mode.JWT, "decisionos", "decisionos", Duration.ZERO, false, false);

  private static KeyList.Outcome read(Algorithm algorithm, String file, String text) {
    var entry =
        new KeyList.Entry(
            "k", algorithm, KeyState.ACTIVE, Optional.of(file), "keys[0].file", OptionalInt.of(3));
    var found = KeyFile.of(file, text.getBytes(StandardCharsets.UTF_8));
    return new KeyList(List.of(entry)).assemble("keys.yaml", Map.of(file, found));
  }

  private static void assertCounts(SigningKey key, KeyList.Outcome outcome) {
    assertThat(outcome.faults()).isEmpty();
    var tokens = new SignedTokens(SETTINGS, CLOCK, Optional.empty());
    tokens.turn(outcome.ring().orElseThrow());
    String token = key.sign(BadTokens.claims());
    assertThat(tokens.verify(token, tokens.verifiers()).subject()).contains("alice");
  }

  static Stream<Arguments> spellings() {
    return Stream.of(Algorithm.EDDSA, Algorithm.ES256, Algorithm.RS256)
        .map(algorithm -> SigningKey.make("k", algorithm))
        .flatMap(
            key ->
                Stream.of(
                        "\n" + key.pem(),
                        key.pem().strip() + "  \n",
                        key.pem().strip(),
                        key.pem().replace("\n", ""),
                        key.pem().replace("\n", " "),
                        key.pem().replace("\n", "\r\n"),
                        "# of the partner, until June\n\n" + key.pem() + "# end\n",
                        "\uFEFF" + key.pem(),
                        "Bag Attributes\n"
                            + "    localKeyID: 54 69 6D\n"
                            + "Key Attributes: <No Attributes>\n"
                            + key.pem())
                    .map(pem -> Arguments.of(key, pem)));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void aPemCountsHoweverItsLinesAreBroken(SigningKey key, String pem) {
    assertCounts(key, read(key.algorithm(), "k.pem", pem));
  }

  static Stream<Arguments> ambiguous() {
    SigningKey key = SigningKey.make("k", Algorithm.EDDSA);
    return Stream.of(
            key.pem() + key.pem(),
            key.pem() + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + key.pem(),
            "# " + key.pem(),
            key.pem().replace("-----END PUBLIC", "-----END PRIVATE"))
        .map(pem -> Arguments.of(key, pem));
  }

  @ParameterizedTest
  @MethodSource("ambiguous")
  void aPemWithMoreThanOneBlockOrWithoutAWholeOneIsRefused(SigningKey key, String pem) {
    assertThat(read(key.algorithm(), "k.pem", pem).ring()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void whatAJwkSaysBesidesItsKeyIsNotPassedOn(Algorithm algorithm) {
    SigningKey key = SigningKey.make("k", algorithm);
    JsonObject jwk =
        key.jwk()
            .put("kid", "another")
            .put("x5c", new JsonArray().add("AAAA"))
            .put("x5u", "http://localhost/")
            .put("key_ops", new JsonArray().add("sign"));

    KeyList.Outcome outcome = read(algorithm, "k.jwk", jwk.encode());

    assertCounts(key, outcome);
    String passedOn = outcome.ring().orElseThrow().keys().get("k").text().text();
    assertThat(passedOn).doesNotContain("x5c", "x5u", "key_ops", "another");
  }

  @Test
  void aKeyThatOnlyTheLibraryRefusesIsAFaultWithItsPlace() {
    // Java takes no RSA key of more than 16384 bits.
    BigInteger tooLong = BigInteger.ONE.shiftLeft(20_000).setBit(0);
    String jwk =
        new JsonObject()
            .put("kty", "RSA")
            .put("n", SigningKey.encode(tooLong.toByteArray()))
            .put("e", "AQAB")
            .encode();

    KeyList.Outcome outcome = read(Algorithm.RS256, "k.jwk", jwk);

    assertThat(outcome.ring()).isEmpty();
    assertThat(outcome.faults())
        .singleElement()
        .extracting(Fault::toString)
        .asString()
        .startsWith("keys.yaml:3: keys[0].file")
        .contains("k.jwk");
  }
}
