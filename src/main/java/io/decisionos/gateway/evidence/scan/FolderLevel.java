package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.evidence.index.EvidencePath;
import java.util.Set;

/** What each level of folders below the evidence root may hold. */
enum FolderLevel {
  ROOT,
  PARTITION,
  MONTH;

  /** What the gateway keeps beside the evidence. */
  private static final Set<String> OWN = Set.of(".log", ".intake", ".backfill", ".writer");

  /** The level of a folder by its path; the empty one is the root. */
  static FolderLevel of(String folder) {
    if (folder.isEmpty()) {
      return ROOT;
    }
    return folder.indexOf('/') < 0 ? PARTITION : MONTH;
  }

  boolean admitsFile(String name) {
    return switch (this) {
      case ROOT -> EvidencePath.isFlatName(name);
      case PARTITION -> false;
      case MONTH -> EvidencePath.isPartitionedName(name);
    };
  }

  /** Whether something of this name is a folder to go into, if it is a folder at all. */
  boolean admitsFolder(String name) {
    return switch (this) {
      case ROOT -> !name.endsWith(".json") && !OWN.contains(name);
      case PARTITION -> EvidencePath.isMonth(name);
      case MONTH -> false;
    };
  }
}
