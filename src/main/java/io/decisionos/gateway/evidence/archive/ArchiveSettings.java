package io.decisionos.gateway.evidence.archive;

import io.decisionos.gateway.config.Section;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where locked evidence is archived. Immutable.
 *
 * @param endpoint in place of the usual one
 * @param region empty: as the SDK finds it
 * @param lock what the archived files are locked by
 */
public record ArchiveSettings(
    ArchivePlace place, Optional<URI> endpoint, Optional<String> region, ObjectLock lock) {
  /** The form of a region, or of none. */
  public static final Pattern REGION = Pattern.compile("[a-z0-9-]{0,40}");

  public static final String EXPECTED_REGION = "a region such as eu-central-1, or empty";

  private static final Pattern URL = Pattern.compile("(" + ArchivePlace.FORM.pattern() + ")?");

  /**
   * Reads {@code archive_*} of {@code evidence} in {@code gateway.yaml}; empty if there is none.
   */
  public static Optional<ArchiveSettings> read(Section evidence) {
    Optional<ArchivePlace> place =
        evidence
            .text("archive_url", URL, ArchivePlace.EXPECTED + ", or empty")
            .flatMap(ArchivePlace::parse);
    Optional<URI> endpoint = evidence.plainServer("archive_endpoint");
    Optional<String> region =
        evidence.text("archive_region", REGION, EXPECTED_REGION).filter(text -> !text.isEmpty());
    ObjectLock lock = evidence.oneOf("archive_lock", ObjectLock.words()).orElse(ObjectLock.NONE);
    return place.map(there -> new ArchiveSettings(there, endpoint, region, lock));
  }
}
