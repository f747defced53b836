package io.decisionos.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPublicKey;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Ed25519Test {
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  // As RFC 8032 section 5.1 prints it.
  private static final BigInteger D =
      new BigInteger(
          "37095705934669439343138083508754565189542113879843219016388785533085940283555");

  /** Section 5.1.3 of the RFC, steps 2 and 3, word for word. */
  private static boolean firstCase(BigInteger y) {
    BigInteger u = y.pow(2).subtract(BigInteger.ONE);
    BigInteger v = D.multiply(y.pow(2)).add(BigInteger.ONE);
    BigInteger power = P.subtract(BigInteger.valueOf(5)).shiftRight(3);
    BigInteger x = u.multiply(v.pow(3)).multiply(u.multiply(v.pow(7)).modPow(power, P)).mod(P);
    BigInteger found = v.multiply(x.pow(2)).mod(P);
    assertThat(found).isIn(u.mod(P), u.negate().mod(P));
    return found.equals(u.mod(P));
  }

  @Test
  void pointsAreToldApartByTheCaseInWhichTheyAreRead() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    Set<Boolean> seen = new HashSet<>();
    for (int n = 0; n < 100; n++) {
      var key = (EdECPublicKey) generator.generateKeyPair().getPublic();
      boolean atOnce = Ed25519.isReadAtOnce(key);
      assertThat(atOnce).isEqualTo(firstCase(key.getPoint().getY()));
      seen.add(atOnce);
    }
    assertThat(seen).containsExactlyInAnyOrder(true, false);
  }
}
