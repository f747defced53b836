package io.decisionos.gateway.app;

import io.decisionos.gateway.http.connection.ConnectionBound;

/** Whether the process may have as many files and sockets open as a gateway takes. Stateless. */
final class Descriptors {
  // Some 40 of the JVM, the stores and the watches, and the fewest connections that there may be.
  private static final int FOR_ALL = 96;
  // Its selector, what wakes it, its timer, and one for what it reads.
  private static final int FOR_A_LOOP = 4;

  private Descriptors() {}

  /**
   * Refuses a start that would end amid its work.
   *
   * @throws StartFailure if there are too few
   */
  static void require(int loops) {
    long needed = FOR_ALL + (long) FOR_A_LOOP * loops;
    long found = ConnectionBound.descriptors();
    if (found < needed) {
      throw new StartFailure(
          "ulimit -n: found "
              + found
              + " open files, expected at least "
              + needed
              + "; raise it in the shell (ulimit -n 4096) or the unit (LimitNOFILE=65536)");
    }
  }
}
