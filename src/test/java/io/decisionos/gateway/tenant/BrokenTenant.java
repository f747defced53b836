package io.decisionos.gateway.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A tenant's file with one fault, and where the reader should find it.
 *
 * @param line counted from 1; 0 if the fault has none
 */
record BrokenTenant(String what, String text, String key, int line) {
  byte[] bytes() {
    return text.getBytes(UTF_8);
  }

  @Override
  public String toString() {
    return what;
  }
}
