package io.decisionos.gateway.hostile;

import java.io.IOException;

/**
 * A way to take as much as one can get of a resource.
 *
 * @param resource which, in the words of {@code docs/resources.md}
 * @param callers how many do so at once
 * @param strike what each of them does again and again
 */
record Attack(String resource, int callers, Strike strike) {

  /** One blow; whatever it opens through the grip stays open until the attack is over. */
  interface Strike {
    /**
     * Strikes.
     *
     * @param n counts the blows of all callers, so that each can be another
     * @throws IOException if the gateway hung up, which ends no attack
     */
    void once(Grip grip, long n) throws IOException;
  }

  static Attack by(int callers, String resource, Strike strike) {
    return new Attack(resource, callers, strike);
  }
}
