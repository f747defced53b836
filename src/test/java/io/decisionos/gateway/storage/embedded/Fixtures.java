package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.limit.MemoryLedger;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.limit.StorageLedger.Holder;

/** What the tests of the embedded stores share. */
final class Fixtures {
  /** Room for any test, in segments so small that they are rolled and cleaned all the time. */
  static final Bounds BOUNDS = new Bounds(10_000, 64 << 20, 90, 16 << 10);

  static Account account() {
    return new Account(new StorageLedger(), Holder.ENTRIES, memory());
  }

  static MemoryLedger memory() {
    return new MemoryLedger(64 << 20, 128 << 20);
  }

  private Fixtures() {}
}
