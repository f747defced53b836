package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.access.BadTokens.BadToken;
import io.decisionos.gateway.fixture.ListedKey;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.Lifetime;
import io.decisionos.gateway.keys.Purpose;
import io.decisionos.gateway.keys.Reach;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which tokens count, and why the others do not. */
final class SignedTokensTest {
  private static final BadTokens BAD = new BadTokens();
  private static final List<BadToken> ROWS = BAD.all();
  private static final AccessSettings SETTINGS =
      new AccessSettings(
          AccessSettings.Mode.JWT, "decisionos", "decisionos", Duration.ofSeconds(30), true, false);
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(BadTokens.NOW), ZoneOffset.UTC);
  private static SignedTokens tokens;

  @BeforeAll
  static void knowTheKeys() {
    tokens = new Live(CLOCK, "pem", BAD.ed, BAD.es, BAD.rs, BAD.hs).tokens();
  }

  /** Tokens with keys that a test changes. */
  private record Live(KeyRegistry registry, SignedTokens tokens) {
    Live(Clock clock, KeyRegistry registry) {
      this(registry, new SignedTokens(SETTINGS, clock, registry, Optional.empty()));
    }

    Live(Clock clock, String notation, SigningKey... keys) {
      this(clock, new KeyRegistry());
      turn(notation, keys);
    }

    void turn(String notation, SigningKey... keys) {
      turn(
          Stream.concat(
                  Stream.of(ListedKey.of(BAD.retired, KeyState.RETIRED)),
                  Stream.of(keys).map(key -> listed(key, notation)))
              .toArray(ListedKey[]::new));
    }

    void turn(ListedKey... keys) {
      registry.list(ListedKey.listing(Purpose.TOKENS, keys), CLOCK.instant());
    }
  }

  private static ListedKey listed(SigningKey key, String notation) {
    ListedKey listed = ListedKey.of(key, KeyState.ACTIVE);
    return notation.equals("jwk") ? listed.spelled(key.jwk().encode()) : listed;
  }

  static Stream<SigningKey> keys() {
    return Stream.of(BAD.ed, BAD.es, BAD.rs, BAD.hs);
  }

  static List<BadToken> badTokens() {
    return ROWS;
  }

  @ParameterizedTest
  @MethodSource("badTokens")
  void aBadTokenIsRefusedForItsReason(BadToken bad) {
    assertThatThrownBy(() -> tokens.verify(bad.token(), tokens.verifiers()))
        .isInstanceOfSatisfying(
            TokenRefusedException.class,
            refused -> assertThat(refused.fault()).isEqualTo(bad.fault()));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aGoodTokenOfEachAlgorithmCountsWhetherItsKeyIsPemOrJwk(SigningKey key) {
    for (String notation : List.of("pem", "jwk")) {
      SignedTokens fresh = new Live(CLOCK, notation, key).tokens();

      Caller caller = fresh.verify(key.sign(BadTokens.claims()), fresh.verifiers());

      assertThat(caller.subject()).contains("alice");
      assertThat(caller.scopes()).containsExactlyInAnyOrder("ops:read", "store:read");
      assertThat(caller.mayActFor(TenantId.parse("acme-corp").orElseThrow())).isTrue();
      assertThat(caller.mayActFor(TenantId.parse("default").orElseThrow())).isFalse();
    }
  }

  @Test
  void whatIsAtTheEdgeOfTheRulesCounts() {
    JsonArray two = new JsonArray().add("acme-corp").add("default");
    JsonObject edge =
        BadTokens.claims()
            .put("exp", BadTokens.NOW - 29)
            .put("nbf", BadTokens.NOW + 30)
            .put("iat", BadTokens.NOW + 0.5)
            .put("aud", new JsonArray().add("billing").add("decisionos"))
            .put("tenant", two)
            .put("scope", "  ops:read   unheard:of ")
            .put("more", new JsonObject().put("a", 1));
    JsonObject header = BAD.ed.header().put("typ", "AT+jwt").put("cty", "x");

    Caller caller = tokens.verify(BAD.ed.sign(header.encode(), edge.encode()), tokens.verifiers());

    assertThat(caller.tenants()).hasSize(2);
    assertThat(caller.scopes()).containsExactlyInAnyOrder("ops:read", "unheard:of");
  }

  @Test
  void aTokenWithoutTenantOrScopeNamesSomebodyWhoMayDoNothing() {
    JsonObject claims = BadTokens.claims();
    claims.remove("tenant");
    claims.remove("scope");

    Caller caller = tokens.verify(BAD.ed.sign(claims), tokens.verifiers());

    assertThat(caller.tenants()).isEmpty();
    assertThat(caller.scopes()).isEmpty();
    assertThat(caller.trusted()).isFalse();
  }

  @Test
  void aRememberedTokenIsRefusedOnceItsKeyLeavesIsRetiredOrChanges() {
    var live = new Live(CLOCK, new KeyRegistry());
    var memory = new TokenMemory(live.tokens(), CLOCK, new AccessMeters(new SimpleMeterRegistry()));
    Optional<String> token = Optional.of(BAD.ed.sign(BadTokens.claims()));
    SigningKey successor = SigningKey.make("ed", Algorithm.EDDSA);

    live.turn("pem", BAD.ed);
    assertThat(memory.of(token).subject()).contains("alice");
    live.turn();
    assertThat(fault(memory, token)).isEqualTo(TokenFault.KEY_UNKNOWN);
    live.turn("pem", BAD.ed);
    assertThat(memory.of(token).subject()).contains("alice");
    live.turn(ListedKey.of(BAD.ed, KeyState.RETIRED));
    assertThat(fault(memory, token)).isEqualTo(TokenFault.KEY_RETIRED);
    live.turn("pem", successor);
    assertThat(fault(memory, token)).isEqualTo(TokenFault.SIGNATURE);
  }

  @Test
  void whatAKeyHasProvedStandsInGraceAndUntilTheKeyLeavesChangesOrTheTimeIsOver() {
    var clock = new SteppedClock(Instant.ofEpochSecond(BadTokens.NOW));
    var live = new Live(clock, new KeyRegistry());
    var memory = new TokenMemory(live.tokens(), clock, new AccessMeters(new SimpleMeterRegistry()));
    live.turn("pem", BAD.ed);
    Caller alice = memory.of(Optional.of(BAD.ed.sign(BadTokens.claims())));

    assertThat(memory.stands(alice)).isTrue();
    live.turn();
    assertThat(memory.stands(alice)).isFalse();
    live.turn("pem", SigningKey.make("ed", Algorithm.EDDSA));
    assertThat(memory.stands(alice)).isFalse();
    live.turn("pem", BAD.ed);
    assertThat(memory.stands(alice)).isTrue();
    clock.step(Duration.ofSeconds(630));
    assertThat(memory.stands(alice)).isFalse();
    assertThat(memory.stands(Caller.ANONYMOUS)).isTrue();
  }

  @Test
  void aRememberedTokenIsForgottenWhenItsTimeIsOver() {
    var clock = new SteppedClock(Instant.ofEpochSecond(BadTokens.NOW));
    var live = new Live(clock, "pem", BAD.ed);
    var memory = new TokenMemory(live.tokens(), clock, new AccessMeters(new SimpleMeterRegistry()));
    Optional<String> token = Optional.of(BAD.ed.sign(BadTokens.claims()));

    assertThat(memory.of(token).subject()).contains("alice");
    clock.step(Duration.ofSeconds(629));
    assertThat(memory.of(token).subject()).contains("alice");
    clock.step(Duration.ofSeconds(1));
    assertThat(fault(memory, token)).isEqualTo(TokenFault.EXPIRED);
  }

  @Test
  void eachEventLoopChecksWithAVerifierOfItsOwnAndMakesItOnce() {
    var made = new ArrayList<String>();
    var registry = new KeyRegistry();
    var shared =
        new SignedTokens(
            SETTINGS,
            CLOCK,
            registry,
            Optional.empty(),
            key -> {
              made.add(key.kid());
              return Verifiers.library(key);
            });
    registry.list(ListedKey.listing(Purpose.TOKENS, listed(BAD.ed, "pem")), CLOCK.instant());

    for (String loop : List.of("first", "second")) {
      var memory = new TokenMemory(shared, CLOCK, new AccessMeters(new SimpleMeterRegistry()));
      for (int i = 0; i < 3; i++) {
        String token = BAD.ed.sign(BadTokens.claims().put("jti", loop + i));
        assertThat(memory.of(Optional.of(token)).subject()).contains("alice");
      }
    }

    assertThat(made).containsExactly("ed", "ed");
  }

  @Test
  void timeAloneBringsAKeyInAndLetsItGo() {
    Instant start = Instant.ofEpochSecond(BadTokens.NOW);
    var clock = new SteppedClock(start);
    var live = new Live(clock, new KeyRegistry());
    live.turn(
        ListedKey.of(BAD.ed, KeyState.PENDING)
            .lasting(
                new Lifetime(
                    KeyState.PENDING,
                    Optional.of(start.plusSeconds(60)),
                    Optional.of(start.plusSeconds(120)),
                    Optional.of(start.plusSeconds(180)))));
    var memory = new TokenMemory(live.tokens(), clock, new AccessMeters(new SimpleMeterRegistry()));
    Optional<String> token = Optional.of(BAD.ed.sign(BadTokens.claims()));

    assertThat(fault(memory, token)).isEqualTo(TokenFault.KEY_PENDING);
    clock.step(Duration.ofSeconds(30));
    Caller alice = memory.of(token);
    clock.step(Duration.ofSeconds(149));
    assertThat(memory.of(token).subject()).contains("alice");
    assertThat(memory.stands(alice)).isTrue();
    clock.step(Duration.ofSeconds(1));
    assertThat(fault(memory, token)).isEqualTo(TokenFault.KEY_RETIRED);
    assertThat(memory.stands(alice)).isFalse();
  }

  @Test
  void aKeyThatIsBoundToTenantsSpeaksForNoOtherAndForNoOperator() {
    var live = new Live(CLOCK, new KeyRegistry());
    TenantId acme = new TenantId("acme-corp");
    var bound = new Reach("callers", Optional.of(Set.of(acme)), Set.of());
    live.turn(ListedKey.of(BAD.ed, KeyState.ACTIVE).reaching(bound));
    JsonArray both = new JsonArray().add("acme-corp").add("default");
    JsonObject claims =
        BadTokens.claims().put("tenant", both).put("scope", "ops:read ops:admin ops:metrics");

    Caller caller = live.tokens().verify(BAD.ed.sign(claims), live.tokens().verifiers());

    assertThat(caller.tenants()).containsExactly(acme);
    assertThat(caller.scopes()).containsExactly("ops:read");
  }

  @Test
  void noTokenAtAllIsItsOwnReason() {
    var memory = new TokenMemory(tokens, CLOCK, new AccessMeters(new SimpleMeterRegistry()));
    assertThat(fault(memory, Optional.empty())).isEqualTo(TokenFault.MISSING);
  }

  private static TokenFault fault(TokenMemory memory, Optional<String> token) {
    try {
      return memory.of(token).subject().map(name -> (TokenFault) null).orElseThrow();
    } catch (TokenRefusedException e) {
      return e.fault();
    }
  }

  @Test
  void theTableIsAsLongAsItShouldBe() {
    assertThat(badTokens().stream().map(BadToken::name).distinct().count())
        .isGreaterThanOrEqualTo(60);
  }
}
