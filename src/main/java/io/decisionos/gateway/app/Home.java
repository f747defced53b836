package io.decisionos.gateway.app;

import io.decisionos.gateway.alerts.AlertsPart;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Function;

/** What this gateway is called among others. */
final class Home {
  private Home() {}

  static AlertsPart.Home of(GatewayConfig.Fixed fixed, Function<String, Optional<String>> env) {
    String host = fixed.ops().host();
    String base = (fixed.ops().tls().isSecure() ? "https://" : "http://") + bracketed(host);
    return new AlertsPart.Home(
        fixed.fleet().name().orElseGet(() -> name() + ":" + fixed.http().port()),
        base + ":" + fixed.ops().port(),
        fixed.data(),
        env);
  }

  private static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine that cannot look up its own name.
      return "localhost";
    }
  }
}
