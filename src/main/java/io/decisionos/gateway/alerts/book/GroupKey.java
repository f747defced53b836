package io.decisionos.gateway.alerts.book;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which group of alerts it is.
 *
 * @param route where the route that made it stands in the file
 * @param labels those by which its alerts belong together
 */
public record GroupKey(String route, String receiver, Map<String, String> labels) {
  public GroupKey {
    labels = Map.copyOf(labels);
  }

  /** As receivers are told it: the same for all messages of a group. */
  @Override
  public String toString() {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
            .collect(Collectors.joining(", ", route + ":{", "}"));
  }
}
