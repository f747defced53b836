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
record IncidentBook(Map<String, Told> told) {
  private static final int CELLS = 3;

  /** The words for an incident, in a terminal and on the console's page. */
  private record Told(List<String> status, List<String> console) {}

  static IncidentBook read() throws IOException {
    var told = new LinkedHashMap<String, Told>();
    for (String line : Files.readAllLines(Path.of("docs/incidents.md"))) {
      String[] cells = line.split("(?:^| )\\|(?: |$)", -1);
      if (cells.length == CELLS + 2 && !line.startsWith("|---") && cells[2].startsWith("`")) {
        told.put(cells[1], new Told(words(cells, 0), words(cells, 1)));
      }
    }
    return new IncidentBook(told);
  }

  /** What both columns say, behind the slash what the console says instead. */
  private static List<String> words(String[] cells, int side) {
    return Stream.of(cells[2], cells[3])
        .map(cell -> cell.split(" / ", -1))
        .map(sides -> sides[Math.min(side, sides.length - 1)])
        .flatMap(IncidentBook::parts)
        .toList();
  }

  private static Stream<String> parts(String cell) {
    return Stream.of(cell.split(" … ", -1)).map(part -> part.substring(1, part.length() - 1));
  }

  Set<String> incidents() {
    return told.keySet();
  }

  /** What of an incident a terminal's text does not say. */
  List<String> missing(String incident, String text) {
    return missing(told.get(incident).status, text);
  }

  /** What of an incident the console's page does not say. */
  List<String> missingOnPage(String incident, String text) {
    return missing(told.get(incident).console, text);
  }

  private static List<String> missing(List<String> words, String text) {
    return words.stream().filter(part -> !text.contains(part)).toList();
  }
}
