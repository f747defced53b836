package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.decisionos.gateway.disk.Exposure;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the gateway keeps is readable by its own user alone, under the usual umask. */
class OwnerOnlyDataTest {
  @TempDir private Path home;

  private Path data() {
    return home.resolve("var");
  }

  private void post(RunningGateway gateway, String target, String media, String body) {
    int status =
        gateway
            .send(
                gateway
                    .request(target)
                    .header("Content-Type", media)
                    .POST(BodyPublishers.ofString(body))
                    .build())
            .statusCode();
    assertThat(status).as(target).isEqualTo(200);
  }

  @Test
  void nothingThatAGatewayLeavesBehindIsOpenToOthers() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      String now = String.valueOf(System.currentTimeMillis());
      String nonce = "{\"nonce\":\"n\",\"timestamp_ms\":" + now + "}";
      post(gateway, "/replay?tenant=default", "application/json", nonce);
      String event = "[{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"reason:perf\"}]";
      post(gateway, "/events/reasons?tenant=default", "application/json", event);
      gateway.send(
          gateway.request("/etags/k?tenant=default").PUT(BodyPublishers.ofString("1")).build());
      gateway.reload();
    }
    CommandLineRun backup =
        CommandLineRun.of(
            "storage",
            "backup",
            data().resolve("copy.zip").toString(),
            "--data",
            data().toString());
    assertThat(backup.code()).as(backup.err()).isZero();
    CommandLineRun.of("token", "--scope", "ops:read", "--data", data().toString());

    try (Stream<Path> all = Files.walk(data())) {
      assertThat(all.count()).isGreaterThan(15);
    }
    assertThat(Exposure.under(data(), file -> true)).isEmpty();
  }

  @Test
  void whatIsOpenIsToldWithItsNameAndTheRemedy() throws IOException {
    Files.createDirectories(data().resolve("audit"));
    Path open = Files.writeString(data().resolve("audit/x.jsonl"), "");
    Path others = Files.createDirectories(data().resolve("evidence")).resolve("a.json");
    Files.writeString(others, "{}");
    for (String folder : new String[] {"", "audit", "evidence"}) {
      mode(data().resolve(folder), "rwx------");
    }
    mode(open, "rw-r-----");
    mode(others, "rw-r--r--");

    assertThat(warnings())
        .isEqualTo(
            "1 file(s) or folder(s) in the data directory are open to other users, first "
                + open
                + "; close them with: chmod -R go= "
                + data());

    mode(open, "rw-------");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void whatIsOpenBehindALinkIsToldToo() throws IOException {
    Path there = Files.createDirectories(home.resolve("volume/data"));
    mode(Files.writeString(there.resolve("secret"), ""), "rw-r--r--");
    mode(there, "rwx------");
    Files.createSymbolicLink(data(), there);

    assertThat(warnings()).startsWith("1 file(s) or folder(s) in the data directory are open");
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private String warnings() {
    var lines = new ListAppender<ILoggingEvent>();
    var log = (Logger) LoggerFactory.getLogger(DataDirectory.class);
    lines.start();
    log.addAppender(lines);
    try {
      DataDirectory.tellWhatIsOpen(data());
    } finally {
      log.detachAppender(lines);
    }
    return String.join("\n", lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
  }
}
