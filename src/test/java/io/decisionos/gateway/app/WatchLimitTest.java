package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A system that has no watches left. Linux counts them for each user namespace, so a gateway in one
 * of its own runs out of them and nobody else does; if there are no such namespaces this cannot be
 * tried.
 */
final class WatchLimitTest {
  private static final int WATCHES = 5;
  private static final int FOLDERS = 8;
  private static final List<String> LIMITED =
      List.of(
          "unshare",
          "--user",
          "--map-root-user",
          "sh",
          "-c",
          "echo " + WATCHES + " > /proc/sys/user/max_inotify_watches && exec \"$0\" \"$@\"");

  @TempDir private Path data;

  @Test
  void foldersThatCannotBeWatchedShowInReadinessAndTheirFilesAreFoundAllTheSame()
      throws IOException, InterruptedException {
    assumeThat(limits("true")).as("user namespaces").isZero();
    for (int i = 0; i < FOLDERS; i++) {
      Path folder = Files.createDirectories(data.resolve("evidence/tenant-" + i + "/2025-01"));
      Files.writeString(folder.resolve("evidence_" + i + ".json"), "{}");
    }
    var command = new ArrayList<>(LIMITED);
    command.addAll(GatewayProcess.classes(Main.class.getName()));

    try (var gateway = GatewayProcess.start(command, variables())) {
      String ready =
          RawHttp.exchange(
                  gateway.awaitReady().ops(), "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n")
              .body();

      assertThat(ready)
          .contains("folder(s) of evidence cannot be watched", "fs.inotify.max_user_watches")
          .contains("\"files\":" + FOLDERS);
    }
  }

  private static int limits(String program) throws IOException, InterruptedException {
    var command = new ArrayList<>(LIMITED);
    command.add(program);
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException noSuchProgram) {
      return -1;
    }
  }

  private Map<String, String> variables() {
    return Map.of(
        "DECISIONOS_DATA", data.toString(),
        "DECISIONOS_HTTP_PORT", "0",
        "DECISIONOS_OPS_PORT", "0");
  }
}
