package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.rules.BuiltIn;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Notice;
import java.util.List;
import java.util.Map;

/** What always holds: whoever hears it no more knows that something is wrong. */
final class Heartbeat {
  static final Conditions CONDITIONS =
      new Conditions(
          BuiltIn.HEARTBEAT.word(),
          List.of(
              new Conditions.Condition(
                  Map.of(), Notice.Level.INFO, 1, "the gateway runs and can tell")));

  private Heartbeat() {}
}
