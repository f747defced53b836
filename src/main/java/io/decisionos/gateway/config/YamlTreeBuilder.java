package io.decisionos.gateway.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * Builds the tree of one document from the parser's events, on a stack of its own, so that depth
 * costs no thread stack. Confined to one read.
 */
final class YamlTreeBuilder {
  private static final int MAX_DEPTH = 32;
  private static final ScalarResolver RESOLVER = new CoreScalarResolver(false);
  private static final Map<Tag, YamlScalar.Kind> KINDS =
      Map.of(
          Tag.INT, YamlScalar.Kind.INTEGER,
          Tag.FLOAT, YamlScalar.Kind.FLOAT,
          Tag.BOOL, YamlScalar.Kind.BOOLEAN,
          Tag.NULL, YamlScalar.Kind.NULL);

  private final String file;
  private final Deque<Open> open = new ArrayDeque<>();
  private Optional<YamlNode> root = Optional.empty();
  private int documents;

  YamlTreeBuilder(String file) {
    this.file = file;
  }

  /** A document that breaks our rules; unchecked, as it passes through the parser's iteration. */
  static final class Refusal extends RuntimeException {
    private final transient Fault fault;

    Refusal(Fault fault) {
      super(fault.toString(), null, false, false);
      this.fault = fault;
    }

    Fault fault() {
      return fault;
    }
  }

  /** A collection that has begun and not ended. */
  private static final class Open {
    final int line;
    final boolean mapping;
    final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    final List<YamlNode> items = new ArrayList<>();
    Optional<String> key = Optional.empty();
    int keyLine;

    Open(int line, boolean mapping) {
      this.line = line;
      this.mapping = mapping;
    }

    YamlNode closed() {
      return mapping
          ? new YamlNode.Mapping(line, Collections.unmodifiableMap(entries))
          : new YamlNode.Sequence(line, List.copyOf(items));
    }
  }

  void accept(Event event) {
    switch (event.getEventId()) {
      case DocumentStart -> startDocument(event);
      case Alias -> throw refuse(event, "an alias", "the value itself; aliases are not taken");
      case Scalar -> add(event, scalar((ScalarEvent) event));
      case MappingStart, SequenceStart -> start((CollectionStartEvent) event);
      case MappingEnd, SequenceEnd -> add(event, open.pop().closed());
      case StreamStart, StreamEnd, DocumentEnd, Comment -> {
        // Nothing to build.
      }
    }
  }

  /** The one document; empty if there is nothing between its marks either. */
  Optional<YamlNode> document() {
    return root.filter(node -> !(node instanceof YamlScalar scalar && isAbsent(scalar)));
  }

  private static boolean isAbsent(YamlScalar scalar) {
    return scalar.kind() == YamlScalar.Kind.NULL && scalar.text().isEmpty();
  }

  private void startDocument(Event event) {
    documents++;
    if (documents > 1) {
      throw refuse(event, "a second document", "one document a file");
    }
  }

  private void start(CollectionStartEvent event) {
    refuseDecoration(event, event.getTag());
    if (open.size() == MAX_DEPTH) {
      throw refuse(event, "more than " + MAX_DEPTH + " levels", "a shallower document");
    }
    boolean expectsKey = !open.isEmpty() && open.peek().mapping && open.peek().key.isEmpty();
    if (expectsKey) {
      throw refuse(event, "a collection as a key", "a plain text key");
    }
    open.push(new Open(line(event), event.getEventId() == Event.ID.MappingStart));
  }

  private YamlScalar scalar(ScalarEvent event) {
    refuseDecoration(event, event.getTag());
    return typed(line(event), event.getValue(), event.isPlain());
  }

  /** A scalar's text with the type that the core schema gives it. */
  static YamlScalar typed(int line, String text, boolean plain) {
    var kind =
        plain
            ? KINDS.getOrDefault(RESOLVER.resolve(text, true), YamlScalar.Kind.STRING)
            : YamlScalar.Kind.STRING;
    return new YamlScalar(line, kind, text);
  }

  private void refuseDecoration(NodeEvent event, Optional<String> tag) {
    if (event.getAnchor().isPresent()) {
      throw refuse(event, "an anchor (&" + event.getAnchor().get().getValue() + ")", "no anchors");
    }
    if (tag.isPresent()) {
      throw refuse(event, "a tag (" + tag.get() + ")", "no tags");
    }
  }

  private void add(Event event, YamlNode node) {
    if (open.isEmpty()) {
      root = Optional.of(node);
    } else if (!open.peek().mapping) {
      open.peek().items.add(node);
    } else if (open.peek().key.isEmpty()) {
      startEntry(event, ((YamlScalar) node).text());
    } else {
      Open mapping = open.peek();
      mapping.entries.put(mapping.key.get(), new YamlNode.Entry(mapping.keyLine, node));
      mapping.key = Optional.empty();
    }
  }

  private void startEntry(Event event, String key) {
    Open mapping = open.peek();
    var first = mapping.entries.get(key);
    if (first != null) {
      throw new Refusal(
          new Fault(
              file,
              OptionalInt.of(line(event)),
              key,
              "a key that stands on line " + first.keyLine() + " already",
              "each key once"));
    }
    mapping.key = Optional.of(key);
    mapping.keyLine = line(event);
  }

  private Refusal refuse(Event event, String found, String expected) {
    return new Refusal(new Fault(file, OptionalInt.of(line(event)), "", found, expected));
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
