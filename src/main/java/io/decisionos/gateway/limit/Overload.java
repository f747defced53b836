package io.decisionos.gateway.limit;

import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets in on one event loop what is served in time. While work waits longer than the target, each
 * tenant has its fair share of what is served, by the weight of its {@code max_qps}; who is within
 * it loses nothing. Shares are of work: a request that takes as long as many counts as so many.
 * Pure: time and waits are arguments. Confined to its loop.
 */
public final class Overload {
  private static final long INTERVAL_NANOS = 100_000_000;
  private static final double SECOND = 1e9;
  private static final double USUAL_WEIGHT = 1000;
  // What was asked lately counts: the last interval a third, those before it less and less.
  private static final double FRESH = 0.3;
  // So few requests are no queue, whoever they are of.
  private static final int FEW = 8;

  private final boolean off;
  private final RequestCosts costs;
  private final ServedRate rate;
  private final Map<TenantId, Party> parties = new HashMap<>();
  private double level = ServedRate.UNLIMITED;
  private long begun;
  private double served;
  private boolean refused;
  private int alone;

  /** A tenant that asked lately, with a bucket that holds its share of a second. */
  private static final class Party {
    private final double weight;
    private double cost;
    private long asked;
    private double perSecond;
    private double tokens;
    private int inFlight;
    private boolean alone;

    private Party(double weight, double cost) {
      this.weight = weight;
      this.cost = cost;
    }

    /** In usual requests a second. */
    private double demand() {
      return perSecond * cost;
    }
  }

  /**
   * Nothing is refused yet.
   *
   * @param target for how long work may wait; zero: nothing is ever refused
   */
  public Overload(Duration target, RequestCosts costs, long nowNanos) {
    this.costs = costs;
    this.off = target.isZero();
    this.rate = new ServedRate(target);
    this.begun = nowNanos;
  }

  /** Whether a request may pass. */
  public boolean admit(Tenant tenant) {
    if (off) {
      return true;
    }
    Party party = parties.get(tenant.id());
    if (party == null) {
      party = arrive(tenant);
      parties.put(tenant.id(), party);
    }
    party.asked++;
    if (level != ServedRate.UNLIMITED && !spends(party)) {
      refused = true;
      return false;
    }
    party.inFlight++;
    return true;
  }

  /**
   * Takes a request out of the party's share, which may owe the rest of a costly one. One that has
   * nothing in flight passes without, while few do: whoever asks for one thing at a time is not
   * what the others wait for.
   */
  private boolean spends(Party party) {
    if (party.tokens >= 1) {
      party.tokens -= party.cost;
      return true;
    }
    if (party.inFlight > 0 || alone >= FEW) {
      return false;
    }
    alone++;
    party.alone = true;
    return true;
  }

  private Party arrive(Tenant tenant) {
    var party =
        new Party(
            tenant.limits().maxQps().map(Long::doubleValue).orElse(USUAL_WEIGHT),
            costs.of(tenant.id()));
    party.tokens = Math.max(1, share(party));
    return party;
  }

  /** A request of the tenant that was let in is answered. */
  public void served(TenantId tenant) {
    Party party = parties.get(tenant);
    served += party == null ? 1 : party.cost;
    ended(party);
  }

  /** A request of the tenant that was let in is over, whatever came of it. */
  public void ended(TenantId tenant) {
    ended(parties.get(tenant));
  }

  private void ended(Party party) {
    // It has been forgotten since if it asked nothing for seconds.
    if (party != null && party.inFlight > 0 && --party.inFlight == 0) {
      endAlone(party);
    }
  }

  private void endAlone(Party party) {
    alone -= party.alone ? 1 : 0;
    party.alone = false;
  }

  /** Whether an interval is over, and {@link #interval} due. */
  public boolean isDue(long nowNanos) {
    return nowNanos - begun >= INTERVAL_NANOS;
  }

  /**
   * Ends an interval.
   *
   * @param waitNanos for how long work waited at least, all through the interval
   */
  public void interval(long nowNanos, long waitNanos) {
    double seconds = (nowNanos - begun) / SECOND;
    rate.interval(served / seconds, refused, waitNanos / SECOND);
    parties.values().removeIf(party -> isGone(party, seconds));
    parties.forEach((tenant, party) -> party.cost = costs.of(tenant));
    level = level();
    parties.values().forEach(party -> refill(party, seconds));
    begun = nowNanos;
    served = 0;
    refused = false;
  }

  private boolean isGone(Party party, double seconds) {
    party.perSecond += FRESH * (party.asked / seconds - party.perSecond);
    party.asked = 0;
    if (party.perSecond >= 1e-3) {
      return false;
    }
    // What is not answered by now may never be: its connection is gone.
    endAlone(party);
    return true;
  }

  private double level() {
    if (rate.perSecond() == ServedRate.UNLIMITED) {
      return ServedRate.UNLIMITED;
    }
    var demands =
        parties.values().stream()
            .map(party -> new FairLevel.Demand(party.demand(), party.weight))
            .toList();
    return FairLevel.of(demands, rate.perSecond());
  }

  private void refill(Party party, double seconds) {
    double share = share(party);
    // Who is within its share may come in bursts; who is over it has no more than an interval's.
    double burst = party.demand() > share ? share * seconds : share;
    party.tokens = Math.min(Math.max(1, burst), party.tokens + share * seconds);
  }

  /** In usual requests a second. */
  private double share(Party party) {
    return level == ServedRate.UNLIMITED ? Double.MAX_VALUE : level * party.weight;
  }

  /** How many usual requests a second are let in; infinite while nothing is refused. */
  public double perSecond() {
    return rate.perSecond();
  }
}
