package io.decisionos.gateway.access;

import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code keys.yaml}: which keys there are, in which state, and in which files. Immutable. */
public record KeyList(List<Entry> entries) {
  public static final KeyList EMPTY = new KeyList(List.of());

  private static final Pattern KID = Pattern.compile("[\\x21-\\x7e]{1,128}");
  // A plain name cannot lead out of the directory.
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*\\.(pem|jwk)");

  public KeyList {
    entries = List.copyOf(entries);
  }

  /**
   * One key.
   *
   * @param file where it is; empty for a retired one whose file is gone
   * @param line where the entry's file is named
   */
  public record Entry(
      String kid,
      Algorithm algorithm,
      KeyState state,
      Optional<String> file,
      String path,
      OptionalInt line) {}

  /** What became of the list and the files together: a ring, or why there is none. */
  public record Outcome(Optional<KeyRing> ring, List<Fault> faults) {}

  /** Reads the file; its faults stay with the section. */
  public static KeyList read(Section root) {
    root.require("keys");
    var entries = new ArrayList<Entry>();
    Set<String> seen = new HashSet<>();
    List<Section> sections = root.sections("keys");
    for (int i = 0; i < sections.size(); i++) {
      entry(sections.get(i), "keys[" + i + "]", seen).ifPresent(entries::add);
    }
    root.close();
    return new KeyList(entries);
  }

  private static Optional<Entry> entry(Section key, String path, Set<String> seen) {
    List.of("kid", "algorithm", "state").forEach(key::require);
    Optional<String> kid = key.text("kid", KID, "1 to 128 visible ASCII characters");
    Optional<Algorithm> algorithm = key.oneOf("algorithm", Algorithm.words());
    Optional<KeyState> state = key.oneOf("state", KeyState.words());
    Optional<String> file =
        key.text("file", FILE, "the name of a .pem or .jwk file in the same directory");
    if (state.isPresent() && state.get() != KeyState.RETIRED) {
      key.require("file");
    }
    kid.filter(DevelopmentKey.KID::equals)
        .ifPresent(taken -> key.refuse("kid", '"' + taken + '"', "another kid; this one is taken"));
    kid.filter(known -> !seen.add(known))
        .ifPresent(twice -> key.refuse("kid", "a second " + twice, "each kid once"));
    key.close();
    return kid.isPresent() && algorithm.isPresent() && state.isPresent()
        ? Optional.of(
            new Entry(
                kid.get(), algorithm.get(), state.get(), file, path + ".file", key.line("file")))
        : Optional.empty();
  }

  /**
   * Takes the keys out of their files.
   *
   * @param listName the list's own name, for faults
   * @param files by name
   */
  public Outcome assemble(String listName, Map<String, KeyFile> files) {
    Map<String, VerificationKey> keys = new HashMap<>();
    Set<String> retired = new HashSet<>();
    List<Fault> faults = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.state() == KeyState.RETIRED) {
        retired.add(entry.kid());
      } else {
        KeyFile file = files.get(entry.file().orElse(""));
        Optional<KeyText> text = file == null ? Optional.empty() : file.key(entry.algorithm());
        // A key that only the tokens' checker refuses must be told here, where it has a line.
        Optional<VerificationKey> key =
            text.map(found -> key(entry, found)).filter(Verifiers::canCheck);
        key.ifPresentOrElse(
            found -> keys.put(entry.kid(), found),
            () -> faults.add(fault(listName, entry, file != null)));
      }
    }
    return new Outcome(
        faults.isEmpty() ? Optional.of(new KeyRing(keys, retired)) : Optional.empty(), faults);
  }

  private static VerificationKey key(Entry entry, KeyText text) {
    return new VerificationKey(entry.kid(), entry.algorithm(), entry.state(), text);
  }

  private static Fault fault(String listName, Entry entry, boolean exists) {
    String file = entry.file().orElse("");
    return new Fault(
        listName,
        entry.line(),
        entry.path(),
        exists ? file + ", which holds another thing" : file + ", which is not there",
        "a file with " + KeyFile.expectation(entry.algorithm()));
  }
}
