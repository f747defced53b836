package io.decisionos.gateway.capacity;

/** How much of the machine this process has in use; on a machine that cannot tell, nothing. */
public interface Load {
  /** The part of all cores' time since it was last asked, in percent. */
  double cpuPercent();

  /** The part of the largest heap that was in use after the last collection, in percent. */
  double memPercent();
}
