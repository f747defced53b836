package io.decisionos.gateway.evidence.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.EvidenceSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Locked files of acme-corp, so many, by number. */
public final class ManyLocked {
  private ManyLocked() {}

  /** Where one lies below a root of evidence. */
  public static String name(int i) {
    return "acme-corp/2026-0" + (1 + i % 9) + "/evidence_" + i + ".locked.json";
  }

  public static byte[] document(int i) {
    return EvidenceSample.valid("acme-corp", i);
  }

  public static void write(Path root, int files) throws IOException {
    for (int i = 0; i < files; i++) {
      Path file = root.resolve(name(i));
      Files.createDirectories(file.getParent());
      Files.write(file, document(i));
    }
  }

  /** Each is there byte for byte, but for some that are not there. */
  public static void areIn(Path root, int files, Set<Integer> absent) {
    for (int i = 0; i < files; i++) {
      if (absent.contains(i)) {
        assertThat(root.resolve(name(i))).doesNotExist();
      } else {
        assertThat(root.resolve(name(i))).hasBinaryContent(document(i));
      }
    }
  }
}
