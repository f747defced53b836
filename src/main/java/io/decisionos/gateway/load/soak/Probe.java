package io.decisionos.gateway.load.soak;

import java.io.IOException;
import java.util.Map;

/** Takes a process's vital signs. Called from one thread. */
@FunctionalInterface
public interface Probe extends AutoCloseable {

  Map<Gauge, Long> take() throws IOException;

  @Override
  default void close() throws IOException {}
}
