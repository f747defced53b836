package io.decisionos.gateway.storage;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Brings every call of a test to the home of a store, as a verticle does. */
public final class AtHome {
  private AtHome() {}

  /** Calls on the home and hands over what comes of it. */
  public static <T> Future<T> call(Executor home, Supplier<Future<T>> question) {
    Promise<T> promise = Promise.promise();
    home.execute(
        () -> {
          try {
            question.get().onComplete(promise);
          } catch (RuntimeException e) {
            promise.fail(e);
          }
        });
    return promise.future();
  }

  public static ReplayGuard guard(ReplayGuard guard, Executor home) {
    return claim -> call(home, () -> guard.admit(claim));
  }

  public static EtagStore store(EtagStore store, Executor home) {
    return new Store(store, home);
  }

  private record Store(EtagStore store, Executor home) implements EtagStore {
    @Override
    public Future<Stored> put(StoreKey key, Draft draft, Terms terms) {
      return call(home, () -> store.put(key, draft, terms));
    }

    @Override
    public Future<Optional<Entry>> get(StoreKey key) {
      return call(home, () -> store.get(key));
    }

    @Override
    public Future<Void> delete(StoreKey key, Terms terms) {
      return call(home, () -> store.delete(key, terms));
    }

    @Override
    public Future<Listing.Page> list(Listing listing) {
      return call(home, () -> store.list(listing));
    }

    @Override
    public Future<Usage> usage(TenantId tenant) {
      return call(home, () -> store.usage(tenant));
    }
  }
}
