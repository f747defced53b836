package io.decisionos.gateway.app;

import io.decisionos.gateway.access.KeyFile;
import io.decisionos.gateway.access.KeyList;
import io.decisionos.gateway.cards.CatalogReader;
import io.decisionos.gateway.config.DocumentReader;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.Overrides;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import io.decisionos.gateway.config.YamlSource;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.overlay.OverlayDefaults;
import io.decisionos.gateway.tenant.EvidenceValues;
import io.decisionos.gateway.text.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the files under {@code conf/}, at the start and at every reload alike. Stateless. */
final class ConfReader implements DocumentReader<ConfDocument> {
  static final String GATEWAY = "gateway.yaml";
  static final String SLO = "slo.yaml";
  static final String LABELS = "labels.yaml";
  static final String CARDS = "cards.yaml";
  static final String EVIDENCE = PolicyDefaults.FILE;
  static final String KEYS = "keys.yaml";

  /** What a gateway cannot do without. */
  static final List<String> REQUIRED = List.of(GATEWAY, SLO, LABELS, CARDS);

  private static final Map<String, Function<Section, Object>> READERS =
      Map.of(
          GATEWAY, GatewayConfig::read,
          SLO, OverlayDefaults::readSlo,
          LABELS, OverlayDefaults::readLabels,
          CARDS, CatalogReader::read,
          EVIDENCE, EvidenceValues::read,
          KEYS, KeyList::read);

  /** Files whose lines operators are shown. */
  private static final Set<String> SHOWN = Set.of(SLO, LABELS, EVIDENCE);

  private final Overrides overrides;

  /**
   * A reader.
   *
   * @param overrides what goes before {@code gateway.yaml}
   */
  ConfReader(Overrides overrides) {
    this.overrides = overrides;
  }

  @Override
  public boolean accepts(String name) {
    return READERS.containsKey(name) || KeyFile.accepts(name);
  }

  @Override
  public ConfDocument read(String name, byte[] content) {
    if (KeyFile.accepts(name)) {
      return new ConfDocument(Optional.of(KeyFile.of(name, content)), List.of());
    }
    try {
      Overrides before = name.equals(GATEWAY) ? overrides : Overrides.NONE;
      Section root = Section.of(name, YamlReader.read(name, content), before);
      Object read = READERS.get(name).apply(root);
      boolean shown = SHOWN.contains(name);
      Object value = shown ? new DefaultsFile(read, YamlSource.of(name, content)) : read;
      return new ConfDocument(
          root.faults().isEmpty() ? Optional.of(value) : Optional.empty(), root.faults());
    } catch (InvalidYaml e) {
      return unreadable(name, e.fault());
    }
  }

  @Override
  public ConfDocument unreadable(String name, Fault fault) {
    // Whether a key's file matters is for the list of keys to say.
    return KeyFile.accepts(name)
        ? new ConfDocument(Optional.of(KeyFile.unreadable(name)), List.of())
        : new ConfDocument(Optional.empty(), List.of(fault));
  }

  /**
   * Every file of the directory, for the start, which cannot go on with a fault in any of them.
   *
   * @throws StartFailure with every fault
   */
  Map<String, Object> readAll(Path directory) {
    var values = new LinkedHashMap<String, Object>();
    var faults = new ArrayList<Fault>();
    for (String name : names(directory)) {
      ConfDocument document = readOne(directory, name);
      document.value().ifPresent(value -> values.put(name, value));
      faults.addAll(document.faults());
    }
    if (faults.isEmpty()) {
      faults.addAll(Conf.of(values).keys().faults());
    }
    if (!faults.isEmpty()) {
      throw new StartFailure(
          faults.stream().map(fault -> place(directory, fault)).collect(Collectors.joining("; ")));
    }
    return values;
  }

  /** The fault with the path of its file; a variable has none. */
  private String place(Path directory, Fault fault) {
    return accepts(fault.file()) ? directory + "/" + fault : fault.toString();
  }

  /** The required files, whether they are there or not, and those about keys that are there. */
  private Set<String> names(Path directory) {
    var names = new LinkedHashSet<>(REQUIRED);
    try (Stream<Path> files = Files.list(directory)) {
      files.map(PathText::ofName).filter(this::accepts).forEach(names::add);
    } catch (IOException e) {
      // Then the required ones cannot be read either, and are refused one by one.
    }
    return names;
  }

  private ConfDocument readOne(Path directory, String name) {
    try {
      return read(name, Files.readAllBytes(PathText.resolve(directory, name)));
    } catch (NoSuchFileException e) {
      return unreadable(name, Fault.ofFile(name, "no such file", "the file"));
    } catch (IOException e) {
      return unreadable(name, Fault.ofFile(name, "an unreadable file", "a readable file"));
    }
  }
}
