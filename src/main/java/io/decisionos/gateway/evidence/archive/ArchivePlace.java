package io.decisionos.gateway.evidence.archive;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.tenant.TenantId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bucket, and what the keys in it begin with. Immutable.
 *
 * @param prefix without a slash at its end; empty for none
 */
public record ArchivePlace(String bucket, String prefix) {
  /** The form of a place as text. */
  public static final Pattern FORM =
      Pattern.compile(
          "s3://([A-Za-z0-9][A-Za-z0-9._-]{1,62})(?:/([A-Za-z0-9!_.*'()/=@-]{0,512}))?");

  public static final String EXPECTED = "s3://BUCKET or s3://BUCKET/PREFIX";

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);

  /** The place that a text names; empty if it names none. */
  public static Optional<ArchivePlace> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String prefix = Optional.ofNullable(matcher.group(2)).orElse("");
    return Optional.of(new ArchivePlace(matcher.group(1), prefix.replaceAll("/+$", "")));
  }

  /** What the keys of all tenants begin with. */
  public String all() {
    return prefix.isEmpty() ? "" : prefix + '/';
  }

  /** What the keys of a tenant begin with. */
  public String of(TenantId tenant) {
    return all() + tenant.value() + '/';
  }

  /** The key of a locked file: its path, or where it would lie in the tenant's partition. */
  public String key(TenantId tenant, EvidenceEntry entry) {
    EvidencePath path = entry.path();
    if (!path.folder().isEmpty()) {
      return all() + path.text();
    }
    String month = MONTH.format(entry.modifiedAt());
    return all() + EvidencePath.inPartition(tenant.value(), month, path.id()).locked().text();
  }

  /** Where the file of a key lies below an evidence root; empty for a key that is none of ours. */
  public Optional<EvidencePath> path(String key) {
    return key.startsWith(all())
        ? EvidencePath.lockedInPartition(key.substring(all().length()))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "s3://" + bucket + (prefix.isEmpty() ? "" : '/' + prefix);
  }
}
