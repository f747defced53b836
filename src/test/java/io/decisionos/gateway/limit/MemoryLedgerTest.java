package io.decisionos.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.tenant.TenantId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MemoryLedgerTest {
  private static final TenantId GREEDY = new TenantId("greedy");
  private static final TenantId MODEST = new TenantId("modest");
  private final MemoryLedger ledger = new MemoryLedger(1000, 1500);

  private void fill(TenantId tenant) {
    while (ledger.fits(10) && ledger.fitsShare(tenant, 10)) {
      ledger.add(tenant, 10);
    }
  }

  @Test
  void besideTheGreedyThereIsRoom() {
    fill(GREEDY);
    assertThat(ledger.taken()).isEqualTo(500);
    fill(MODEST);
    assertThat(ledger.taken()).isEqualTo(750);
  }

  @Test
  void howeverManyAreGreedyTheNextFindsAPlaceUntilAllIsTaken() {
    List<TenantId> many = IntStream.range(0, 5).mapToObj(i -> new TenantId("t" + i)).toList();
    many.forEach(this::fill);
    assertThat(ledger.fits(10) && ledger.fitsShare(MODEST, 10)).isTrue();
  }

  @Test
  void whatIsGivenBackIsThereAgain() {
    fill(GREEDY);
    ledger.add(GREEDY, -500);
    assertThat(ledger.taken()).isZero();
    fill(MODEST);
    assertThat(ledger.taken()).isEqualTo(500);
  }

  @Test
  void whatALargerHeapTookInIsTakenUpWithinReason() {
    ledger.add(GREEDY, 1500);
    assertThat(ledger.isBeyondHope()).isFalse();
    assertThat(ledger.fits(1)).isFalse();
    ledger.add(GREEDY, 1);
    assertThat(ledger.isBeyondHope()).isTrue();
  }
}
