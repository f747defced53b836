package io.decisionos.gateway.storage;

import static io.decisionos.gateway.storage.Outcomes.resultOf;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the contracts of the ETag store share: a store, a clock, and short ways to call it. */
abstract class EtagContract {
  protected static final TenantId ACME = new TenantId("acme");
  protected static final TenantId GLOBEX = new TenantId("globex");
  protected static final long PLENTY = Long.MAX_VALUE;

  protected final TestClock clock = new TestClock();

  /** The store under test, empty for each test, with the test's clock. */
  protected abstract EtagStore store();

  /** Lets the store do what it does in the background. */
  protected abstract void keepHouse();

  protected final Future<Stored> put(StoreKey key, String body) {
    return put(key, Buffer.buffer(body));
  }

  protected final Future<Stored> put(StoreKey key, Buffer body) {
    return store().put(key, new Draft(body, ttl()), Terms.NONE);
  }

  protected final Future<Stored> put(StoreKey key, String body, Precondition condition) {
    return store().put(key, draft(body, ttl()), Terms.of(condition));
  }

  protected final Optional<String> bodyOf(StoreKey key) {
    return resultOf(store().get(key)).map(entry -> entry.body().toString());
  }

  protected final List<String> names(String prefix, Optional<String> after, int limit) {
    return resultOf(store().list(new Listing(ACME, prefix, after, limit))).lines().stream()
        .map(Listing.Line::name)
        .toList();
  }

  protected static StoreKey key(String name) {
    return new StoreKey(ACME, name);
  }

  protected static Draft draft(String body, Duration ttl) {
    return new Draft(Buffer.buffer(body), ttl);
  }

  protected static Duration ttl() {
    return Draft.DEFAULT_TTL;
  }
}
