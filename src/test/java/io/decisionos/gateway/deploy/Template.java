package io.decisionos.gateway.deploy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of Go's templates as the chart uses: {@code define}, {@code if}, {@code else}, {@code
 * range}, and outputs. Anything else fails.
 */
final class Template {
  private static final Pattern ACTION =
      Pattern.compile("(?s)(\\s*\\{\\{-|\\{\\{)\\s(.*?)\\s(-\\}\\}\\s*|\\}\\})");
  private static final Pattern RANGE = Pattern.compile("range (?:\\$(\\w+), \\$(\\w+) := )?(.+)");

  /** A part of a template. */
  sealed interface Node {}

  record Text(String text) implements Node {}

  record Output(String pipeline) implements Node {}

  record If(String condition, List<Node> then, List<Node> otherwise) implements Node {}

  record Range(String key, String value, String over, List<Node> body) implements Node {}

  private Template() {}

  /**
   * Reads a file of templates.
   *
   * @param defined gets what it defines, by name
   * @return what it renders itself
   */
  static List<Node> parse(String source, Map<String, List<Node>> defined) {
    var open = new ArrayDeque<Frame>();
    open.push(new Frame("file", ""));
    Matcher action = ACTION.matcher(source);
    int end = 0;
    while (action.find(end)) {
      open.peek().add(new Text(source.substring(end, action.start())));
      String word = action.group(2);
      end = action.end();
      take(word, open, defined);
    }
    open.peek().add(new Text(source.substring(end)));
    if (open.size() != 1) {
      throw new IllegalArgumentException("not ended: " + open.peek().opening);
    }
    return open.pop().nodes;
  }

  private static void take(String word, Deque<Frame> open, Map<String, List<Node>> defined) {
    if (word.startsWith("if ")) {
      open.push(new Frame("if", word.substring("if ".length())));
    } else if (word.startsWith("range ")) {
      open.push(new Frame("range", word));
    } else if (word.startsWith("define ")) {
      open.push(new Frame("define", word.substring("define ".length()).replace("\"", "")));
    } else if (word.equals("else")) {
      open.peek().otherwise();
    } else if (word.equals("end")) {
      Frame ended = open.pop();
      if (ended.kind.equals("define")) {
        defined.put(ended.opening, ended.nodes);
      } else {
        open.peek().add(ended.node());
      }
    } else {
      open.peek().add(new Output(word));
    }
  }

  private static final class Frame {
    private final String kind;
    private final String opening;
    private List<Node> nodes = new ArrayList<>();
    private List<Node> then = List.of();
    private boolean isElse;

    Frame(String kind, String opening) {
      this.kind = kind;
      this.opening = opening;
    }

    void add(Node node) {
      nodes.add(node);
    }

    void otherwise() {
      then = nodes;
      nodes = new ArrayList<>();
      isElse = true;
    }

    Node node() {
      if (kind.equals("if")) {
        return isElse ? new If(opening, then, nodes) : new If(opening, nodes, List.of());
      }
      Matcher range = RANGE.matcher(opening);
      if (!kind.equals("range") || !range.matches()) {
        throw new IllegalArgumentException("cannot read: " + opening);
      }
      return new Range(range.group(1), range.group(2), range.group(3), nodes);
    }
  }

  /** What names stand for where something is rendered. */
  record Scope(Object dot, Map<String, Object> variables) {
    Scope with(Object inner, Map<String, Object> more) {
      var all = new HashMap<>(variables);
      all.putAll(more);
      return new Scope(inner, all);
    }
  }
}
