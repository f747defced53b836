package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.config.Section;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the files of evidence are, and whether this gateway is the one that locks and lets go of
 * them.
 *
 * @param directory empty for {@code evidence} in the data directory
 */
public record EvidenceRoot(Optional<Path> directory, boolean writer) {
  /** One that no other gateway shares. */
  public static final EvidenceRoot OWN = new EvidenceRoot(Optional.empty(), true);

  private static final Pattern ANY = Pattern.compile("[^\\x00]*");

  static EvidenceRoot read(Section evidence) {
    return new EvidenceRoot(
        evidence.text("directory", ANY, "a path").filter(text -> !text.isEmpty()).map(Path::of),
        evidence.bool("writer").orElse(true));
  }

  /** The folder, by the data directory. */
  public Path in(Path data) {
    return directory.orElseGet(() -> data.resolve("evidence"));
  }
}
