package io.decisionos.gateway.keys;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns {@code keys.yaml}, as older versions had it, into {@code keysets.yaml}. Pure. */
public final class KeyMigration {
  /** The name of the old file. */
  public static final String OLD_FILE = "keys.yaml";

  /**
   * What a gateway says that finds the old file: one that passed it over would refuse everybody.
   */
  public static final Fault FOUND =
      Fault.ofFile(
          OLD_FILE,
          "a list of keys as older versions had it",
          "keysets.yaml in its place; run ./run.sh keys migrate");

  private static final Pattern KID = Pattern.compile("[\\x21-\\x7e]{1,128}");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*\\.(pem|jwk)");

  private KeyMigration() {}

  /** The text of the new file; the old one's faults stay with the section. */
  public static String keysets(Section root) {
    root.require("keys");
    var entries = new ArrayList<String>();
    for (Section key : root.sections("keys")) {
      entry(key).ifPresent(entries::add);
    }
    root.close();
    return text(entries);
  }

  private static String text(List<String> entries) {
    String head =
        """
        # yaml-language-server: $schema=keysets.schema.yaml
        # Made of keys.yaml by ./run.sh keys migrate; docs/keys.md explains it.
        """;
    return entries.isEmpty()
        ? head + "keysets: []\n"
        : head
            + "keysets:\n  - name: callers\n    purpose: tokens\n    keys:\n"
            + String.join("", entries);
  }

  private static Optional<String> entry(Section key) {
    List.of("kid", "algorithm", "state").forEach(key::require);
    Optional<String> kid = key.text("kid", KID, "1 to 128 visible ASCII characters");
    Optional<Algorithm> algorithm = key.oneOf("algorithm", Purpose.TOKENS.algorithms());
    Optional<KeyState> state = key.oneOf("state", KeyState.words());
    Optional<String> file =
        key.text("file", FILE, "the name of a .pem or .jwk file in the same directory");
    if (state.isPresent() && state.get() != KeyState.RETIRED) {
      key.require("file");
    }
    key.close();
    return kid.isPresent() && algorithm.isPresent() && state.isPresent()
        ? Optional.of(
            "      - {kid: "
                + quoted(kid.get())
                + (", algorithm: " + algorithm.get().word())
                + (", state: " + state.get().word())
                + file.map(name -> ", material: {file: " + quoted(name) + "}").orElse("")
                + "}\n")
        : Optional.empty();
  }

  /** A text of visible ASCII as a YAML string that is nothing else. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
