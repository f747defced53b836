package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.book.Dispatch.Outcome;
import io.decisionos.gateway.alerts.book.Shared.Letter;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A gateway of a simulation: a real desk that shares, with everything around it made up. */
final class SimGateway {
  private static final int TIMEOUT_MS = 10_000;

  private final TwoGateways world;
  private final int number;
  private final List<Flight> flights = new ArrayList<>();
  private int run;
  private long downUntil = -1;
  private long startedAt;
  private long cutUntil = -1;
  private JsonObject written = new JsonObject();
  private Desk desk;
  private Shared shared;

  /**
   * A message on its way.
   *
   * @param arrives when the receiver has it; never, if negative
   * @param ends when the gateway knows what came of it
   */
  private record Flight(Dispatch dispatch, long arrives, long ends, Outcome outcome) {}

  SimGateway(TwoGateways world, int number) {
    this.world = world;
    this.number = number;
    start();
  }

  int number() {
    return number;
  }

  private Instant now() {
    return Instant.ofEpochMilli(world.epochMillis());
  }

  private long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(world.millis);
  }

  /** Whether it has run, and reached the board, for so long. */
  boolean isWellFor(long time) {
    boolean runs = downUntil < 0;
    return runs && world.millis - Math.max(startedAt, cutUntil) >= time;
  }

  private void start() {
    run++;
    startedAt = world.millis;
    desk = new Desk("gateway-" + number, "g" + number + "-" + run, TwoGateways.SETTINGS);
    if (!written.isEmpty()) {
      desk.restore(DeskStateJson.read(written), now());
    }
    shared = new Shared(desk, "gateway-" + number);
  }

  void crash(long millis) {
    if (downUntil < 0) {
      downUntil = world.millis + millis;
      // What was sent and comes, comes; nobody hears what the receiver says.
      for (Flight flight : List.copyOf(flights)) {
        if (flight.arrives() >= 0) {
          arrive(flight);
        } else {
          world.inboxes().forEach(inbox -> inbox.miss(flight.dispatch()));
        }
        world.inboxes().forEach(inbox -> inbox.lose(flight.dispatch()));
      }
      flights.clear();
    }
  }

  /** Stops as it should: what is on its way ends first, and the seat is given up. */
  void leave(long millis) {
    if (downUntil < 0) {
      for (Flight flight : List.copyOf(flights)) {
        arrive(flight);
        end(flight);
      }
      flights.clear();
      exchange(shared.last(nanos()));
      downUntil = world.millis + millis;
    }
  }

  void cut(long until) {
    cutUntil = until;
  }

  void step() {
    if (downUntil >= 0 && world.millis < downUntil && !world.isCalm()) {
      return;
    }
    if (downUntil >= 0) {
      downUntil = -1;
      start();
    }
    for (Flight flight : List.copyOf(flights)) {
      if (flight.ends() <= world.millis) {
        flights.remove(flight);
        arrive(flight);
        end(flight);
      }
    }
    if (world.millis % 1000 == 0) {
      judge();
      meet();
    }
    if (world.millis % 200 == 0) {
      tell();
    }
  }

  private void arrive(Flight flight) {
    if (flight.arrives() >= 0) {
      String by = "gateway-" + number + " at " + world.millis;
      world.inboxes().forEach(inbox -> inbox.take(flight.dispatch(), by));
    } else {
      world.inboxes().forEach(inbox -> inbox.miss(flight.dispatch()));
    }
  }

  private void end(Flight flight) {
    desk.answered(flight.dispatch(), flight.outcome(), now());
    boolean known = meet() && shared.teller(nanos()).here();
    boolean lost = flight.outcome().result() == Outcome.Result.LOST;
    if (lost || !known) {
      world.inboxes().forEach(inbox -> inbox.lose(flight.dispatch()));
    }
    save();
  }

  private void save() {
    written = new JsonObject(DeskStateJson.of(desk.state()).encode());
  }

  private void judge() {
    desk.judge(
        new Conditions(
            "SloBurn",
            world.holding().entrySet().stream()
                .filter(entry -> entry.getValue().isSeenBy(number))
                .map(
                    entry ->
                        new Condition(
                            Map.of("tenant", entry.getKey()), entry.getValue().level(), 1, "x"))
                .toList()),
        now());
  }

  private boolean exchange(Letter letter) {
    if (world.millis < cutUntil && !world.isCalm()) {
      shared.unheard(letter);
      return false;
    }
    shared.heard(letter, world.board().answer(letter.ask()), now());
    return true;
  }

  private boolean meet() {
    boolean met = exchange(shared.next(nanos()));
    while (met && shared.isBehind()) {
      met = exchange(shared.next(nanos()));
    }
    return met;
  }

  private void tell() {
    desk.lead(shared.teller(nanos()), now());
    for (Dispatch dispatch : desk.due(now())) {
      boolean met = meet();
      boolean clear =
          shared.teller(nanos()).here() && (met ? !shared.isWaiting() : shared.goesOn(nanos()));
      if (clear) {
        flights.add(flight(dispatch));
      } else {
        desk.withdrawn(dispatch);
      }
      save();
    }
  }

  private Flight flight(Dispatch dispatch) {
    Random random = world.random();
    long soon = world.millis + 100 + random.nextInt(500);
    if (world.isCalm()) {
      return new Flight(dispatch, soon, soon, said(200, Optional.empty()));
    }
    long late = world.millis + TIMEOUT_MS;
    return switch (random.nextInt(12)) {
      case 0 -> new Flight(dispatch, -1, soon, said(500, Optional.empty()));
      case 1 -> new Flight(dispatch, -1, soon, said(429, Optional.of(random.nextInt(30))));
      case 2 ->
          world.losesAnswers()
              ? new Flight(dispatch, -1, late, said(0, Optional.empty()))
              : new Flight(dispatch, -1, soon, said(503, Optional.empty()));
      case 3 ->
          world.losesAnswers()
              ? new Flight(dispatch, soon, late, said(0, Optional.empty()))
              : new Flight(dispatch, -1, late, said(503, Optional.empty()));
      default -> new Flight(dispatch, soon, soon, said(200, Optional.empty()));
    };
  }

  private static Outcome said(int status, Optional<Integer> pause) {
    Outcome.Result result =
        switch (status) {
          case 200 -> Outcome.Result.DELIVERED;
          case 0 -> Outcome.Result.LOST;
          default -> Outcome.Result.AGAIN;
        };
    return new Outcome(result, pause.map(Duration::ofSeconds), "it answered " + status);
  }
}
