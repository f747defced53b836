package io.decisionos.gateway.cards.follow;

import io.decisionos.gateway.tenant.TenantId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what the last look could not follow, and logs what is new about it, once, and what is
 * over. For one thread.
 */
final class UnreadableLog {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadableLog.class);

  private Unreadable last = Unreadable.NOTHING;

  void hear(Unreadable now) {
    if (now.look().isPresent() && last.look().isEmpty()) {
      LOG.warn("files of events cannot be followed cause={}", now.look().get());
    }
    if (now.look().isEmpty()) {
      now.files().forEach(this::tellNew);
      var over = new TreeSet<>(last.files().keySet());
      over.removeAll(now.files().keySet());
      over.forEach(tenant -> LOG.info("files of events can be followed again tenant={}", tenant));
    }
    last = now;
  }

  private void tellNew(TenantId tenant, Map<String, String> causes) {
    Set<String> fresh = new TreeSet<>(causes.keySet());
    fresh.removeAll(last.files().getOrDefault(tenant, Map.of()).keySet());
    fresh.stream()
        .findFirst()
        .ifPresent(
            name ->
                LOG.warn(
                    "files of events cannot be followed tenant={} files={} first={} cause={}",
                    tenant,
                    fresh.size(),
                    name,
                    causes.get(name)));
  }

  Unreadable last() {
    return last;
  }
}
