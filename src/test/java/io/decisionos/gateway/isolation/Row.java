package io.decisionos.gateway.isolation;

/**
 * One way for a tenant to try what another one has: it sends the other's value, and one that never
 * existed, and must get the same answer.
 *
 * @param route as the documents name it, such as {@code GET /slo/{key}}
 * @param what the value is: a key, a tag, a cursor
 * @param ask the request, with {@link Ask#VALUE} where the value goes
 * @param theirs the value of the other tenant
 * @param never a value of the same form that never existed
 */
record Row(String route, String what, Ask ask, String theirs, String never) {
  @Override
  public String toString() {
    return route + " with another tenant's " + what;
  }
}
