package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.fixture.ListedKey;
import io.decisionos.gateway.fixture.RequestSigner;
import io.decisionos.gateway.fixture.RequestSigner.Request;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.KeySpelling;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.Lifetime;
import io.decisionos.gateway.keys.Material;
import io.decisionos.gateway.keys.Purpose;
import io.decisionos.gateway.signature.SfValue;
import io.decisionos.gateway.signature.SignatureDraft;
import io.decisionos.gateway.signature.SignatureFault;
import io.decisionos.gateway.signature.SignatureRefusedException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whose signed requests count, and what others are told. */
final class SignedRequestsTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Duration LEEWAY = Duration.ofSeconds(30);
  private static final SigningKey KNOWN = SigningKey.make("known", Algorithm.HMAC_SHA256);
  private static final SigningKey ENDED = SigningKey.make("ended", Algorithm.HMAC_SHA256);
  private static final SigningKey RETIRED = SigningKey.make("retired", Algorithm.HMAC_SHA256);
  private static final SigningKey STRANGER = SigningKey.make("stranger", Algorithm.HMAC_SHA256);
  private static final SigningKey AWAY = SigningKey.make("away", Algorithm.ED25519);

  private final KeyRegistry registry = new KeyRegistry();
  private final SignedRequests requests = new SignedRequests(registry, CLOCK, LEEWAY);
  private final SignedConnection connection = new SignedConnection();

  private void list(ListedKey... more) {
    var ended =
        new Lifetime(
            KeyState.ACTIVE, Optional.empty(), Optional.of(NOW.minusSeconds(1)), Optional.empty());
    Stream<ListedKey> keys =
        Stream.of(
            ListedKey.of(KNOWN, KeyState.ACTIVE),
            ListedKey.of(RETIRED, KeyState.RETIRED),
            ListedKey.of(ENDED, KeyState.ACTIVE).lasting(ended));
    KeyListing listing =
        ListedKey.listing(
            Purpose.REQUESTS, Stream.concat(keys, Stream.of(more)).toArray(ListedKey[]::new));
    // The list is put in force while the last key still counted, as time alone retires it.
    registry.list(listing, NOW.minusSeconds(60));
  }

  private void verify(SigningKey key) {
    Request request = new RequestSigner(key).sign(get(), NOW.getEpochSecond(), "n");
    verify(request);
  }

  private void verify(Request request) {
    requests.verify(connection, connection.find(request).orElseThrow(), request, any -> LEEWAY);
  }

  private static Request get() {
    return Request.of("GET", "/slo?tenant=acme-corp", "");
  }

  private void assertRefused(SigningKey key, SignatureFault fault) {
    assertThatThrownBy(() -> verify(key))
        .isInstanceOfSatisfying(
            SignatureRefusedException.class,
            refused -> assertThat(refused.fault()).as(key.kid()).isEqualTo(fault));
  }

  @Test
  void nobodyIsToldAnUnknownKeyFromARetiredOne() {
    list();
    verify(KNOWN);
    List.of(STRANGER, RETIRED, ENDED, SigningKey.make("known", Algorithm.HMAC_SHA256))
        .forEach(key -> assertRefused(key, SignatureFault.SIGNATURE));
  }

  @Test
  void whileAKeyIsAwayAllThatDoNotCountAreAnsweredAlikeAndTheOthersServed() {
    list(ListedKey.of(AWAY, KeyState.ACTIVE).spelled("no key"));
    verify(KNOWN);
    List.of(AWAY, STRANGER, RETIRED, ENDED)
        .forEach(key -> assertRefused(key, SignatureFault.UNLOADED));
    assertRefused(SigningKey.make("known", Algorithm.HMAC_SHA256), SignatureFault.SIGNATURE);
  }

  @Test
  void whatHeldOnAConnectionCountsForNothingOnceItsKeyDoesNot() {
    for (ListedKey after :
        List.of(
            ListedKey.of(KNOWN, KeyState.RETIRED),
            ListedKey.of(KNOWN, KeyState.PENDING),
            ListedKey.of(SigningKey.make("known", Algorithm.HMAC_SHA256), KeyState.ACTIVE))) {
      list();
      verify(KNOWN);
      verify(KNOWN);
      registry.list(ListedKey.listing(Purpose.REQUESTS, after), NOW);
      assertRefused(KNOWN, SignatureFault.SIGNATURE);
    }
  }

  private void verifyExpiring(long seconds) throws GeneralSecurityException {
    Request get = get();
    var parameters =
        new LinkedHashMap<>(
            SignatureDraft.of(get, KNOWN.kid(), NOW.getEpochSecond(), "n").parameters());
    parameters.put("expires", SfValue.integer(seconds));
    var draft = new SignatureDraft(List.of("@method", "@path", "@query"), parameters);
    byte[] signature =
        KeySpelling.signing(new Material(KNOWN.jwk().encode()), KNOWN.algorithm())
            .orElseThrow()
            .sign(draft.base(get));
    Request signed =
        get.with("signature-input", draft.input())
            .with("signature", SignatureDraft.signature(signature));
    verify(signed);
  }

  @Test
  void aSignatureCountsUntilItsEndAndNoLonger() throws GeneralSecurityException {
    list();
    verifyExpiring(NOW.getEpochSecond() + 1);
    for (long past : new long[] {NOW.getEpochSecond(), 0, -1}) {
      assertThatThrownBy(() -> verifyExpiring(past)).hasMessage(SignatureFault.EXPIRED.detail());
    }
  }

  @Test
  void whatTheKeySaysOfItselfMustFit() {
    list();
    Request signed = new RequestSigner(KNOWN).sign(get(), NOW.getEpochSecond(), "n");
    Map.of("alg=\"ed25519\"", SignatureFault.SIGNATURE, "expires=1", SignatureFault.SIGNATURE)
        .forEach(
            (said, fault) -> {
              String input = signed.fields("signature-input").get(0) + ";" + said;
              Request other = signed.with("signature-input", input);
              assertThatThrownBy(() -> verify(other))
                  .isInstanceOf(SignatureRefusedException.class)
                  .hasMessage(fault.detail());
            });
  }
}
