package io.decisionos.gateway.app;

import io.decisionos.gateway.alerts.AlertsPart;
import java.util.Optional;
import java.util.function.Function;

/** What this gateway is called in alerts, and where their links lead. */
final class Home {
  private Home() {}

  /** Good once the listeners are open, as a free port is known only then. */
  static AlertsPart.Home of(
      FleetPart fleet, GatewayConfig.Fixed fixed, Function<String, Optional<String>> env) {
    String scheme = fixed.ops().tls().isSecure() ? "https://" : "http://";
    String base = scheme + fleet.addresses().get("ops");
    return new AlertsPart.Home(fleet.name(), base, fixed.data(), env);
  }
}
