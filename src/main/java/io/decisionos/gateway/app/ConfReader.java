package io.decisionos.gateway.app;

import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.alerts.rules.AlertSettingsReader;
import io.decisionos.gateway.cards.CatalogReader;
import io.decisionos.gateway.config.DocumentReader;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.FileForm;
import io.decisionos.gateway.config.Overrides;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlNode;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import io.decisionos.gateway.config.YamlSource;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.keys.KeyMigration;
import io.decisionos.gateway.keys.Keysets;
import io.decisionos.gateway.keys.KeysetsReader;
import io.decisionos.gateway.keys.Material;
import io.decisionos.gateway.keys.Source;
import io.decisionos.gateway.overlay.OverlayDefaults;
import io.decisionos.gateway.tenant.EvidenceValues;
import io.decisionos.gateway.text.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
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

/** Reads the files under {@code conf/}, at the start and at every reload alike. Thread-safe. */
final class ConfReader implements DocumentReader<ConfDocument> {
  static final String GATEWAY = "gateway.yaml";
  static final String SLO = "slo.yaml";
  static final String LABELS = "labels.yaml";
  static final String CARDS = "cards.yaml";
  static final String EVIDENCE = PolicyDefaults.FILE;

  /** What a gateway cannot do without. */
  static final List<String> REQUIRED = List.of(GATEWAY, SLO, LABELS, CARDS);

  private static final Map<String, Function<Section, Object>> READERS =
      Map.of(
          GATEWAY,
          GatewayConfig::read,
          SLO,
          OverlayDefaults::readSlo,
          LABELS,
          OverlayDefaults::readLabels,
          CARDS,
          CatalogReader::read,
          EVIDENCE,
          EvidenceValues::read,
          AlertSettings.FILE,
          AlertSettingsReader::read,
          Keysets.FILE,
          root -> KeysetsReader.read(root, Optional.of(Scope.words())));

  /** Files whose lines operators are shown. */
  private static final Set<String> SHOWN = Set.of(SLO, LABELS, EVIDENCE);

  private static final int MOST_READINGS = 20;

  private final Environment environment;
  private final ConfPrints prints = new ConfPrints();

  /**
   * A reader.
   *
   * @param environment takes precedence over {@code gateway.yaml}, and may hold keys
   */
  ConfReader(Environment environment) {
    this.environment = environment;
  }

  /** The digests of the files as they were last read without faults. */
  ConfPrints prints() {
    return prints;
  }

  /** The values of the files as one value. */
  Conf conf(Map<String, Object> values) {
    return Conf.of(values, environment::secret);
  }

  @Override
  public boolean accepts(String name) {
    return READERS.containsKey(name)
        || name.equals(KeyMigration.OLD_FILE)
        || Source.isFileName(name);
  }

  @Override
  public ConfDocument read(String name, byte[] content) {
    if (Source.isFileName(name)) {
      return new ConfDocument(Optional.of(Material.of(content)), List.of());
    }
    if (name.equals(KeyMigration.OLD_FILE)) {
      return unreadable(name, KeyMigration.FOUND);
    }
    try {
      Overrides before = name.equals(GATEWAY) ? environment : Overrides.NONE;
      YamlNode document = YamlReader.read(name, content);
      Section root = Section.of(name, document, before);
      Object read = READERS.get(name).apply(root);
      boolean shown = SHOWN.contains(name);
      if (root.faults().isEmpty()) {
        prints.note(name, document);
      }
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
    return Source.isFileName(name)
        ? new ConfDocument(Optional.of(Material.NONE), List.of())
        : new ConfDocument(Optional.empty(), List.of(fault));
  }

  /**
   * Every file of the directory, for the start, which cannot go on with a fault in any of them.
   *
   * @throws StartFailure with every fault
   */
  Map<String, Object> readAll(Path directory) {
    Reading reading = readOnce(directory);
    boolean still = false;
    for (int again = 0; again < MOST_READINGS && !reading.faults().isEmpty() && !still; again++) {
      // What is saved meanwhile may be half of it in what was read; what is really wrong stays.
      Reading next = readOnce(directory);
      still = next.faults().equals(reading.faults());
      reading = next;
    }
    if (!reading.faults().isEmpty()) {
      throw new StartFailure(
          reading.faults().stream()
              .map(fault -> place(directory, fault))
              .collect(Collectors.joining("; ")));
    }
    return reading.values();
  }

  /** All files as they were found, one after the other. */
  private record Reading(Map<String, Object> values, List<Fault> faults) {}

  private Reading readOnce(Path directory) {
    var values = new LinkedHashMap<String, Object>();
    var faults = new ArrayList<Fault>();
    for (String name : names(directory)) {
      ConfDocument document = readOne(directory, name);
      document.value().ifPresent(value -> values.put(name, value));
      faults.addAll(document.faults());
    }
    if (faults.isEmpty()) {
      faults.addAll(conf(values).keys().faults(Instant.now()));
    }
    return new Reading(values, faults);
  }

  /** The fault with the path of its file; a variable has none. */
  private String place(Path directory, Fault fault) {
    boolean ofFile =
        READERS.containsKey(fault.file()) || fault.file().equals(KeyMigration.OLD_FILE);
    return ofFile ? directory + "/" + fault : fault.toString();
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
    Path file = PathText.resolve(directory, name);
    try {
      Optional<Fault> form = FileForm.fault(name, file);
      return form.isPresent() ? unreadable(name, form.get()) : read(name, Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return unreadable(name, Fault.ofFile(name, "no such file", "the file"));
    } catch (IOException e) {
      return unreadable(name, Fault.ofFile(name, "an unreadable file", "a readable file"));
    }
  }
}
