package io.decisionos.gateway.evidence.store;

import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.PathText;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Whose evidence is that names nobody: by its path, the first rule that fits. Immutable. */
public record BackfillRules(List<Rule> rules) {
  private static final Path ROOT = Path.of("/");
  private static final Set<String> KEYS = Set.of("match", "tenant");

  public BackfillRules {
    rules = List.copyOf(rules);
  }

  /** Files of a form are a tenant's. */
  record Rule(PathMatcher match, TenantId tenant) {}

  /** All are one tenant's. */
  public static BackfillRules all(TenantId tenant) {
    return new BackfillRules(List.of(new Rule(path -> true, tenant)));
  }

  /**
   * Reads what a YAML file says.
   *
   * @throws IllegalArgumentException if it is no list of rules; the message says what was found
   */
  public static BackfillRules of(Object document) {
    if (!(document instanceof List<?> list) || list.isEmpty()) {
      throw new IllegalArgumentException("expected a list of {match: GLOB, tenant: ID}");
    }
    var rules = new ArrayList<Rule>();
    for (Object item : list) {
      rules.add(rule(item, rules.size() + 1));
    }
    return new BackfillRules(rules);
  }

  private static Rule rule(Object item, int number) {
    if (!(item instanceof Map<?, ?> map) || !map.keySet().equals(KEYS)) {
      throw new IllegalArgumentException("rule " + number + ": expected match and tenant alone");
    }
    TenantId tenant =
        TenantId.parse(String.valueOf(map.get("tenant")))
            .filter(id -> !id.value().equals(TenantId.RESERVED))
            .orElseThrow(
                () -> new IllegalArgumentException("rule " + number + ": expected a tenant's id"));
    try {
      String glob = "glob:" + map.get("match");
      return new Rule(FileSystems.getDefault().getPathMatcher(glob), tenant);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("rule " + number + ": expected a glob", e);
    }
  }

  /** Whose a file is. */
  Optional<TenantId> tenant(EvidencePath path) {
    Path there = ROOT.relativize(PathText.resolve(ROOT, path.text()));
    return rules.stream().filter(rule -> rule.match().matches(there)).map(Rule::tenant).findFirst();
  }
}
