package io.decisionos.gateway.config;

import io.decisionos.gateway.text.WebAddress;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A mapping of a YAML file, read key by key. Every read names the key and its bounds on one line;
 * what does not fit becomes a {@link Fault} and an empty result, so that one pass finds all of
 * them. {@link #close} adds the keys that nobody asked for. Confined to one read.
 */
public final class Section {
  private static final int KEYS_NAMED = 24;
  private static final URI NOWHERE = URI.create("");

  private final Reading reading;
  private final String path;
  private final Optional<YamlNode.Mapping> mapping;
  private final Set<String> known = new LinkedHashSet<>();

  private Section(Reading reading, String path, Optional<YamlNode.Mapping> mapping) {
    this.reading = reading;
    this.path = path;
    this.mapping = mapping;
  }

  /**
   * The document as a section; a document that is no mapping is a fault, an empty file too.
   *
   * @param overrides values that take precedence over the file's, by dotted path
   */
  public static Section of(String file, YamlNode document, Overrides overrides) {
    var reading = Reading.of(file, overrides);
    return new Section(reading, "", reading.mapping("", document));
  }

  public static Section of(String file, YamlNode document) {
    return of(file, document, Overrides.NONE);
  }

  /** The faults of the whole document so far, in the order in which they were met. */
  public List<Fault> faults() {
    return List.copyOf(reading.faults());
  }

  /** Adds a fault of our own making at a key of this section. */
  public void refuse(String key, String found, String expected) {
    reading.refuse(pathOf(key), line(key), found, expected);
  }

  /** Adds a fault of our own making in another file, which the value of a key names. */
  public void refuseIn(String file, String key, String found, String expected) {
    reading.faults().add(new Fault(file, OptionalInt.empty(), pathOf(key), found, expected));
  }

  public Optional<String> text(String key) {
    return read(key, () -> "a text that is not blank", TypedValue::textNotBlank);
  }

  /** A string that the whole pattern matches. */
  public Optional<String> text(String key, Pattern form, String expected) {
    return read(key, () -> expected, node -> TypedValue.text(node, form));
  }

  /** One of the words, spelled as given; the map says what each stands for. */
  public <T> Optional<T> oneOf(String key, Map<String, T> words) {
    return read(
        key,
        () -> "one of: " + words.keySet().stream().sorted().collect(Collectors.joining(", ")),
        node -> TypedValue.word(node).map(words::get));
  }

  /** An integer; {@code 5000.0} is one too, as in JSON Schema. */
  public Optional<Long> integer(String key, long least, long most) {
    return read(
        key,
        () -> "an integer " + bounds(least, most),
        node -> TypedValue.integer(node, least, most));
  }

  private static String bounds(long least, long most) {
    return most == Long.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most;
  }

  /** A finite number within the range. */
  public Optional<BigDecimal> number(String key, NumberRange range) {
    return read(key, range::expected, node -> TypedValue.number(node).filter(range::holds));
  }

  /** Says that a null under this key means the same as no key. */
  public void allowNull(String key) {
    reading.nullable().add(pathOf(key));
  }

  public Optional<Boolean> bool(String key) {
    return read(key, () -> "true or false", TypedValue::bool);
  }

  /** The address of a server of the web; none for an empty text, too. */
  public Optional<URI> server(String key) {
    return server(key, WebAddress.SERVER, WebAddress::server);
  }

  /** Likewise, if whoever asks it takes names as Java does. */
  public Optional<URI> plainServer(String key) {
    return server(key, WebAddress.PLAIN_SERVER, WebAddress::plainServer);
  }

  private Optional<URI> server(String key, String expected, Function<String, Optional<URI>> parse) {
    return read(
            key,
            () -> expected,
            node ->
                TypedValue.text(node)
                    .flatMap(text -> text.isEmpty() ? Optional.of(NOWHERE) : parse.apply(text)))
        .filter(address -> !address.equals(NOWHERE));
  }

  /** A list of strings that are not blank; an override gives them separated by commas. */
  public Optional<List<String>> texts(String key) {
    return read(key, () -> "a list of texts that are not blank", TypedValue::texts);
  }

  /** A list of integers. */
  public Optional<List<Long>> integers(String key, long least, long most) {
    return read(
        key,
        () -> "a list of integers " + bounds(least, most),
        node -> TypedValue.integers(node, least, most));
  }

  /** The mapping under a key; an empty section if the key is absent. */
  public Section section(String key) {
    known.add(key);
    String childPath = pathOf(key);
    return new Section(
        reading, childPath, entry(key).flatMap(entry -> reading.mapping(childPath, entry.value())));
  }

  /** The list of mappings under a key; empty if the key is absent. */
  public List<Section> sections(String key) {
    List<YamlNode> items = read(key, () -> "a list", TypedValue::items).orElse(List.of());
    var sections = new ArrayList<Section>();
    for (int i = 0; i < items.size(); i++) {
      String childPath = pathOf(key) + "[" + i + "]";
      reading
          .mapping(childPath, items.get(i))
          .ifPresent(item -> sections.add(new Section(reading, childPath, Optional.of(item))));
    }
    return sections;
  }

  /** Adds a fault if the key is absent; a key with a fault of its own is not reported again. */
  public void require(String key) {
    if (mapping.isPresent() && entry(key).isEmpty()) {
      int line = mapping.get().line();
      reading
          .faults()
          .add(
              new Fault(
                  reading.file(),
                  Reading.line(line),
                  pathOf(key),
                  "nothing",
                  "this key; it is required"));
    }
  }

  /** The line on which the key stands, if there is one. */
  public OptionalInt line(String key) {
    return Reading.line(entry(key).map(YamlNode.Entry::keyLine).orElse(0));
  }

  public boolean has(String key) {
    return entry(key).isPresent();
  }

  /** Adds a fault for each key that no read named; keys that begin with {@code x-} may stay. */
  public void close() {
    for (String key : mapping.map(found -> found.entries().keySet()).orElse(Set.of())) {
      if (!known.contains(key) && !key.startsWith("x-")) {
        refuseUnknown(key);
      }
    }
  }

  private void refuseUnknown(String key) {
    String keys = known.stream().limit(KEYS_NAMED).sorted().collect(Collectors.joining(", "));
    refuse(key, "an unknown key", "one of: " + keys);
  }

  private <T> Optional<T> read(
      String key, Supplier<String> expected, Function<YamlNode, Optional<T>> parse) {
    known.add(key);
    return reading.value(pathOf(key), entry(key).map(YamlNode.Entry::value), expected, parse);
  }

  private Optional<YamlNode.Entry> entry(String key) {
    return mapping.map(found -> found.entries().get(key));
  }

  /** The dotted path of a key of this section. */
  public String path(String key) {
    return pathOf(key);
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
