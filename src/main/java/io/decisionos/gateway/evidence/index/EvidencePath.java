package io.decisionos.gateway.evidence.index;

import io.decisionos.gateway.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a file of evidence lies, relative to the evidence root, with {@code /} between the parts: a
 * name alone, or a tenant's partition, a month and a name. Immutable.
 *
 * @param plain whether the text has no characters beyond 16 bits; found once, as sorted maps
 *     compare paths all the time
 */
public record EvidencePath(String text, boolean plain) implements Comparable<EvidencePath> {
  /** Before every path that a file can have. */
  public static final EvidencePath START = new EvidencePath("");

  private static final String PREFIX = "evidence_";
  private static final String SUFFIX = ".json";
  private static final String LOCKED_SUFFIX = ".locked.json";
  // Paths of the gateway's own stand in the place of these ids.
  private static final Set<String> WORDS = Set.of("", "log", "summary");
  private static final Pattern MONTH = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])");

  public EvidencePath(String text) {
    this(text, text.chars().noneMatch(c -> Character.isSurrogate((char) c)));
  }

  /** Tells whether a file of this name right under the root is evidence. */
  public static boolean isFlatName(String name) {
    return name.endsWith(SUFFIX) && !name.startsWith("index");
  }

  /** Tells whether a file of this name in a month of a partition is evidence. */
  public static boolean isPartitionedName(String name) {
    return name.endsWith(SUFFIX) && name.startsWith(PREFIX);
  }

  public static boolean isMonth(String folderName) {
    return MONTH.matcher(folderName).matches();
  }

  /** The part before the name; empty right under the root. */
  public String folder() {
    return text.substring(0, Math.max(text.lastIndexOf('/'), 0));
  }

  private String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** The tenant's folder that the file lies in, if it lies in any. */
  Optional<String> partition() {
    int slash = text.indexOf('/');
    return slash < 0 ? Optional.empty() : Optional.of(text.substring(0, slash));
  }

  public Tier tier() {
    return text.endsWith(LOCKED_SUFFIX) ? Tier.LOCKED : Tier.WIP;
  }

  /** What callers ask for it by. */
  public String id() {
    String name = name();
    int begin = name.startsWith(PREFIX) ? PREFIX.length() : 0;
    int end = name.length() - (tier() == Tier.LOCKED ? LOCKED_SUFFIX : SUFFIX).length();
    return name.substring(begin, Math.max(begin, end));
  }

  /** Whether a path of the gateway's own stands in the place of an id. */
  public static boolean isReserved(String id) {
    return WORDS.contains(id);
  }

  /** Why nobody can ask for the file, if its id is a word of ours. */
  public Optional<String> reserved() {
    return isReserved(id())
        ? Optional.of("its id \"" + id() + "\" cannot be asked for: give the file another name")
        : Optional.empty();
  }

  /** Where the document of an id lies that a tenant hands in. */
  public static EvidencePath inPartition(String tenant, String month, String id) {
    return new EvidencePath(tenant + '/' + month + '/' + PREFIX + id + SUFFIX);
  }

  /** The path of a locked file in a tenant's partition; empty if the text is none. */
  public static Optional<EvidencePath> lockedInPartition(String text) {
    String[] parts = text.split("/", -1);
    boolean well =
        parts.length == 3
            && TenantId.wellFormed(parts[0])
            && isMonth(parts[1])
            && isPartitionedName(parts[2])
            && parts[2].length() >= PREFIX.length() + LOCKED_SUFFIX.length()
            && parts[2].endsWith(LOCKED_SUFFIX);
    return well ? Optional.of(new EvidencePath(text)) : Optional.empty();
  }

  /** Where this file lies once it is locked. */
  public EvidencePath locked() {
    return tier() == Tier.LOCKED
        ? this
        : new EvidencePath(text.substring(0, text.length() - SUFFIX.length()) + LOCKED_SUFFIX);
  }

  /** Every path that a file of an id can have, flat or in some months of a partition. */
  public static List<EvidencePath> candidates(String id, List<String> months) {
    var flat = Stream.of("", PREFIX).map(prefix -> prefix + id);
    var partitioned = months.stream().map(month -> month + '/' + PREFIX + id);
    return Stream.concat(flat, partitioned)
        .flatMap(name -> Stream.of(name + SUFFIX, name + LOCKED_SUFFIX))
        .map(EvidencePath::new)
        .filter(path -> path.id().equals(id))
        .toList();
  }

  /** By code point, which is not how strings compare if one has characters beyond 16 bits. */
  @Override
  public int compareTo(EvidencePath other) {
    return plain && other.plain ? text.compareTo(other.text) : compareSlowly(other);
  }

  private int compareSlowly(EvidencePath other) {
    int length = Math.min(text.length(), other.text.length());
    for (int i = 0; i < length; i++) {
      char mine = text.charAt(i);
      char theirs = other.text.charAt(i);
      if (mine != theirs) {
        return Integer.compare(rank(mine), rank(theirs));
      }
    }
    return Integer.compare(text.length(), other.text.length());
  }

  /** Surrogates stand for characters beyond all that a single unit can say. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + Character.MAX_VALUE : c;
  }

  @Override
  public String toString() {
    return text;
  }
}
