package io.decisionos.gateway.limit;

import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was compared: the controller in use, those that it was chosen over, and none. */
final class Controllers {
  private static final long TARGET = 20_000_000;

  private Controllers() {}

  static QueueModel.Controller none() {
    return new QueueModel.Controller() {
      @Override
      public boolean admit(int tenant, long now) {
        return true;
      }

      @Override
      public void served(int tenant, long waited, long took) {}

      @Override
      public void interval(long now, long leastWait) {}
    };
  }

  /** The one in use. */
  static QueueModel.Controller servedRate(List<Tenant> tenants) {
    var costs = new RequestCosts();
    var overload = new Overload(Duration.ofNanos(TARGET), costs, 0);
    return new QueueModel.Controller() {
      private Map<TenantId, Long> nanos = new HashMap<>();
      private Map<TenantId, Long> requests = new HashMap<>();
      private long split;

      @Override
      public boolean admit(int tenant, long now) {
        return overload.admit(tenants.get(tenant));
      }

      @Override
      public void served(int tenant, long waited, long took) {
        TenantId id = tenants.get(tenant).id();
        nanos.merge(id, took, Long::sum);
        requests.merge(id, 1L, Long::sum);
        overload.served(id);
      }

      @Override
      public void interval(long now, long leastWait) {
        if (now - split >= QueueModel.SECOND) {
          costs.second(nanos, requests);
          nanos = new HashMap<>();
          requests = new HashMap<>();
          split = now;
        }
        overload.interval(now, leastWait);
      }
    };
  }

  /** A rate that grows by steps and shrinks by a part, as a sender's window does. */
  static QueueModel.Controller additiveIncrease() {
    return new QueueModel.Controller() {
      private double rate = 1e9;
      private double tokens = 1e9;
      private long admitted;

      @Override
      public boolean admit(int tenant, long now) {
        if (tokens < 1) {
          return false;
        }
        tokens--;
        admitted++;
        return true;
      }

      @Override
      public void served(int tenant, long waited, long took) {}

      @Override
      public void interval(long now, long leastWait) {
        rate = leastWait > TARGET ? Math.min(rate, admitted * 10.0) * 0.7 : rate + 10;
        tokens = Math.min(rate / 10, tokens + rate / 10);
        admitted = 0;
      }
    };
  }

  /** So many at a time as the gradient of latencies allows, after Netflix's concurrency-limits. */
  static QueueModel.Controller gradient() {
    return new QueueModel.Controller() {
      private double limit = 20;
      private double longTerm;
      private long inFlight;

      @Override
      public boolean admit(int tenant, long now) {
        if (inFlight >= limit) {
          return false;
        }
        inFlight++;
        return true;
      }

      @Override
      public void served(int tenant, long waited, long took) {
        boolean wasBusy = inFlight >= limit / 2;
        inFlight--;
        double latency = waited + took;
        longTerm = longTerm == 0 ? latency : longTerm + (latency - longTerm) / 600;
        double gradient = Math.max(0.5, Math.min(1, 1.5 * longTerm / latency));
        if (wasBusy) {
          limit = Math.max(20, 0.8 * limit + 0.2 * (limit * gradient + 4));
        }
      }

      @Override
      public void interval(long now, long leastWait) {}
    };
  }
}
