package io.decisionos.gateway.storage.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What one node of a cluster says of all of them ({@code CLUSTER NODES}). Pure. */
record ClusterView(List<Node> nodes) {
  private static final Pattern PLACE =
      Pattern.compile("(?<ip>[^@,]*):(?<port>\\d{1,5})(?:@\\d+)?(?:,(?<name>[^,]*).*)?");
  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
  private static final Pattern EPOCH = Pattern.compile("\\d{1,18}");
  private static final Pattern BLANK = Pattern.compile(" +");
  private static final int PLACED = 1;
  private static final int FLAGS = 2;
  private static final int TERM = 6;
  private static final int SLOTS = 8;

  ClusterView {
    nodes = List.copyOf(nodes);
  }

  /**
   * One node.
   *
   * @param host its IP address, empty if it does not know its own
   * @param name its host's name, if it tells one
   * @param epoch of what it has: who claims a slot with a newer one has it
   */
  record Node(String id, String host, String name, int port, long epoch, List<Range> slots) {
    Node {
      slots = List.copyOf(slots);
    }
  }

  /** Slots, both ends included. */
  record Range(int first, int last) {}

  /** Reads an answer; lines that are of another form, or of nodes without a place, are ignored. */
  static ClusterView parse(String text) {
    return new ClusterView(text.lines().flatMap(line -> node(line).stream()).toList());
  }

  private static Optional<Node> node(String line) {
    String[] fields = BLANK.split(line.strip());
    if (fields.length < SLOTS || !EPOCH.matcher(fields[TERM]).matches()) {
      return Optional.empty();
    }
    Matcher place = PLACE.matcher(fields[PLACED]);
    List<String> flags = List.of(fields[FLAGS].split(","));
    if (!place.matches() || flags.contains("noaddr") || flags.contains("handshake")) {
      return Optional.empty();
    }
    String name = Optional.ofNullable(place.group("name")).orElse("");
    return Optional.of(
        new Node(
            fields[0],
            place.group("ip"),
            name,
            Integer.parseInt(place.group("port")),
            Long.parseLong(fields[TERM]),
            flags.contains("master") ? ranges(fields) : List.of()));
  }

  private static List<Range> ranges(String[] fields) {
    var ranges = new ArrayList<Range>();
    for (int i = SLOTS; i < fields.length; i++) {
      Matcher range = RANGE.matcher(fields[i]);
      // What is on its way between nodes stands in brackets and belongs to the old one until then.
      if (range.matches()) {
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        if (first <= last && last < Slots.COUNT) {
          ranges.add(new Range(first, last));
        }
      }
    }
    return ranges;
  }

  Stream<String> ids() {
    return nodes.stream().map(Node::id);
  }
}
