package io.decisionos.gateway.console;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.decisionos.gateway.fixture.Chromium;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A gateway and somebody who looks at its console. */
final class ConsoleSite implements AutoCloseable {
  static final int DESK = 1280;
  private static final long SILENCE_MS = 10_000;

  private final Path home;
  private final RunningGateway gateway;
  private final Visitor visitor;

  private ConsoleSite(Path home, RunningGateway gateway, Visitor visitor) {
    this.home = home;
    this.gateway = gateway;
    this.visitor = visitor;
  }

  static ConsoleSite open(Path home, Map<String, String> variables, Chromium chromium)
      throws IOException {
    return new ConsoleSite(home, RunningGateway.start(home, variables), chromium.visitor());
  }

  RunningGateway gateway() {
    return gateway;
  }

  /** Errors of the pages that were opened here, each told once. */
  List<String> takeComplaints() {
    return visitor.takeComplaints();
  }

  /** Opens a page of the console, such as {@code tenants/acme-corp}, and waits until it is live. */
  Page at(String page) {
    return at(page, ColorScheme.LIGHT, DESK);
  }

  Page at(String address, ColorScheme scheme, int width) {
    return opened(visitor.page(scheme, width), address);
  }

  private Page opened(Page page, String address) {
    page.navigate("http://127.0.0.1:" + gateway.opsPort() + "/console/#/" + address);
    page.waitForSelector("#live.on");
    return page;
  }

  /** Opens a page on a machine whose clock is ahead of the gateway's. */
  Page at(String address, Duration ahead) {
    Page page = visitor.page(ColorScheme.LIGHT, DESK);
    page.clock()
        .install(new Clock.InstallOptions().setTime(Instant.now().plus(ahead).toEpochMilli()));
    return opened(page, address);
  }

  /** Lets the clock of a page that was opened with one go on for longer than it is patient. */
  static void waitInVain(Page page) {
    page.clock().fastForward(SILENCE_MS);
  }

  /** Opens the console as somebody whom the gateway does not know. */
  Page unsigned() {
    return unsigned(ColorScheme.LIGHT, DESK);
  }

  Page unsigned(ColorScheme scheme, int width) {
    Page page = visitor.page(scheme, width);
    page.navigate("http://127.0.0.1:" + gateway.opsPort() + "/console/");
    return page;
  }

  /** Writes a tenant's file the way that careful editors do. */
  void tenant(String file, String yaml) {
    write(gateway.tenants().resolve(file), yaml);
  }

  /**
   * Puts a document among the evidence that is not what was signed: nearly all of it is missing.
   */
  void tamperedEvidence(String name, String tenant) {
    write(
        home.resolve("var/evidence").resolve(name), "{\"meta\": {\"tenant\": \"" + tenant + "\"}}");
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
      Files.writeString(unfinished, text);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A valid tenant's file. */
  static String yaml(String id, String more) {
    return "tenant_id: " + id + "\nname: Name of " + id + "\nstatus: active\n" + more;
  }

  /** Has a tenant's event counted now. */
  void event(String tenant, String reason, int count) {
    String line =
        "{\"ts\":\"" + Instant.now() + "\",\"reason\":\"" + reason + "\",\"count\":" + count + "}";
    var request =
        gateway
            .request("/events/reasons?tenant=" + tenant)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(line + "\n"));
    int status = gateway.send(request.build()).statusCode();
    if (status != 200) {
      throw new IllegalStateException("the event was answered with " + status);
    }
  }

  @Override
  public void close() {
    visitor.close();
    gateway.close();
  }
}
