package io.decisionos.gateway.config;

import io.decisionos.gateway.text.Printable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Copies of the lines around a file's faults, for showing them beside the faults; bounded in number
 * and length, whatever the file. Immutable.
 *
 * @param lines by number, counted from 1
 */
public record Excerpt(SortedMap<Integer, String> lines) {
  /** Of a file whose lines are of no use. */
  public static final Excerpt NONE = new Excerpt(new TreeMap<>());

  private static final int MOST_FAULTS = 8;
  private static final int CONTEXT = 1;
  private static final int MOST_CHARACTERS = 160;

  public Excerpt {
    lines = Collections.unmodifiableSortedMap(lines);
  }

  /** The lines of a text around its first faults. */
  public static Excerpt of(String text, List<Fault> faults) {
    var wanted = new TreeSet<Integer>();
    faults.stream()
        .flatMapToInt(fault -> fault.line().stream())
        .limit(MOST_FAULTS)
        .forEach(line -> addAround(wanted, line));
    if (wanted.isEmpty()) {
      return NONE;
    }
    var lines = new TreeMap<Integer, String>();
    var number = new int[1];
    text.lines()
        .limit(wanted.last())
        .forEach(
            line -> {
              if (wanted.contains(++number[0])) {
                lines.put(number[0], shown(line));
              }
            });
    return new Excerpt(lines);
  }

  private static void addAround(TreeSet<Integer> wanted, int line) {
    for (int near = Math.max(1, line - CONTEXT); near <= line + CONTEXT; near++) {
      wanted.add(near);
    }
  }

  private static String shown(String line) {
    String cut = line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
    // As two characters, so that whoever looks sees it.
    return Printable.of(cut.replace("\t", "\\t"));
  }

  /** The lines around one fault; empty if it has no line, or was one too many. */
  public SortedMap<Integer, String> around(Fault fault) {
    if (fault.line().isEmpty() || !lines.containsKey(fault.line().getAsInt())) {
      return NONE.lines();
    }
    int line = fault.line().getAsInt();
    return lines.subMap(line - CONTEXT, line + CONTEXT + 1);
  }
}
