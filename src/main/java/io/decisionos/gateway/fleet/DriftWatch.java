package io.decisionos.gateway.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds files that gateways do not agree on. A change takes its time to get everywhere, so that a
 * file counts once it has differed all the time for a while, and one of the gateways has stayed
 * with its version for as long. Confined to its verticle; time is an argument.
 */
final class DriftWatch {
  /** What stands for files of which there are too many to be told. */
  static final String MANY = "tenants/";

  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();
  private static final String NONE = "";

  private Map<String, Differing> before = Map.of();

  /**
   * A file that differs.
   *
   * @param since when it began to
   * @param versions of each gateway, by instance
   */
  private record Differing(long since, Map<String, Version> versions) {
    boolean isDrift(long now) {
      return now - since > PATIENCE
          && versions.values().stream().anyMatch(version -> now - version.since() > PATIENCE);
    }
  }

  private record Version(String digest, long since) {}

  /** Looks at what the gateways say now. */
  List<Drift> look(Collection<Beat> beats, long now) {
    Map<String, Map<String, String>> differing = differing(beats);
    var next = new TreeMap<String, Differing>();
    differing.forEach((file, digests) -> next.put(file, after(file, digests, now)));
    before = next;
    Map<String, String> names =
        beats.stream().collect(Collectors.toMap(Beat::instance, Beat::name, (one, other) -> one));
    return next.entrySet().stream()
        .filter(file -> file.getValue().isDrift(now))
        .map(file -> drift(file.getKey(), differing.get(file.getKey()), names))
        .toList();
  }

  private Differing after(String file, Map<String, String> digests, long now) {
    Differing was = before.get(file);
    var versions = new HashMap<String, Version>();
    digests.forEach(
        (instance, digest) -> {
          Version last = was == null ? null : was.versions().get(instance);
          boolean isSame = last != null && last.digest().equals(digest);
          versions.put(instance, isSame ? last : new Version(digest, now));
        });
    return new Differing(was == null ? now : was.since(), versions);
  }

  /** The digests that the gateways have of each file on which they do not agree. */
  private static Map<String, Map<String, String>> differing(Collection<Beat> beats) {
    var found = new TreeMap<String, Map<String, String>>();
    for (int room : differingRooms(beats)) {
      List<Beat> telling = beats.stream().filter(beat -> beat.told().containsKey(room)).toList();
      if (telling.size() < 2) {
        var digests = found.computeIfAbsent(MANY, file -> new HashMap<>());
        comparable(beats)
            .forEach(beat -> digests.merge(beat.instance(), at(beat, room), (a, b) -> a + b));
        continue;
      }
      for (String file : filesOf(telling, room)) {
        Map<String, String> digests =
            telling.stream()
                .collect(
                    Collectors.toMap(
                        Beat::instance, beat -> beat.told().get(room).getOrDefault(file, NONE)));
        if (Set.copyOf(digests.values()).size() > 1) {
          found.put(file, digests);
        }
      }
    }
    return found;
  }

  private static String at(Beat beat, int room) {
    return beat.rooms().get(room);
  }

  private static Set<String> filesOf(List<Beat> telling, int room) {
    return telling.stream()
        .flatMap(beat -> beat.told().get(room).keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Beat> comparable(Collection<Beat> beats) {
    return beats.stream().filter(beat -> beat.rooms().size() == Prints.ROOMS).toList();
  }

  /** The rooms on which the gateways do not agree; each tells what it has in them. */
  static Set<Integer> differingRooms(Collection<Beat> beats) {
    List<Beat> comparable = comparable(beats);
    var rooms = new TreeSet<Integer>();
    for (int room = 0; room < Prints.ROOMS; room++) {
      int at = room;
      if (comparable.stream().map(beat -> at(beat, at)).distinct().count() > 1) {
        rooms.add(room);
      }
    }
    return rooms;
  }

  private static Drift drift(String file, Map<String, String> digests, Map<String, String> names) {
    Map<String, Long> counts =
        digests.values().stream().collect(Collectors.groupingBy(d -> d, Collectors.counting()));
    long most = counts.values().stream().mapToLong(count -> count).max().orElseThrow();
    List<String> usual = new ArrayList<>(counts.keySet());
    usual.removeIf(digest -> counts.get(digest) < most);
    return new Drift(
        file,
        digests.entrySet().stream()
            .filter(entry -> usual.size() > 1 || !entry.getValue().equals(usual.get(0)))
            .map(entry -> names.get(entry.getKey()))
            .distinct()
            .sorted()
            .toList());
  }
}
