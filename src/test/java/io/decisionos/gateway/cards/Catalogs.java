package io.decisionos.gateway.cards;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Catalogues for tests: the shipped one, and what is made of it. */
final class Catalogs {
  /** What operators may make of the shipped catalogue; the last two change no card. */
  static final List<String> EDITS =
      List.of(
          shippedText(),
          shippedText().replaceFirst("aliases: \\[]", "aliases: [slow-network]"),
          shippedText().replace("weight: 1.10", "weight: 2.5"),
          shippedText().replace("warn: 3, crit: 7", "warn: 1, crit: 2"),
          shippedText().replace("A canary does", "The canary does"),
          shippedText() + "# a comment\n",
          shippedText().replace("weight: 1.30", "weight: 1.3"));

  private Catalogs() {}

  static String shippedText() {
    try {
      return Files.readString(Path.of("conf/cards.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ReasonCatalog shipped() {
    return of(shippedText());
  }

  /** The shipped one, whose first label is also known as {@code slow-network}. */
  static ReasonCatalog withAlias() {
    return of(shippedText().replaceFirst("aliases: \\[]", "aliases: [slow-network]"));
  }

  static ReasonCatalog of(String text) {
    Section root = section(text);
    ReasonCatalog catalog = CatalogReader.read(root);
    if (!root.faults().isEmpty()) {
      throw new AssertionError(root.faults());
    }
    return catalog;
  }

  static List<Fault> faults(String text) {
    Section root = section(text);
    CatalogReader.read(root);
    return root.faults();
  }

  private static Section section(String text) {
    try {
      return Section.of(
          "cards.yaml", YamlReader.read("cards.yaml", text.getBytes(StandardCharsets.UTF_8)));
    } catch (InvalidYaml e) {
      throw new AssertionError(e);
    }
  }
}
