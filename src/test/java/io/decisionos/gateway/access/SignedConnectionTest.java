package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.access.SignedConnection.Claim;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.Key;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is looked at again, and what is not. */
final class SignedConnectionTest {
  private final SignedConnection connection = new SignedConnection();
  private final SignatureChecks checks = new SignatureChecks();
  private final Key key = checks.nobodys(Algorithm.HMAC_SHA256);
  private final Claim first = new Claim(new byte[] {1}, new byte[] {2}, key);
  private int looks;

  private boolean holds(Claim claim, boolean so) {
    return connection.holds(
        claim,
        made -> {
          looks++;
          return so;
        });
  }

  private static Claim of(int bytes, int signature, Key key) {
    return new Claim(new byte[] {(byte) bytes}, new byte[] {(byte) signature}, key);
  }

  @Test
  void whatHeldLastIsNotLookedAtAgain() {
    assertThat(holds(first, true)).isTrue();
    assertThat(holds(of(1, 2, key), false)).isTrue();
    assertThat(looks).isOne();
  }

  @Test
  void whatDiffersInAnythingIsLookedAt() {
    holds(first, true);
    for (Claim other :
        List.of(of(3, 2, key), of(1, 3, key), of(1, 2, checks.nobodys(Algorithm.ED25519)))) {
      looks = 0;
      assertThat(holds(other, false)).isFalse();
      assertThat(holds(other, false)).isFalse();
      assertThat(looks).isEqualTo(2);
    }
    assertThat(holds(first, false)).isTrue();
  }

  @Test
  void whatIsLongIsNotRemembered() {
    var whole = new Claim(new byte[2000], new byte[] {2}, key);
    holds(whole, true);
    assertThat(holds(whole, false)).isFalse();
  }
}
