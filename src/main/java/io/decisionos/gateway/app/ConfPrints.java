package io.decisionos.gateway.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.config.YamlNode;
import io.decisionos.gateway.text.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What each file under {@code conf/} says that is in force, as a digest to compare gateways by.
 * What is each gateway's own is left out: addresses, names, directories and single files, and
 * whether it writes evidence. Variables of the environment are no files and do not count.
 * Thread-safe.
 */
final class ConfPrints {
  private static final int DIGITS = 8;
  private static final Set<String> OWN =
      Set.of("host", "port", "hosts", "name", "directory", "redis_url", "writer");
  private static final String OWN_FILE = "_file";

  private final Map<String, String> prints = new ConcurrentHashMap<>();

  /** Notes what a file says that has no faults. */
  void note(String name, YamlNode document) {
    boolean isOwn = name.equals(ConfReader.GATEWAY);
    prints.put("conf/" + name, digest(text(document.plain(), isOwn)));
  }

  Map<String, String> all() {
    return Map.copyOf(prints);
  }

  static String digest(String text) {
    return Sha256.hex(text.getBytes(UTF_8)).substring(0, DIGITS);
  }

  /** The same text for the same meaning, however it is written down. */
  private static String text(Object plain, boolean isOwn) {
    if (plain instanceof Map<?, ?> map) {
      var sorted = new TreeMap<String, String>();
      map.forEach(
          (key, value) -> {
            if (!isOwn || !isOwn(key.toString())) {
              sorted.put(text(key, false), text(value, isOwn));
            }
          });
      return sorted.toString();
    }
    if (plain instanceof List<?> list) {
      return list.stream()
          .map(item -> text(item, isOwn))
          .collect(Collectors.joining(",", "[", "]"));
    }
    return plain instanceof String text ? '"' + text.replace("\"", "\"\"") + '"' : "" + plain;
  }

  private static boolean isOwn(String key) {
    return OWN.contains(key) || key.endsWith(OWN_FILE);
  }
}
