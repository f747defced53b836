package io.decisionos.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.fixture.ListedKey;
import io.decisionos.gateway.fixture.SigningKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What may stand in the files of keys, however it is spelled. */
final class KeyParserTest {
  private static KeyBook.Outcome read(SigningKey key, String text) {
    ListedKey listed = ListedKey.of(key, KeyState.ACTIVE).spelled(text);
    return KeyBook.assemble(
        ListedKey.listing(Purpose.TOKENS, listed).listed(),
        place -> Optional.of(Material.of(text.getBytes(StandardCharsets.UTF_8))),
        Instant.EPOCH);
  }

  private static void assertIs(SigningKey key, KeyBook.Outcome outcome) {
    assertThat(outcome.faults()).isEmpty();
    var id = new KeyId(Purpose.TOKENS, key.kid());
    String spelled = outcome.book().key(id).orElseThrow().text().text();
    assertThat(spelled.strip()).isEqualTo(inOneSpelling(key).strip());
  }

  private static String inOneSpelling(SigningKey key) {
    JsonObject jwk = key.jwk();
    return key.algorithm().isSymmetric()
        ? new JsonObject().put("kty", "oct").put("k", jwk.getString("k")).encode()
        : key.pem();
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
    assertIs(key, read(key, pem));
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
    assertThat(read(key, pem).book().ring(Purpose.TOKENS).unloaded()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"EDDSA", "ES256", "RS256", "HS256"})
  void whatAJwkSaysBesidesItsKeyIsNotPassedOn(Algorithm algorithm) {
    SigningKey key = SigningKey.make("k", algorithm);
    JsonObject jwk =
        key.jwk()
            .put("kid", "another")
            .put("x5c", new JsonArray().add("AAAA"))
            .put("x5u", "http://localhost/")
            .put("key_ops", new JsonArray().add("sign"));

    assertIs(key, read(key, jwk.encode()));
  }

  @Test
  void aKeyThatIsTooLongIsAFaultWithItsPlace() {
    // Java takes no RSA key of more than 16384 bits.
    BigInteger tooLong = BigInteger.ONE.shiftLeft(20_000).setBit(0);
    String jwk =
        new JsonObject()
            .put("kty", "RSA")
            .put("n", SigningKey.encode(tooLong.toByteArray()))
            .put("e", "AQAB")
            .encode();

    KeyBook.Outcome outcome = read(SigningKey.make("k", Algorithm.RS256), jwk);

    assertThat(outcome.book().ring(Purpose.TOKENS).unloaded()).containsExactly("k");
    assertThat(outcome.faults())
        .singleElement()
        .extracting(Fault::toString)
        .asString()
        .startsWith("keysets.yaml:3: keysets[0].keys[0].material.file")
        .contains("k.pem");
  }
}
