package io.decisionos.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.limit.RateLeases.Ask;
import io.decisionos.gateway.limit.RateLeases.Lease;
import io.decisionos.gateway.limit.RateLeases.Other;
import io.decisionos.gateway.tenant.Tenant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Gateways that share one rate, on a clock of milliseconds that a test turns. */
final class SharingModel {
  private static final long MILLI = 1_000_000;
  private static final int SECOND = 1000;
  private static final int BEAT = 500;
  private static final int LOST = 3000;
  private static final int READY = 1200;

  private final Random random;
  private final Tenant tenant;
  private final long rate;
  private final long burst;
  private final Gateway[] gateways;
  private final Map<String, Leased> leases = new HashMap<>();
  private final Map<Integer, Integer> beats = new HashMap<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private final List<Integer> admitted = new ArrayList<>();
  private final List<Double> asked = new ArrayList<>();
  private long order;
  private int now;
  private long refused;
  private long mostGiven;
  private boolean isCut;
  private final Set<Integer> withoutLeases = new HashSet<>();

  private record Event(long at, long order, Runnable what) {}

  private record Leased(long perSecond, long demand, long untilMillis) {}

  /** How many requests a second come in at each gateway. */
  record Load(Map<Integer, Double> perSecond) {
    static Load evenly(int gateways, double perSecond) {
      var load = new HashMap<Integer, Double>();
      for (int i = 0; i < gateways; i++) {
        load.put(i, perSecond / gateways);
      }
      return new Load(load);
    }

    static Load allAt(int gateway, double perSecond) {
      return new Load(Map.of(gateway, perSecond));
    }

    static Load at(double perSecond, int... gateways) {
      var load = new HashMap<Integer, Double>();
      for (int gateway : gateways) {
        load.put(gateway, perSecond / gateways.length);
      }
      return new Load(load);
    }

    Load andAtAll(int gateways, double perSecond) {
      var load = new HashMap<>(perSecond());
      for (int i = 0; i < gateways; i++) {
        load.merge(i, perSecond, Double::sum);
      }
      return new Load(load);
    }
  }

  /** One of them, that ticks at a time of its own. */
  private final class Gateway {
    private final int number;
    private final LocalRates rates = new LocalRates();
    private final RateSharing sharing;
    private final int offset = random.nextInt((int) RateSharing.TICK.toMillis());
    private final int born = now == 0 ? -READY : now;
    private boolean isDead;
    private double due;

    private Gateway(int number) {
      this.number = number;
      this.sharing = new RateSharing(rates, "g" + number + "-" + now);
    }

    private void turn(double perSecond) {
      if (isDead) {
        return;
      }
      if ((now + offset) % BEAT == 0 || now == born) {
        beat();
      }
      if ((now + offset) % RateSharing.TICK.toMillis() == 0) {
        tick();
      }
      due += perSecond / SECOND * (0.5 + random.nextDouble());
      for (; due >= 1; due--) {
        if (rates.admit(tenant, now * MILLI).isEmpty()) {
          admitted.set(now, admitted.get(now) + 1);
        } else {
          refused++;
        }
      }
    }

    private long given() {
      return rates.standing(tenant, now * MILLI).orElseThrow().share().orElse(rate);
    }

    private void beat() {
      if (isCut) {
        return;
      }
      later(
          () -> {
            beats.put(number, now);
            beats.values().removeIf(at -> now - at > LOST);
            int live = beats.size();
            later(() -> sharing.seen(live, now * MILLI));
          });
    }

    private void tick() {
      long askedNanos = now * MILLI;
      for (Ask ask : sharing.asks(askedNanos)) {
        if (!isCut && !withoutLeases.contains(number)) {
          later(
              () -> {
                Lease lease = grant(ask);
                later(() -> sharing.granted(ask, lease, askedNanos, now * MILLI));
              });
        }
      }
    }
  }

  SharingModel(int count, long rate, long burstMillis, long seed) {
    this.random = new Random(seed);
    this.tenant = Tenants.limited(rate, burstMillis);
    this.rate = rate;
    this.burst = Math.max(1, rate * burstMillis / SECOND);
    this.gateways = new Gateway[count];
    for (int i = 0; i < count; i++) {
      gateways[i] = new Gateway(i);
    }
    // Gateways come to their places before callers do.
    for (int i = 0; i < count; i++) {
      beats.put(i, 0);
      gateways[i].sharing.seen(1, 0);
      gateways[i].sharing.seen(count, 0);
    }
  }

  /** What the storage does, in one step. */
  private Lease grant(Ask ask) {
    leases.values().removeIf(lease -> lease.untilMillis() <= now);
    leases.remove(ask.instance());
    var others = new ArrayList<Other>();
    long taken = 0;
    for (var lease : leases.entrySet()) {
      taken += lease.getValue().perSecond();
      others.add(
          new Other(lease.getKey(), lease.getValue().perSecond(), lease.getValue().demand()));
    }
    long given = Math.max(0, Math.min(ask.want(), ask.whole() - taken));
    if (ask.want() > 0 || ask.demand() > 0) {
      leases.put(ask.instance(), new Leased(given, ask.demand(), now + ask.lasts().toMillis()));
    }
    return new Lease(given, others);
  }

  private void later(Runnable what) {
    events.add(new Event(now + 1 + random.nextInt(10), order++, what));
  }

  void cut() {
    isCut = true;
  }

  void mend() {
    isCut = false;
  }

  /** What is leased lies elsewhere than where gateways meet, and that cannot be reached. */
  void cutLeases() {
    for (int i = 0; i < gateways.length; i++) {
      withoutLeases.add(i);
    }
  }

  void mendLeases(int number) {
    withoutLeases.remove(number);
  }

  void kill(int number) {
    gateways[number].isDead = true;
  }

  /** Another one in its place, which waits until all know of it. */
  void join(int number) {
    gateways[number] = new Gateway(number);
    run(2, second -> Load.at(600, others(number)));
  }

  private int[] others(int number) {
    return IntStream.range(0, gateways.length).filter(i -> i != number).toArray();
  }

  void run(int seconds, IntFunction<Load> loads) {
    int begin = now;
    for (int end = now + seconds * SECOND; now < end; now++) {
      Load load = loads.apply((now - begin) / SECOND);
      admitted.add(0);
      asked.add(load.perSecond().values().stream().mapToDouble(each -> each).sum() / SECOND);
      while (!events.isEmpty() && events.peek().at() <= now) {
        events.poll().what().run();
      }
      for (int i = 0; i < gateways.length; i++) {
        gateways[i].turn(load.perSecond().getOrDefault(i, 0.0));
      }
      mostGiven = Math.max(mostGiven, given());
    }
  }

  private long given() {
    long sum = 0;
    for (Gateway gateway : gateways) {
      sum += gateway.isDead || now - gateway.born < READY ? 0 : gateway.given();
    }
    return sum;
  }

  long refused() {
    return refused;
  }

  void assertNeverTooMuch() {
    assertThat(mostGiven).as("given at one time, rate %s", rate).isLessThanOrEqualTo(rate);
    double most = 1.05 * rate * 10 + burst + gateways.length;
    long sum = 0;
    long largest = 0;
    for (int i = 0; i < now; i++) {
      sum += admitted.get(i) - (i < 10 * SECOND ? 0 : admitted.get(i - 10 * SECOND));
      largest = Math.max(largest, sum);
    }
    assertThat((double) largest).as("within 10 s, rate %s", rate).isLessThanOrEqualTo(most);
  }

  /** In any eight seconds, or what there is of them, at least 0.95 of the rate. */
  void assertEnoughFrom(int fromSecond, int toSecond) {
    int width = Math.min(8, toSecond - fromSecond) * SECOND;
    for (int begin = fromSecond * SECOND; begin + width <= toSecond * SECOND; begin += 250) {
      double sum = 0;
      double wanted = 0;
      for (int i = begin; i < begin + width; i++) {
        sum += admitted.get(i);
        wanted += Math.min(asked.get(i), (double) rate / SECOND);
      }
      assertThat(sum)
          .as("%s ms from %s ms, rate %s", width, begin, rate)
          .isGreaterThanOrEqualTo(0.95 * wanted);
    }
  }
}
