package io.decisionos.gateway.storage;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * Makes strong tags that never repeat: a random part for the run of the process, so that nothing
 * has to be remembered across restarts and restores, and a counter. For one thread.
 */
public final class TagMint {
  private final String run;
  private long count;

  private TagMint(String run) {
    this.run = run;
  }

  /** A mint with 80 random bits of its own. */
  public static TagMint random() {
    byte[] bits = new byte[10];
    new SecureRandom().nextBytes(bits);
    return new TagMint(new BigInteger(1, bits).toString(Character.MAX_RADIX));
  }

  /** A tag that no mint has given before. */
  public EntityTag next() {
    return EntityTag.strong(run + '-' + Long.toString(count++, Character.MAX_RADIX));
  }
}
