package io.decisionos.gateway.keys;

import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.tenant.TenantId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code keysets.yaml} strictly. Confined to one read. */
public final class KeysetsReader {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern SCOPES = Pattern.compile("[\\x20-\\x7e]*");
  private static final Pattern SPACES = Pattern.compile(" +");

  private final Optional<Set<String>> scopeWords;
  private final Set<String> names = new HashSet<>();
  private final Set<KeyId> ids = new HashSet<>();
  private boolean hasEvidence;

  private KeysetsReader(Optional<Set<String>> scopeWords) {
    this.scopeWords = scopeWords;
  }

  /**
   * Reads the file; its faults stay with the section.
   *
   * @param scopeWords the scopes that there are; empty: any
   */
  public static Keysets read(Section root, Optional<Set<String>> scopeWords) {
    root.require("keysets");
    var reader = new KeysetsReader(scopeWords);
    var keysets = new ArrayList<Keyset>();
    for (Section keyset : root.sections("keysets")) {
      reader.keyset(keyset).ifPresent(keysets::add);
    }
    root.close();
    return new Keysets(keysets);
  }

  private Optional<Keyset> keyset(Section section) {
    List.of("name", "purpose", "keys").forEach(section::require);
    Optional<String> name = section.text("name", NAME, "1 to 64 characters of a-z, 0-9 and -");
    Optional<Purpose> purpose = section.oneOf("purpose", Purpose.words());
    name.filter(known -> !names.add(known))
        .ifPresent(twice -> section.refuse("name", "a second " + twice, "each name once"));
    var reach =
        new Reach(name.orElse(""), tenants(section, purpose), Set.copyOf(scopes(section, purpose)));
    var rotation =
        section.has("rotation") ? Rotation.read(section.section("rotation")) : Rotation.DEFAULT;
    if (purpose.filter(Purpose.EVIDENCE::equals).isPresent()) {
      requireOneOfEvidence(section);
    }
    List<KeyEntry> keys = keys(section, purpose);
    section.close();
    return purpose.map(known -> new Keyset(known, reach, rotation, keys));
  }

  private void requireOneOfEvidence(Section section) {
    if (hasEvidence) {
      section.refuse("purpose", "a second keyset for evidence", "one keyset for evidence");
    }
    hasEvidence = true;
  }

  private List<KeyEntry> keys(Section section, Optional<Purpose> purpose) {
    var keys = new ArrayList<KeyEntry>();
    for (Section key : section.sections("keys")) {
      purpose
          .flatMap(known -> KeyEntryReader.read(key, known))
          .filter(entry -> isFirst(key, entry, purpose.orElseThrow()))
          .ifPresent(keys::add);
    }
    return keys;
  }

  private boolean isFirst(Section key, KeyEntry entry, Purpose purpose) {
    boolean first = ids.add(new KeyId(purpose, entry.kid()));
    if (!first) {
      key.refuse("kid", "a second " + entry.kid(), "each kid once within a purpose");
    }
    return first;
  }

  private static Optional<Set<TenantId>> tenants(Section section, Optional<Purpose> purpose) {
    Optional<List<String>> listed = section.texts("tenants");
    var ids = new LinkedHashSet<TenantId>();
    for (String text : listed.orElse(List.of())) {
      Optional<TenantId> id =
          TenantId.parse(text).filter(found -> !found.value().equals(TenantId.RESERVED));
      if (id.isEmpty() || !ids.add(id.get())) {
        section.refuse("tenants", '"' + text + '"', "ids of tenants, each once");
      }
    }
    if (listed.filter(List::isEmpty).isPresent()) {
      section.refuse("tenants", "an empty list", "a tenant's id, or no such key for all tenants");
    }
    if (listed.isPresent() && purpose.filter(Purpose.EVIDENCE::equals).isPresent()) {
      section.refuse("tenants", "this key", "no such key for the purpose evidence");
    }
    return listed.map(any -> ids);
  }

  private static void refuseUnknown(Section section, Set<String> words, Set<String> known) {
    words.stream()
        .filter(word -> !known.contains(word))
        .findFirst()
        .ifPresent(
            word ->
                section.refuse(
                    "scopes",
                    '"' + word + '"',
                    "some of: " + String.join(", ", known.stream().sorted().toList())));
  }

  private Set<String> scopes(Section section, Optional<Purpose> purpose) {
    Optional<String> text = section.text("scopes", SCOPES, "a text of scopes separated by spaces");
    var words = new LinkedHashSet<String>();
    SPACES.splitAsStream(text.orElse("")).filter(word -> !word.isEmpty()).forEach(words::add);
    scopeWords.ifPresent(known -> refuseUnknown(section, words, known));
    if (text.isPresent() && purpose.filter(Purpose.REQUESTS::equals).isEmpty()) {
      section.refuse("scopes", "this key", "no such key but for the purpose requests");
    }
    return words;
  }
}
