package io.decisionos.gateway.cards.follow;

import io.decisionos.gateway.cards.log.OpenLog;
import io.decisionos.gateway.fixture.UnprivilegedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Follows files beside a folder that may not be listed; see {@link ClosedFolderTest}. */
final class ClosedFolder {
  private ClosedFolder() {}

  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    Path closed = Files.createDirectories(data.resolve("events/acme-corp"));
    Path open = Files.createDirectories(data.resolve("events/default"));
    try (var log = new OpenLog(data)) {
      UnprivilegedJvm.chmod(closed, "---------");
      Files.writeString(
          open.resolve("a.jsonl"), "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\"}\n");
      log.follow();
      log.follow();
      System.out.println(log.all(OpenLog.OTHER) + " " + log.follower().unreadable().listed());
      UnprivilegedJvm.chmod(closed, "rwxr-xr-x");
      log.follow();
      System.out.println(log.follower().unreadable().listed());
    }
  }
}
