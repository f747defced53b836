package io.decisionos.gateway.app;

import io.decisionos.gateway.cards.CatalogReader;
import io.decisionos.gateway.config.DocumentReader;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.Overrides;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import io.decisionos.gateway.overlay.OverlayDefaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the files under {@code conf/}, at the start and at every reload alike. Stateless. */
final class ConfReader implements DocumentReader<ConfDocument> {
  static final String GATEWAY = "gateway.yaml";
  static final String SLO = "slo.yaml";
  static final String LABELS = "labels.yaml";
  static final String CARDS = "cards.yaml";

  /** All of them, in the order in which faults are told. */
  static final List<String> FILES = List.of(GATEWAY, SLO, LABELS, CARDS);

  private static final Map<String, Function<Section, Object>> READERS =
      Map.of(
          GATEWAY, GatewayConfig::read,
          SLO, OverlayDefaults::readSlo,
          LABELS, OverlayDefaults::readLabels,
          CARDS, CatalogReader::read);

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
    return READERS.containsKey(name);
  }

  @Override
  public ConfDocument read(String name, byte[] content) {
    try {
      Overrides before = name.equals(GATEWAY) ? overrides : Overrides.NONE;
      Section root = Section.of(name, YamlReader.read(name, content), before);
      Object value = READERS.get(name).apply(root);
      return new ConfDocument(
          root.faults().isEmpty() ? Optional.of(value) : Optional.empty(), root.faults());
    } catch (InvalidYaml e) {
      return unreadable(name, e.fault());
    }
  }

  @Override
  public ConfDocument unreadable(String name, Fault fault) {
    return new ConfDocument(Optional.empty(), List.of(fault));
  }

  /**
   * Every file of the directory, for the start, which cannot go on without any of them.
   *
   * @throws StartFailure with the first fault
   */
  Map<String, Object> readAll(Path directory) {
    var values = new LinkedHashMap<String, Object>();
    var faults = new ArrayList<Fault>();
    for (String name : FILES) {
      ConfDocument document = readOne(directory, name);
      document.value().ifPresent(value -> values.put(name, value));
      faults.addAll(document.faults());
    }
    if (!faults.isEmpty()) {
      String more = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more)";
      throw new StartFailure(directory + "/" + faults.get(0) + more);
    }
    return values;
  }

  private ConfDocument readOne(Path directory, String name) {
    try {
      return read(name, Files.readAllBytes(directory.resolve(name)));
    } catch (NoSuchFileException e) {
      return unreadable(name, Fault.ofFile(name, "no such file", "the file"));
    } catch (IOException e) {
      return unreadable(name, Fault.ofFile(name, "an unreadable file", "a readable file"));
    }
  }
}
