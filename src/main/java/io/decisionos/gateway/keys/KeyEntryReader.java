package io.decisionos.gateway.keys;

import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.text.Rfc3339;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one key of a keyset. Stateless. */
final class KeyEntryReader {
  /** The key of the installation itself, which no keyset may take the place of. */
  static final String DEVELOPMENT = "development";

  private static final Pattern KID = Pattern.compile("[\\x21-\\x7e]{1,128}");
  private static final String TIME_EXPECTED =
      "a time such as 2026-11-30T00:00:00Z, with an offset and a day that the calendar has";

  private KeyEntryReader() {}

  static Optional<KeyEntry> read(Section key, Purpose purpose) {
    List.of("kid", "algorithm", "state").forEach(key::require);
    Optional<String> kid = key.text("kid", KID, "1 to 128 visible ASCII characters");
    Optional<Algorithm> algorithm = key.oneOf("algorithm", purpose.algorithms());
    Optional<KeyState> state = key.oneOf("state", KeyState.words());
    Optional<Lifetime> lifetime = lifetime(key, state);
    if (state.isPresent() && state.get() != KeyState.RETIRED) {
      key.require("material");
    }
    Section material = key.section("material");
    Optional<MaterialPlace> place = key.has("material") ? place(key, material) : Optional.empty();
    kid.filter(known -> purpose == Purpose.TOKENS && known.equals(DEVELOPMENT))
        .ifPresent(taken -> key.refuse("kid", '"' + taken + '"', "another kid; this one is taken"));
    key.close();
    String word = place.map(found -> found.source().word()).orElse("");
    OptionalInt line = place.isPresent() ? material.line(word) : OptionalInt.empty();
    return kid.isPresent() && algorithm.isPresent() && lifetime.isPresent()
        ? Optional.of(
            new KeyEntry(
                kid.get(), algorithm.get(), lifetime.get(), place, material.path(word), line))
        : Optional.empty();
  }

  private static Optional<MaterialPlace> place(Section key, Section material) {
    Map<Source, String> given =
        Source.words().values().stream()
            .flatMap(source -> name(material, source).stream())
            .collect(Collectors.toMap(MaterialPlace::source, MaterialPlace::name));
    long named = Source.names().stream().filter(material::has).count();
    material.close();
    if (named != 1) {
      String found =
          named == 0
              ? "none"
              : Source.names().stream().filter(material::has).collect(Collectors.joining(" and "));
      key.refuse("material", found, "exactly one of: " + String.join(", ", Source.names()));
      return Optional.empty();
    }
    return given.entrySet().stream()
        .map(entry -> new MaterialPlace(entry.getKey(), entry.getValue()))
        .findFirst();
  }

  private static Optional<MaterialPlace> name(Section material, Source source) {
    return material
        .text(source.word(), source.form(), source.expected())
        .map(name -> new MaterialPlace(source, name));
  }

  private static Optional<Lifetime> lifetime(Section key, Optional<KeyState> state) {
    Optional<Instant> notBefore = time(key, "not_before");
    Optional<Instant> notAfter = time(key, "not_after");
    Optional<Instant> graceUntil = time(key, "grace_until");
    requireOrder(key, "not_after", notBefore, notAfter, "a time after not_before");
    requireOrder(key, "grace_until", notBefore, graceUntil, "a time after not_before");
    if (notAfter.isPresent() && graceUntil.filter(notAfter.get()::isAfter).isPresent()) {
      key.refuse("grace_until", graceUntil.get().toString(), "no time before not_after");
    }
    return state.map(declared -> new Lifetime(declared, notBefore, notAfter, graceUntil));
  }

  private static void requireOrder(
      Section key,
      String name,
      Optional<Instant> earlier,
      Optional<Instant> later,
      String expected) {
    if (earlier.isPresent() && later.isPresent() && !later.get().isAfter(earlier.get())) {
      key.refuse(name, later.get().toString(), expected);
    }
  }

  private static Optional<Instant> time(Section key, String name) {
    Optional<String> text = key.text(name, Rfc3339.FORM, TIME_EXPECTED);
    Optional<Instant> moment = text.flatMap(Rfc3339::cut);
    if (text.isPresent() && moment.isEmpty()) {
      key.refuse(name, '"' + text.get() + '"', TIME_EXPECTED);
    }
    return moment;
  }
}
