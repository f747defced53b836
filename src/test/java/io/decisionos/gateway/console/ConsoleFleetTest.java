package io.decisionos.gateway.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.decisionos.gateway.fixture.Chromium;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SharedBrowser;
import io.decisionos.gateway.storage.redis.RealRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page of the fleet in a real browser, of gateways on a real Redis. */
@Tag("browser")
@ExtendWith(SharedBrowser.class)
final class ConsoleFleetTest {
  @TempDir private Path fleet;
  private RealRedis redis;
  private ConsoleSite site;
  private RunningGateway second;

  @BeforeEach
  void open(Chromium chromium) throws IOException {
    redis = RealRedis.start(Files.createDirectory(fleet.resolve("redis")));
    site = ConsoleSite.open(fleet.resolve("first"), variables("first"), chromium);
    second = RunningGateway.start(fleet.resolve("second"), variables("second"));
  }

  /** Each drains for long enough to be seen to. */
  private Map<String, String> variables(String name) {
    var variables = new HashMap<>(RunningGateway.ofFleet(fleet, name, redis.url()));
    variables.put("DECISIONOS_SHUTDOWN_DELAY_MS", "3000");
    return variables;
  }

  @AfterEach
  void close() {
    second.close();
    site.close();
    redis.close();
  }

  private static Locator row(Page page, String name) {
    return page.locator(
        "[data-part='gateways'] tbody tr", new Page.LocatorOptions().setHasText(name));
  }

  @Test
  void whoIsThereHowTheyFareAndOnWhichFilesTheyDifferShowsByItself() throws IOException {
    Page page = site.at("fleet");
    Locator drift = page.locator("[data-part='drift']");
    for (String name : new String[] {"first", "second"}) {
      assertThat(row(page, name).locator(".pill")).containsText("Live");
      assertThat(row(page, name)).containsText("just now");
    }
    assertThat(row(page, "second")).containsText("127.0.0.1:" + second.httpPort());
    assertThat(drift).containsText("All have the same files.");
    assertThat(page.locator(".tiles")).containsText("RedisOne");
    assertThat(page.locator("[data-part='trouble']")).isHidden();

    Path file = second.tenants().resolve("acme_corp.yaml");
    Files.writeString(file, Files.readString(file) + "x-note: another\n");
    assertThat(drift.locator("tbody tr")).containsText("tenants/acme_corp.yaml");
    assertThat(drift.locator("tbody tr")).containsText("first, second");
    assertThat(row(page, "second")).containsText("unlike the others");
    assertThat(page.locator("[data-part='trouble']")).containsText("tenants/acme_corp.yaml");
    look("fleet-drift", page);

    var closed = CompletableFuture.runAsync(second::close);
    assertThat(row(page, "second").locator(".pill")).containsText("Draining");
    closed.join();
    assertThat(row(page, "second")).hasCount(0);
    assertThat(drift).containsText("All have the same files.");

    redis.close();
    assertThat(row(page, "first").locator(".pill")).containsText("Unknown");
    assertThat(page.locator("[data-part='trouble']")).containsText("cannot be seen");
    assertThat(drift).containsText("Files cannot be compared now.");
    look("fleet-unseen", page);
    page.close();
    assertThat(site.takeComplaints()).isEmpty();
  }

  private static void look(String name, Page page) {
    for (int width : Looks.WIDTHS) {
      page.setViewportSize(width, 900);
      Looks.inBothThemes(name, page, width);
    }
  }
}
