package io.decisionos.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which keys sign checkpoints. */
class CheckpointKeysTest {
  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
  private static final String LIST =
      """
      keysets:
        - name: log
          purpose: evidence
          keys:
            - {kid: gone, algorithm: ed25519, state: retired}
            - {kid: over, algorithm: ed25519, state: grace, material: {file: over.private.pem}}
            - {kid: old, algorithm: ed25519, state: active, not_before: 2026-01-01T00:00:00Z,
               material: {file: old.private.pem}}
            - {kid: young, algorithm: ed25519, state: active, not_before: 2026-11-01T00:00:00Z,
               material: {file: young.private.pem}}
            - {kid: next, algorithm: ed25519, state: pending, not_before: 2027-01-01T00:00:00Z,
               material: {file: next.private.pem}}
      """;

  @Test
  void activeKeysAndThoseInGraceSignTheNewestActiveOneFirst() throws Exception {
    KeyListing listing = listing(LIST);

    CheckpointKeys keys = CheckpointKeys.of(listing.book(NOW), NOW);

    assertThat(listing.faults(NOW)).isEmpty();
    assertThat(keys.listed()).isTrue();
    assertThat(keys.whole()).isTrue();
    assertThat(keys.all())
        .extracting(CheckpointKeys.Signer::kid)
        .containsExactly("young", "old", "over");
    assertThat(signsWhatItsPublicHalfChecks(keys.all().get(2).pair())).isTrue();
    assertThat(keys.all().get(0)).isEqualTo(CheckpointKeys.of(listing.book(NOW), NOW).all().get(0));
    assertThat(keys.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void withoutAKeysetNoneIsListedAndNothingIsMissing() throws Exception {
    assertThat(CheckpointKeys.of(KeyBook.EMPTY, NOW))
        .isEqualTo(new CheckpointKeys(false, true, List.of()));
  }

  @Test
  void aKeyWhoseMaterialIsAwayIsMissed() throws Exception {
    KeyListing listing = listing(LIST.replace("{file: young.private.pem}", "{ssm: /log/young}"));

    CheckpointKeys keys = CheckpointKeys.of(listing.book(NOW), NOW);

    assertThat(keys.whole()).isFalse();
    assertThat(keys.all()).extracting(CheckpointKeys.Signer::kid).containsExactly("old", "over");
  }

  private static KeyListing listing(String text) throws Exception {
    Section root =
        Section.of(
            Keysets.FILE, YamlReader.read(Keysets.FILE, text.getBytes(StandardCharsets.UTF_8)));
    Keysets listed = KeysetsReader.read(root, Optional.empty());
    Map<String, Material> files = new HashMap<>();
    for (String kid : List.of("over", "old", "young", "next")) {
      String file = kid + ".private.pem";
      files.put(file, new Material(KeyGenerator.make(kid, Algorithm.ED25519).get(file)));
    }
    return KeyListing.of(listed, files, name -> Optional.empty());
  }

  private static boolean signsWhatItsPublicHalfChecks(KeyPair pair) throws Exception {
    byte[] text = "checkpoint".getBytes(StandardCharsets.UTF_8);
    var signing = Signature.getInstance("Ed25519");
    signing.initSign(pair.getPrivate());
    signing.update(text);
    byte[] signature = signing.sign();
    var checking = Signature.getInstance("Ed25519");
    checking.initVerify(pair.getPublic());
    checking.update(text);
    return checking.verify(signature);
  }
}
