package io.decisionos.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random lives of a directory, on which the ledger and a slow model of the rules agree. */
class LedgerPropertyTest {
  private static final List<String> NAMES = List.of("a.yaml", "b.yaml", "c.yaml");
  private static final List<String> IDS = List.of("acme", "other", "third");
  private static final int LIVES = 120;
  private static final int EVENTS = 60;

  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103})
  void theLedgerAndTheModelAgree(long seed) {
    var random = new Random(seed);
    for (int life = 0; life < LIVES; life++) {
      var script = new LedgerScript();
      var model = new LedgerModel();
      var events = new ArrayList<String>();
      for (int i = 0; i < EVENTS; i++) {
        TenantBook before = script.ledger().book();
        events.add(happen(script, random));
        model.saw(script, LedgerScript.GRACE);
        compare(script, model, seed, events);
        compareGenerations(before, script.ledger().book());
      }
    }
  }

  private static void compare(
      LedgerScript script, LedgerModel model, long seed, List<String> events) {
    for (String id : IDS) {
      assertThat(script.answer(id))
          .as("seed %d, %s after%n%s", seed, id, String.join("\n", events))
          .isEqualTo(model.answer(id, LedgerScript.GRACE));
    }
  }

  private static void compareGenerations(TenantBook before, TenantBook after) {
    boolean same = known(before).equals(known(after));
    assertThat(after.generation() - before.generation()).isEqualTo(same ? 0 : 1);
  }

  private static Map<String, Object> known(TenantBook book) {
    var known = new HashMap<String, Object>();
    for (String id : IDS) {
      var tenant = book.known(new TenantId(id));
      known.put(id, List.of(LedgerScript.answer(book, id), tenant));
    }
    return known;
  }

  private static String happen(LedgerScript script, Random random) {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    switch (random.nextInt(12)) {
      case 0 -> {
        script.missing(name);
        return name + " is missing";
      }
      case 1 -> {
        script.delete(name);
        return name + " is deleted";
      }
      case 2 -> {
        script.unreadable(name);
        return name + " is unreadable";
      }
      case 3 -> {
        boolean back = script.troubled();
        return (back ? script.directoryBack() : script.directoryGone()).troubled()
            ? "the directory is gone"
            : "the directory is back";
      }
      case 4, 5, 6 -> {
        Duration time = Duration.ofSeconds(random.nextInt(45));
        script.wait(time);
        return "wait " + time;
      }
      default -> {
        String text = text(random);
        script.write(name, text);
        return name + " says " + text.replace("\n", "; ");
      }
    }
  }

  private static String text(Random random) {
    String id = IDS.get(random.nextInt(IDS.size()));
    boolean suspended = random.nextInt(3) == 0;
    String head = suspended ? LedgerScript.suspended(id) : LedgerScript.active(id);
    return switch (random.nextInt(7)) {
      case 0 -> head + "limits: {max_qps: 0}\n";
      case 1 -> head + "limits: [\n";
      case 2 -> "status: " + (suspended ? "suspended" : "active") + "\n[";
      case 3 -> head + "clock_skew_ms: " + random.nextInt(3) + "\n";
      default -> head;
    };
  }
}
