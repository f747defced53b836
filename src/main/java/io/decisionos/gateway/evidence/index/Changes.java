package io.decisionos.gateway.evidence.index;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a scan found to be otherwise than the index has it. Immutable. */
public record Changes(List<EvidenceEntry> found, List<EvidencePath> gone, List<Folder> folders) {

  public static Changes found(List<EvidenceEntry> entries) {
    return new Changes(List.copyOf(entries), List.of(), List.of());
  }

  public static Changes gone(List<EvidencePath> paths) {
    return new Changes(List.of(), List.copyOf(paths), List.of());
  }

  public static Changes folder(String path, Optional<String> fault) {
    return new Changes(List.of(), List.of(), List.of(new Folder(path, fault)));
  }

  /** The same, in which files are tampered that may not have the bytes that they have. */
  public Changes judged(Predicate<EvidenceEntry> mayBe) {
    return new Changes(
        found.stream().map(entry -> mayBe.test(entry) ? entry : entry.asTampered()).toList(),
        gone,
        folders);
  }

  public boolean isEmpty() {
    return found.isEmpty() && gone.isEmpty() && folders.isEmpty();
  }

  /**
   * A folder that can be read again, or cannot any more.
   *
   * @param path relative to the evidence root; empty for the root itself
   */
  record Folder(String path, Optional<String> fault) {}
}
