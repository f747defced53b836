package io.decisionos.gateway.isolation;

import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.fixture.RunningGateway;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The routes that a running gateway says it has; another test holds its word against its code.
 *
 * @param tenants those of the tenants' listener, such as {@code GET /slo}
 * @param operators those of the operators' listener alone
 */
record ServedRoutes(Set<String> tenants, Set<String> operators) {
  private static final Set<String> VERBS = Set.of("get", "put", "post", "delete");

  static ServedRoutes of(RunningGateway gateway) throws YamlReader.InvalidYaml {
    byte[] served = gateway.get("/openapi.yaml").body().getBytes(StandardCharsets.UTF_8);
    Map<?, ?> document = (Map<?, ?>) YamlReader.read("openapi.yaml", served).plain();
    var routes = new ServedRoutes(new TreeSet<>(), new TreeSet<>());
    ((Map<?, ?>) document.get("paths"))
        .forEach((path, item) -> routes.add((String) path, (Map<?, ?>) item, document));
    routes.operators.removeAll(routes.tenants);
    return routes;
  }

  private void add(String path, Map<?, ?> item, Map<?, ?> document) {
    Object servers = item.containsKey("servers") ? item.get("servers") : document.get("servers");
    for (Object server : (List<?>) servers) {
      boolean ofTenants = ((Map<?, ?>) server).get("description").equals("tenants");
      for (Object verb : item.keySet()) {
        if (VERBS.contains(verb)) {
          String route = ((String) verb).toUpperCase(Locale.ROOT) + " " + path;
          (ofTenants ? tenants : operators).add(route);
        }
      }
    }
  }

  /** A request for a route, with something in the place of its parameters. */
  static Ask ask(String route) {
    String[] parts = route.split(" ", 2);
    return Ask.of(parts[0], parts[1].replaceAll("\\{\\w+}", "x"));
  }
}
