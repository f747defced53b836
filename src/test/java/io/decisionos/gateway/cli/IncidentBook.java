package io.decisionos.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The incidents of {@code docs/incidents.md} with what an operator is told of each. */
record IncidentBook(Map<String, List<String>> told) {
  private static final int CELLS = 3;

  static IncidentBook read() throws IOException {
    var told = new LinkedHashMap<String, List<String>>();
    for (String line : Files.readAllLines(Path.of("docs/incidents.md"))) {
      String[] cells = line.split("(?:^| )\\|(?: |$)", -1);
      if (cells.length == CELLS + 2 && !line.startsWith("|---") && cells[2].startsWith("`")) {
        told.put(cells[1], Stream.of(cells[2], cells[3]).flatMap(IncidentBook::parts).toList());
      }
    }
    return new IncidentBook(told);
  }

  private static Stream<String> parts(String cell) {
    return Stream.of(cell.split(" … ", -1)).map(part -> part.substring(1, part.length() - 1));
  }

  Set<String> incidents() {
    return told.keySet();
  }

  /** What of an incident a text does not say. */
  List<String> missing(String incident, String text) {
    return told.get(incident).stream().filter(part -> !text.contains(part)).toList();
  }
}
