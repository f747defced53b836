package io.decisionos.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.limit.StorageLedger.Holder;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import org.junit.jupiter.api.Test;

final class StorageLedgerTest {
  private static final long GB = 1_000_000_000;
  private final StorageLedger ledger = new StorageLedger();
  private final Tenant acme = Tenants.storing(1);
  private final TenantId id = acme.id();

  @Test
  void aFeatureMayHoldWhatTheOthersLeave() {
    ledger.set(id, Holder.EVENTS, 300);
    ledger.add(id, Holder.ENTRIES, 500);
    ledger.add(id, Holder.ENTRIES, -100);
    assertThat(ledger.allowance(acme, Holder.ENTRIES)).isEqualTo(GB - 300);
    assertThat(ledger.allowance(acme, Holder.EVENTS)).isEqualTo(GB - 400);
    assertThat(ledger.held(id)).isEqualTo(700);
  }

  @Test
  void evidenceIsRefusedForEverythingAndRefusesNothingElse() {
    ledger.set(id, Holder.EVIDENCE, GB);
    ledger.set(id, Holder.NONCES, 64);
    assertThat(ledger.allowance(acme, Holder.ENTRIES)).isEqualTo(GB - 64);
    assertThat(ledger.allowance(acme, Holder.EVIDENCE)).isEqualTo(GB - 64);
    assertThat(ledger.heldWithEvidence(id)).isEqualTo(GB + 64);
  }

  @Test
  void aTenantWithoutALimitMayHoldAnything() {
    Tenant free = Tenants.unlimited();
    ledger.set(free.id(), Holder.EVENTS, GB);
    assertThat(ledger.allowance(free, Holder.ENTRIES)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatOneTenantHoldsIsNoOthers() {
    ledger.set(id, Holder.EVENTS, 300);
    assertThat(ledger.held(new TenantId("globex"))).isZero();
    ledger.set(id, Holder.EVENTS, 0);
    assertThat(ledger.held(id)).isZero();
  }
}
