package io.decisionos.gateway.limit;

import io.decisionos.gateway.limit.Allotment.Demand;
import io.decisionos.gateway.limit.RateLeases.Ask;
import io.decisionos.gateway.limit.RateLeases.Lease;
import io.decisionos.gateway.limit.RateLeases.Other;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one gateway shares tenants' rates with others: a few times a second it asks for the part of
 * each rate that it needs by what comes in, gives up at once what it does not, and takes more once
 * it is granted. What all of them have together is never more than the rate, as whoever grants sees
 * to that. Pure but for the rates; confined to one thread, and time is an argument.
 */
public final class RateSharing {
  /** How often {@link #asks} is to be called. */
  public static final Duration TICK = Duration.ofMillis(200);

  /** How long a lease lasts; who is gone leaves its part to the others after that. */
  static final Duration LEASE = Duration.ofMillis(1200);

  private static final int MOST_ASKS = 512;

  private final LocalRates rates;
  private final String instance;
  private final Map<TenantId, Held> held = new LinkedHashMap<>();
  private final Silence silence = new Silence();
  private Portion common = Portion.WHOLE;
  private long active;

  /** What is known of a tenant's rate. */
  private static final class Held {
    private final DemandMeter meter;
    // What is leased may lie elsewhere than where gateways meet, and be away by itself.
    private final Silence silence = new Silence();
    private Optional<Portion> portion = Optional.empty();
    private List<Other> others = List.of();

    private Held(DemandMeter meter) {
      this.meter = meter;
    }
  }

  /**
   * Shares the rates of a gateway.
   *
   * @param instance names this run of it
   */
  public RateSharing(LocalRates rates, String instance) {
    this.rates = rates;
    this.instance = instance;
  }

  /** Hears how many gateways there are, itself included. */
  public void seen(long live, long nowNanos) {
    silence.end(LEASE, nowNanos);
    long before = common.gateways();
    long now = silence.isFelt(LEASE, nowNanos) ? Math.max(live, before) : live;
    common = now == 1 ? Portion.WHOLE : Portion.leased(0, now, nowNanos, LEASE.toNanos());
    rates.share(common);
    if (now == 1) {
      held.keySet().forEach(tenant -> rates.give(tenant, Optional.empty(), nowNanos));
      held.clear();
    } else if (before == 1) {
      // Whoever comes waits until this is known to all, so that it is nobody else's.
      rates.readings(nowNanos).forEach((tenant, read) -> begin(tenant, read, nowNanos));
    } else if (before != now) {
      held.forEach(
          (tenant, of) ->
              of.portion.ifPresent(given -> give(tenant, of, given.among(now), nowNanos)));
    }
  }

  private void begin(TenantId tenant, Bucket.Reading read, long nowNanos) {
    Held whole = new Held(new DemandMeter(read, nowNanos));
    held.put(tenant, whole);
    whole.silence.end(lasts(), nowNanos);
    give(tenant, whole, lease(read.whole().perSecond(), nowNanos), nowNanos);
  }

  private Portion lease(long perSecond, long askedNanos) {
    return Portion.leased(perSecond, common.gateways(), askedNanos, lasts().toNanos());
  }

  private void give(TenantId tenant, Held of, Portion portion, long nowNanos) {
    of.portion = Optional.of(portion);
    rates.give(tenant, of.portion, nowNanos);
  }

  /** Longer if there are so many tenants that they come in turns. */
  private Duration lasts() {
    return LEASE.multipliedBy(1 + active / MOST_ASKS);
  }

  /** What to ask for now; what is not needed any more is given up already. */
  public List<Ask> asks(long nowNanos) {
    if (common.isWhole()) {
      return List.of();
    }
    Map<TenantId, Bucket.Reading> readings = rates.readings(nowNanos);
    var asks = new ArrayList<Ask>();
    readings.forEach(
        (tenant, read) -> {
          long began = nowNanos - TICK.toNanos();
          Held of = held.computeIfAbsent(tenant, t -> new Held(new DemandMeter(began)));
          of.meter.tick(read, nowNanos);
        });
    active = held.values().stream().filter(of -> of.meter.isActive()).count();
    held.keySet().removeIf(tenant -> !readings.containsKey(tenant));
    for (TenantId tenant : List.copyOf(held.keySet())) {
      if (asks.size() == MOST_ASKS) {
        break;
      }
      ask(tenant, readings.get(tenant), nowNanos).forEach(asks::add);
    }
    return asks;
  }

  private List<Ask> ask(TenantId tenant, Bucket.Reading read, long nowNanos) {
    // Whoever was asked for now is last the next time.
    Held of = held.remove(tenant);
    held.put(tenant, of);
    long whole = read.whole().perSecond();
    if (!of.meter.isActive()) {
      return of.portion.isEmpty() ? List.of() : List.of(giveUp(tenant, of, whole, nowNanos));
    }
    if (of.portion.isEmpty()) {
      // What nobody asks for is nobody's for as long as gateways meet; this ends if nobody answers.
      of.silence.end(lasts(), nowNanos);
      give(tenant, of, common, nowNanos);
    }
    long demand = of.meter.perSecond();
    long want = want(of, whole, demand, nowNanos);
    Portion had = of.portion.orElseThrow();
    if (want < had.perSecond()) {
      give(tenant, of, had.of(want), nowNanos);
    }
    return List.of(new Ask(tenant, instance, whole, want, demand, lasts()));
  }

  private Ask giveUp(TenantId tenant, Held of, long whole, long nowNanos) {
    of.portion = Optional.empty();
    of.others = List.of();
    rates.give(tenant, Optional.empty(), nowNanos);
    return new Ask(tenant, instance, whole, 0, 0, lasts());
  }

  private long want(Held of, long whole, long demand, long nowNanos) {
    var demands = new ArrayList<Demand>();
    demands.add(new Demand(instance, demand));
    of.others.forEach(other -> demands.add(new Demand(other.instance(), other.demand())));
    long part = Allotment.of(instance, whole, demands);
    // What is asked for in a silence may be granted after it.
    boolean isSilent = silence.isFelt(LEASE, nowNanos) || of.silence.isFelt(lasts(), nowNanos);
    return isSilent ? Math.min(part, Math.max(1, whole / common.gateways())) : part;
  }

  /** Hears what became of an ask. */
  public void granted(Ask ask, Lease lease, long askedNanos, long nowNanos) {
    silence.end(LEASE, nowNanos);
    Held of = held.get(ask.tenant());
    if (of == null || of.portion.isEmpty()) {
      return;
    }
    of.silence.end(lasts(), nowNanos);
    of.others = lease.others();
    give(ask.tenant(), of, lease(lease.perSecond(), askedNanos), nowNanos);
  }
}
