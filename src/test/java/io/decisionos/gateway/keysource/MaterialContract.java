package io.decisionos.gateway.keysource;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.Key;
import io.decisionos.gateway.keys.KeyBook;
import io.decisionos.gateway.keys.KeyId;
import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.Keysets;
import io.decisionos.gateway.keys.KeysetsReader;
import io.decisionos.gateway.keys.Material;
import io.decisionos.gateway.keys.Purpose;
import io.decisionos.gateway.keys.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every source of material must do. A source is done when it extends this and passes. */
abstract class MaterialContract {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final SigningKey SECRET = SigningKey.make("s", Algorithm.HMAC_SHA256);
  private static final SigningKey PAIR = SigningKey.make("p", Algorithm.ED25519);

  /** The source under test. */
  protected abstract Source source();

  /** A name in this source. */
  protected abstract String name(String kid);

  /** What is at hand of a list once everything was read, if the source holds these texts. */
  protected abstract KeyListing listing(Keysets listed, Map<String, String> texts);

  /** What the source has of them; nothing if it takes no call. */
  protected void read(KeyRegistry registry, Instant now) {}

  private KeyBook book(List<SigningKey> listed, Map<String, String> texts) {
    String entries =
        listed.stream()
            .map(
                key ->
                    "      - {kid: %s, algorithm: %s, state: active, material: {%s: %s}}\n"
                        .formatted(
                            key.kid(), key.algorithm().word(), source().word(), name(key.kid())))
            .collect(Collectors.joining());
    String text = "keysets:\n  - name: k\n    purpose: requests\n    keys:\n" + entries;
    var registry = new KeyRegistry();
    registry.list(listing(keysets(text), texts), NOW);
    read(registry, NOW);
    return registry.book();
  }

  private static Keysets keysets(String text) {
    try {
      Section root =
          Section.of(
              Keysets.FILE, YamlReader.read(Keysets.FILE, text.getBytes(StandardCharsets.UTF_8)));
      Keysets listed = KeysetsReader.read(root, Optional.empty());
      assertThat(root.faults()).isEmpty();
      return listed;
    } catch (YamlReader.InvalidYaml e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<Key> key(KeyBook book, SigningKey key) {
    return book.key(new KeyId(Purpose.REQUESTS, key.kid()));
  }

  private static String text(SigningKey key) {
    return key.algorithm().isSymmetric() ? key.jwk().encode() : key.pem();
  }

  private static void assertIsWhole(KeyBook book) {
    assertThat(book.rings().values()).allMatch(ring -> ring.unloaded().isEmpty());
  }

  @Test
  void theSameTextIsTheSameKeyWhereverItComesFrom() {
    KeyBook book =
        book(
            List.of(SECRET, PAIR),
            Map.of(name("s"), text(SECRET), name("p"), "# ours\n" + text(PAIR)));

    assertIsWhole(book);
    Key secret = key(book, SECRET).orElseThrow();
    assertThat(secret.text().text()).contains(SECRET.jwk().getString("k"));
    assertThat(key(book, PAIR).orElseThrow().text().text()).isEqualToIgnoringWhitespace(text(PAIR));
  }

  @Test
  void wordsInAnyLanguageAndAByteOrderMarkChangeNoKeyWhereverItComesFrom() {
    String secret = SECRET.jwk().put("for", "schl\u00fcssel \ud0a4").encode();
    KeyBook book =
        book(
            List.of(SECRET, PAIR),
            Map.of(name("s"), "\ufeff" + secret, name("p"), "\ufeff# f\u00fcr\n" + text(PAIR)));

    assertIsWhole(book);
  }

  @Test
  void whatIsNotThereOrIsAnotherThingIsNotAtHandAndTheOthersAre() {
    KeyBook book = book(List.of(SECRET, PAIR), Map.of(name("p"), text(PAIR)));
    assertThat(key(book, SECRET)).isEmpty();
    assertThat(key(book, PAIR)).isPresent();
    assertThat(book.ring(Purpose.REQUESTS).unloaded()).containsExactly("s");

    book = book(List.of(SECRET, PAIR), Map.of(name("p"), text(PAIR), name("s"), "no key"));
    assertThat(book.ring(Purpose.REQUESTS).unloaded()).containsExactly("s");
  }

  @Test
  void manyKeysAreReadAsFewAre() {
    List<SigningKey> keys =
        IntStream.range(0, 23)
            .mapToObj(number -> SigningKey.make("k" + number, Algorithm.HMAC_SHA256))
            .toList();
    Map<String, String> texts =
        keys.stream().collect(Collectors.toMap(key -> name(key.kid()), MaterialContract::text));

    assertIsWhole(book(keys, texts));
  }

  @Test
  void nothingShowsItsMaterial() {
    KeyBook book = book(List.of(SECRET), Map.of(name("s"), text(SECRET)));

    assertThat(book.toString()).doesNotContain(SECRET.jwk().getString("k"));
    assertThat(key(book, SECRET).toString()).doesNotContain(SECRET.jwk().getString("k"));
  }

  static Map<String, Material> materials(
      Map<String, String> texts, Function<String, Material> made) {
    return texts.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> made.apply(entry.getValue())));
  }
}
