package io.decisionos.gateway.keys;

import java.security.KeyPair;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The keys that sign checkpoints of the evidence log at a moment: unlike those of other purposes,
 * keys in grace go on signing, so that whoever only knows the old key can still verify. Immutable.
 *
 * @param listed whether there is a keyset for it, so that no other key may sign
 * @param whole whether the material of all of its keys is at hand
 * @param all what signs, the key that signs alone if one must do first
 */
public record CheckpointKeys(boolean listed, boolean whole, List<Signer> all) {
  private static final Comparator<Key> NEWEST =
      Comparator.comparing((Key key) -> key.lifetime().notBefore().orElse(Instant.MIN))
          .reversed()
          .thenComparing(Key::kid);

  public CheckpointKeys {
    all = List.copyOf(all);
  }

  /** A key that signs; two of one key are equal, so what is made of it can be kept. */
  public record Signer(String kid, KeyState state, KeyText text) {
    /** Its two halves. Takes as long as making a key. */
    public KeyPair pair() {
      return Ed25519.pair(text);
    }
  }

  /** Those of a book at a moment. */
  public static CheckpointKeys of(KeyBook book, Instant now) {
    KeyRing ring = book.ring(Purpose.EVIDENCE);
    List<Signer> signing =
        ring.keys().values().stream()
            .sorted(
                Comparator.comparing((Key key) -> key.lifetime().stateAt(now))
                    .thenComparing(NEWEST))
            .flatMap(key -> signer(key, now).stream())
            .toList();
    boolean listed = book.listed().of(Purpose.EVIDENCE).findAny().isPresent();
    return new CheckpointKeys(listed, ring.unloaded().isEmpty(), signing);
  }

  private static Optional<Signer> signer(Key key, Instant now) {
    KeyState state = key.lifetime().stateAt(now);
    return switch (state) {
      case ACTIVE, GRACE -> Optional.of(new Signer(key.kid(), state, key.text()));
      case PENDING, RETIRED -> Optional.empty();
    };
  }
}
