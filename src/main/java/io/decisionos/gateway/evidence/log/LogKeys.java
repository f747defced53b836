package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.evidence.merkle.NoteSigner;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.Ed25519;
import io.decisionos.gateway.keys.Key;
import io.decisionos.gateway.keys.KeyBook;
import io.decisionos.gateway.keys.KeyGenerator;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.KeyText;
import io.decisionos.gateway.keys.Purpose;
import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who signs checkpoints: the newest active key of the keyset for evidence and those in grace, and
 * without a keyset a key of the gateway's own, which is made when it is first needed. Thread-safe.
 */
public final class LogKeys {
  /** The name of the file with the gateway's own key. */
  public static final String FILE = "evidence-log.key";

  /** What names of logs begin with if nothing is set. */
  public static final String USUAL_ORIGIN = "decisionos";

  private static final String KID = "evidence-log";

  private final Supplier<KeyBook> book;
  private final Path file;
  private final String origin;
  private final Clock clock;
  private Optional<KeyPair> own = Optional.empty();

  /**
   * The keys of a gateway.
   *
   * @param file where its own key is or will be
   * @param origin what names of logs begin with
   */
  public LogKeys(Supplier<KeyBook> book, Path file, String origin, Clock clock) {
    this.book = book;
    this.file = file;
    this.origin = origin;
    this.clock = clock;
  }

  /** The name of a tenant's log and of its keys. */
  public String origin(TenantId tenant) {
    return origin + '/' + tenant.value();
  }

  /**
   * The keys that sign for a tenant, at least one.
   *
   * @throws IOException if there is a keyset without a key that signs now, or the own key cannot be
   *     read or made
   */
  public List<NoteSigner> signers(TenantId tenant) throws IOException {
    List<NoteSigner> signers = new ArrayList<>();
    for (KeyPair pair : pairs()) {
      signers.add(new NoteSigner(origin(tenant), pair));
    }
    return signers;
  }

  /** Whether a keyset says who signs, as it must if gateways share a root. */
  public boolean hasKeyset() {
    return book.get().listed().all().stream()
        .anyMatch(keyset -> keyset.purpose() == Purpose.EVIDENCE);
  }

  private List<KeyPair> pairs() throws IOException {
    if (!hasKeyset()) {
      return List.of(own());
    }
    List<KeyPair> pairs =
        listed()
            .sorted(Comparator.comparing(Key::kid))
            .map(key -> Ed25519.pair(key.text()))
            .toList();
    if (pairs.isEmpty()) {
      throw new IOException("the keyset for evidence has no key that is active or in grace");
    }
    return pairs;
  }

  /** The names of the keys that sign now; none while a keyset has no such key. Quick. */
  public Set<String> signing() {
    return hasKeyset() ? listed().map(Key::kid).collect(Collectors.toSet()) : Set.of(FILE);
  }

  private Stream<Key> listed() {
    Instant now = clock.instant();
    Collection<Key> keys = book.get().ring(Purpose.EVIDENCE).keys().values();
    Optional<Instant> newest =
        in(KeyState.ACTIVE, keys, now).map(LogKeys::begin).max(Comparator.naturalOrder());
    return Stream.concat(
        in(KeyState.ACTIVE, keys, now).filter(key -> newest.filter(begin(key)::equals).isPresent()),
        in(KeyState.GRACE, keys, now));
  }

  private static Stream<Key> in(KeyState state, Collection<Key> keys, Instant now) {
    return keys.stream().filter(key -> key.lifetime().stateAt(now) == state);
  }

  /** From when on an active key signs; one that does not say so has always done. */
  private static Instant begin(Key key) {
    return key.lifetime().notBefore().orElse(Instant.MIN);
  }

  private synchronized KeyPair own() throws IOException {
    if (own.isEmpty()) {
      Optional<String> text = LogFiles.text(file);
      if (text.isEmpty()) {
        text = Optional.of(KeyGenerator.make(KID, Algorithm.ED25519).get(KID + ".private.pem"));
        Durable.folder(file.toAbsolutePath().getParent());
        Durable.write(file, text.get());
      }
      own = Optional.of(pair(text.get()));
    }
    return own.get();
  }

  private KeyPair pair(String pem) throws IOException {
    try {
      return Ed25519.pair(new KeyText(KeyText.Notation.PEM, pem));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException(file.getFileName() + ": expected the key that the gateway wrote", e);
    }
  }
}
