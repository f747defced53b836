package io.decisionos.gateway.evidence.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user without rights finds; if the tests run as root, a process of nobody looks. */
@Timeout(60)
class PermissionTest {
  private static final String NOBODY = "65534";
  private static final String CLOSED = "---------";
  private static final String OPEN = "rwxr-xr-x";

  @TempDir Path folder;
  private EvidenceTree tree;

  @BeforeEach
  void openTree() throws IOException {
    tree = new EvidenceTree(Files.createDirectory(folder.resolve("evidence")));
    tree.writeValid("evidence_1.json", "acme");
    tree.writeValid("evidence_2.json", "acme");
    tree.writeValid("acme/2025-01/evidence_3.json", "acme");
    tree.writeValid("acme/2025-02/evidence_4.json", "acme");
    allow(folder, OPEN);
  }

  private static void allow(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void whatMayNotBeReadIsReportedAndTheRestIsIndexed() throws Exception {
    allow(tree.root.resolve("evidence_1.json"), CLOSED);
    allow(tree.root.resolve("acme/2025-01"), CLOSED);
    List<String> found = look();
    allow(tree.root.resolve("acme/2025-01"), OPEN);

    assertThat(found)
        .containsExactly(
            "files 3", "evidence_1.json permission denied", "acme/2025-01/ permission denied");
  }

  @Test
  void aRootThatMayNotBeListedIsReported() throws Exception {
    allow(tree.root, "-wx--x--x");
    List<String> found = look();
    allow(tree.root, OPEN);

    assertThat(found).containsExactly("files 0", "/ permission denied");
  }

  private List<String> look() throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    command.addAll(List.of(java, "-cp", readableClassPath(), PermissionProbe.class.getName()));
    command.add(tree.root.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] output = process.getInputStream().readAllBytes();
    process.waitFor();
    return new String(output, StandardCharsets.UTF_8).lines().toList();
  }

  /** The class path as copies that nobody may read; the originals may lie in a closed home. */
  private String readableClassPath() throws IOException {
    Path copies = Files.createDirectory(folder.resolve("classpath"));
    allow(copies, OPEN);
    var entries = new ArrayList<String>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path copy = copies.resolve(String.valueOf(entries.size()));
      copy(Path.of(entry), copy);
      entries.add(copy.toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(PermissionTest::isNeeded).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.copy(file, from.equals(file) ? to : target);
        allow(from.equals(file) ? to : target, OPEN);
      }
    }
  }

  private static boolean isNeeded(Path file) {
    return !file.toString().contains("META-INF");
  }
}
