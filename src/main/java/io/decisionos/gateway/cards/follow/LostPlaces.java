package io.decisionos.gateway.cards.follow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places of files that are gone or hold something else now. A file that nobody knows is the
 * same as one of them if it begins with what was read of that, and has its name or so much of it
 * that this is no accident. For one thread.
 */
final class LostPlaces {
  /** Content of at least so many bytes does not come twice by accident; its head is as long. */
  private static final long TELLING = FileContent.COMPARED;

  private final Map<String, List<FilePlace>> byName = new HashMap<>();
  private final Map<Integer, List<FilePlace>> byHead = new HashMap<>();

  void add(FilePlace place) {
    byName.computeIfAbsent(place.name(), name -> new ArrayList<>()).add(place);
    if (place.offset() >= TELLING) {
      byHead.computeIfAbsent(place.head(), head -> new ArrayList<>()).add(place);
    }
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  /** The place up to which a file of this name was read; the farthest if there are more. */
  Optional<FilePlace> of(String name, FileContent content) throws IOException {
    List<FilePlace> likely = new ArrayList<>(byName.getOrDefault(name, List.of()));
    if (content.size() >= TELLING) {
      likely.addAll(byHead.getOrDefault(content.head(TELLING), List.of()));
    }
    likely.sort(Comparator.comparingLong(FilePlace::offset).reversed());
    for (FilePlace place : likely) {
      if (content.holds(place)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }
}
