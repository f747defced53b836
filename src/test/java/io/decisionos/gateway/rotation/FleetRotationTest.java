package io.decisionos.gateway.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.keys.Lifetime;
import io.decisionos.gateway.rotation.PlannedStep.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * All interleavings of three gateways that reload when they like, restart, and have clocks that are
 * apart; of an issuer who signs when it likes; of an operator who does what the plan says; and of
 * time, while three keys follow each other. A token that has not expired counts everywhere.
 */
final class FleetRotationTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Duration TICK = Duration.ofHours(12);
  private static final Duration LEEWAY = Duration.ofSeconds(30);
  private static final List<Duration> CLOCKS =
      List.of(Duration.ofSeconds(-30), Duration.ZERO, Duration.ofSeconds(30));

  /** How many ticks a token lives; after so many, nothing that happened before matters. */
  private static final int LIFE = 2;

  private static final int NEVER = LIFE + 1;
  private static final int GATEWAYS = 3;

  // The versions of the list: states of the three keys, as the operator writes them.
  private static final List<String> LISTS =
      List.of("A--", "AP-", "AA-", "GA-", "RA-", "RAP", "RAA", "RGA", "RRA");

  /**
   * Where everything is.
   *
   * @param published the newest version of the list
   * @param seen the version that each gateway has in force
   * @param issued ticks since a token of each key was last issued
   * @param used ticks since a gateway has met the key that leaves, or has started
   * @param grace ticks since a gateway has seen it in grace
   * @param promoted ticks since the newest key was promoted
   */
  private record State(
      int published, List<Integer> seen, List<Integer> issued, int used, int grace, int promoted) {

    State with(int gateway, int version) {
      var next = new ArrayList<>(seen);
      next.set(gateway, version);
      boolean newGrace = leaving(version) >= 0 && leaving(seen.get(gateway)) != leaving(version);
      return new State(published, next, issued, used, newGrace ? 0 : grace, promoted);
    }

    State issuing(int key) {
      var next = new ArrayList<>(issued);
      next.set(key, 0);
      return new State(published, seen, next, used, grace, promoted);
    }

    State later() {
      List<Integer> older = issued.stream().map(FleetRotationTest::older).toList();
      return new State(published, seen, older, older(used), older(grace), older(promoted));
    }

    State publishing() {
      boolean promotes = LISTS.get(published).contains("P");
      return new State(published + 1, seen, issued, used, grace, promotes ? 0 : promoted);
    }

    State using() {
      return new State(published, seen, issued, 0, grace, promoted);
    }

    State restarted() {
      return new State(published, seen, issued, 0, 0, promoted);
    }
  }

  private static int older(int ticks) {
    return Math.min(NEVER, ticks + 1);
  }

  /** The key in grace in a version; below zero if none is. */
  private static int leaving(int version) {
    return LISTS.get(version).indexOf('G');
  }

  private static KeyState declared(char letter) {
    return switch (letter) {
      case 'A' -> KeyState.ACTIVE;
      case 'P' -> KeyState.PENDING;
      case 'G' -> KeyState.GRACE;
      default -> KeyState.RETIRED;
    };
  }

  private static Instant ago(int ticks) {
    return NOW.minus(TICK.multipliedBy(ticks));
  }

  /** What a version says of a key: an older one has been active for ever. */
  private static Optional<Lifetime> lifetime(State state, int version, int key) {
    char letter = LISTS.get(version).charAt(key);
    if (letter == '-') {
      return Optional.empty();
    }
    boolean newest = key == newest(LISTS.get(version)) && key > 0 && letter == 'A';
    Optional<Instant> begins = newest ? Optional.of(ago(state.promoted())) : Optional.empty();
    return Optional.of(new Lifetime(declared(letter), begins, Optional.empty(), Optional.empty()));
  }

  private static int newest(String list) {
    return list.lastIndexOf('A');
  }

  private static boolean counts(State state, int gateway, int key) {
    return lifetime(state, state.seen().get(gateway), key)
        .filter(lifetime -> lifetime.countsAt(NOW.plus(CLOCKS.get(gateway)), LEEWAY))
        .isPresent();
  }

  private static JsonObject shown(State state, int gateway) {
    int version = state.seen().get(gateway);
    var keys = new JsonArray();
    for (int key = 0; key < 3; key++) {
      Optional<Lifetime> lifetime = lifetime(state, version, key);
      if (lifetime.isPresent()) {
        KeyState now = lifetime.get().stateAt(NOW.plus(CLOCKS.get(gateway)));
        keys.add(
            new JsonObject()
                .put("kid", "k" + key)
                .put("algorithm", "EdDSA")
                .put("state", now.word())
                .put("declared", lifetime.get().declared().word())
                .put("loaded", true)
                .put("state_since", ago(state.grace()).toString())
                .put("not_before", lifetime.get().notBefore().map(Instant::toString).orElse(null)));
      }
    }
    var rotation =
        new JsonObject()
            .put("overlap_days", 0)
            .put("warn_days", new JsonArray().add(1))
            .put("token_life_hours", TICK.multipliedBy(LIFE).toHours());
    var keyset =
        new JsonObject()
            .put("name", "callers")
            .put("purpose", "tokens")
            .put("rotation", rotation)
            .put("findings", new JsonArray())
            .put("keys", keys);
    return new JsonObject()
        .put("counted_since", ago(state.used()).toString())
        .put("keysets", new JsonArray().add(keyset));
  }

  private final Map<State, Boolean> advised = new HashMap<>();

  /** Whether the plan tells the operator to write the next version. */
  private boolean isAdvised(State state) {
    var asked =
        new State(
            state.published(),
            state.seen(),
            List.of(),
            state.used(),
            state.grace(),
            state.promoted());
    return advised.computeIfAbsent(asked, FleetRotationTest::advice);
  }

  private static boolean advice(State state) {
    String from = LISTS.get(state.published());
    String to = LISTS.get(state.published() + 1);
    if (to.contains("P")) {
      // A new key may be listed at any time.
      return true;
    }
    Map<String, JsonObject> answers = new LinkedHashMap<>();
    for (int gateway = 0; gateway < GATEWAYS; gateway++) {
      answers.put("g" + gateway, shown(state, gateway));
    }
    PlannedStep step = RotationPlan.of(answers, List.of(), NOW).get(0);
    int key = 0;
    while (from.charAt(key) == to.charAt(key)) {
      key++;
    }
    Kind wanted =
        to.charAt(key) == 'A' ? Kind.PROMOTE : to.charAt(key) == 'G' ? Kind.GRACE : Kind.RETIRE;
    return step.kind() == wanted && step.kid().equals("k" + key);
  }

  /** The key that the issuer signs with: the newest once the plan waits for no gateway. */
  private static int signing(State state) {
    int newest = newest(LISTS.get(state.published()));
    for (int gateway = 0; gateway < GATEWAYS; gateway++) {
      if (!counts(state, gateway, newest)) {
        return newest - 1;
      }
    }
    return newest;
  }

  private List<State> after(State state) {
    var next = new ArrayList<State>();
    for (int gateway = 0; gateway < GATEWAYS; gateway++) {
      int seen = state.seen().get(gateway);
      // A gateway reads the newest version, whatever it has missed.
      if (seen < state.published()) {
        next.add(state.with(gateway, state.published()));
      }
    }
    boolean canWrite = state.published() + 1 < LISTS.size();
    if (canWrite && isAdvised(state)) {
      next.add(state.publishing());
    }
    int key = signing(state);
    String list = LISTS.get(state.published());
    // Whoever has put a key into grace has told the issuer to sign with it no more.
    if (key >= 0 && list.charAt(key) == 'A') {
      next.add(state.issuing(key));
    }
    int leaving = leaving(state.published());
    if (leaving >= 0 && state.issued().get(leaving) < LIFE) {
      next.add(state.using());
    }
    next.add(state.restarted());
    next.add(state.later());
    return next;
  }

  @Test
  void noTokenThatHasNotExpiredIsRefusedAnywhereAndTheLastKeyIsReached() {
    var begin = new State(0, List.of(0, 0, 0), List.of(NEVER, NEVER, NEVER), NEVER, NEVER, NEVER);
    Set<State> known = new HashSet<>(Set.of(begin));
    var open = new ArrayDeque<>(List.of(begin));
    Map<State, List<State>> before = new HashMap<>();
    while (!open.isEmpty()) {
      State state = open.poll();
      for (int key = 0; key < 3; key++) {
        for (int gateway = 0; gateway < GATEWAYS; gateway++) {
          if (state.issued().get(key) < LIFE) {
            assertThat(counts(state, gateway, key))
                .as("a token of k%s at gateway %s in %s", key, gateway, state)
                .isTrue();
          }
        }
      }
      for (State next : after(state)) {
        before.computeIfAbsent(next, any -> new ArrayList<>()).add(state);
        if (known.add(next)) {
          open.add(next);
        }
      }
    }
    System.out.println("rotation: states=" + known.size());
    assertThat(known.size()).isGreaterThan(1000);
    assertThat(whatLeadsToTheEnd(known, before)).hasSameSizeAs(known);
  }

  /** The states from which the last version can come to be in force everywhere. */
  private static Set<State> whatLeadsToTheEnd(Set<State> known, Map<State, List<State>> before) {
    int last = LISTS.size() - 1;
    var leads = new HashSet<State>();
    var open = new ArrayDeque<State>();
    for (State state : known) {
      if (state.seen().stream().allMatch(seen -> seen == last)) {
        leads.add(state);
        open.add(state);
      }
    }
    while (!open.isEmpty()) {
      for (State state : before.getOrDefault(open.poll(), List.of())) {
        if (leads.add(state)) {
          open.add(state);
        }
      }
    }
    return leads;
  }
}
