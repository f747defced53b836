package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.storage.EtagShelfContract;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.EtagStoreContract;
import io.decisionos.gateway.storage.ReplayGuard;
import io.decisionos.gateway.storage.ReplayGuardContract;
import org.junit.jupiter.api.BeforeEach;

/** The contracts of storage for whichever kind of Redis keeps them. */
final class RedisContracts {
  private RedisContracts() {}

  /** About entries and their tags. */
  abstract static class Entries extends EtagStoreContract {
    abstract EmptyRedis redis();

    @BeforeEach
    void open() {
      redis().open(clock);
    }

    @Override
    protected EtagStore store() {
      return redis().entries();
    }

    @Override
    protected void keepHouse() {
      redis().keepHouse();
    }
  }

  /** About expiry, lists and bytes. */
  abstract static class Shelf extends EtagShelfContract {
    abstract EmptyRedis redis();

    @BeforeEach
    void open() {
      redis().open(clock);
    }

    @Override
    protected EtagStore store() {
      return redis().entries();
    }

    @Override
    protected void keepHouse() {
      redis().keepHouse();
    }
  }

  /** About nonces. */
  abstract static class Nonces extends ReplayGuardContract {
    abstract EmptyRedis redis();

    @BeforeEach
    void open() {
      redis().open(clock);
    }

    @Override
    protected ReplayGuard guard() {
      return redis().guard();
    }

    @Override
    protected void keepHouse() {
      redis().keepHouse();
    }

    /** Another gateway takes over; the first is never heard of again. */
    @Override
    protected void crash() {
      open();
    }
  }
}
