package io.decisionos.gateway.cli;

import io.decisionos.gateway.capacity.CapacityModel.Machine;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** Where capacity is measured: gateways of its own, and the load tool. Blocks. */
interface Bench {
  /** Starts a gateway with so many event loops, a tenant without limits and no overload control. */
  Site open(int loops) throws IOException;

  /** The machine that is measured. */
  Machine machine();

  /** A gateway that was started for this. */
  interface Site extends AutoCloseable {
    /** The address of its tenants' listener. */
    String target();

    /**
     * Plays a scenario of the load tool and returns its report.
     *
     * @param warmUp for how many seconds the tool may warm itself up before
     */
    JsonObject play(JsonObject scenario, double warmUp) throws IOException;

    /** The most memory that its process took so far; 0 if the system does not tell. */
    long peakBytes() throws IOException;

    @Override
    void close();
  }
}
