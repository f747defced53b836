package io.decisionos.gateway.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.Chromium;
import io.decisionos.gateway.fixture.SharedBrowser;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * From an overview that is open all the time an operator learns what is wrong, in the words that
 * {@code ./run.sh status} has for it.
 */
@Tag("browser")
@ExtendWith(SharedBrowser.class)
final class ConsoleIncidentsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private static Path home;
  private static ConsoleSite site;
  private static Page page;

  @BeforeAll
  static void open(Chromium chromium) throws IOException {
    site =
        ConsoleSite.open(home, Map.of("DECISIONOS_TENANTS_INVALID_GRACE_MS", "600000"), chromium);
    page = site.at("");
  }

  @AfterAll
  static void close() {
    site.close();
  }

  private static Locator check(String name) {
    return page.locator("[data-check='" + name + "']");
  }

  private static JsonObject ready(String check) {
    var ready = new JsonObject(site.gateway().ops("/readyz").body());
    return ready.getJsonObject("checks").getJsonObject(check);
  }

  /** Waits until a check is not well, and for the page to say why and what to do. */
  private static void says(String check, String state, String part) {
    var last = new JsonObject[1];
    Await.until(
        PATIENCE,
        () -> {
          last[0] = ready(check);
          return Optional.ofNullable(last[0].getString("cause")).orElse("").contains(part);
        },
        () -> last[0]);
    assertThat(check(check)).containsText(state);
    assertThat(check(check)).containsText(last[0].getString("cause"));
    assertThat(check(check)).containsText(last[0].getString("next_step"));
  }

  private static void isWell(String check) {
    assertThat(check(check).locator(".pill")).hasText("●OK");
  }

  private static void edit(Path file, String from, String to) throws IOException {
    Files.writeString(file, Files.readString(file).replace(from, to));
  }

  @Test
  void aBrokenFileIsNamedWithItsLineUntilItIsMended() throws IOException {
    Path file = home.resolve("tenants/acme_corp.yaml");
    edit(file, "name: ACME Corporation", "name: [ACME");
    says("tenants", "Degraded", "acme_corp.yaml:4: found a syntax error");

    edit(file, "name: [ACME", "name: ACME Corporation");
    isWell("tenants");
  }

  @Test
  void twoFilesForOneTenantAreNamedBoth() throws IOException {
    Path second = home.resolve("tenants/second.yaml");
    Files.copy(home.resolve("tenants/default.yaml"), second);
    says("tenants", "Degraded", "default.yaml serves default already");

    Files.delete(second);
    isWell("tenants");
  }

  @Test
  void aDirectoryThatIsGoneIsNamedWithTheTimeThatIsLeft() throws IOException {
    Files.move(home.resolve("tenants"), home.resolve("elsewhere"));
    says("tenants", "Degraded", "expected a readable directory");

    Files.move(home.resolve("elsewhere"), home.resolve("tenants"));
    isWell("tenants");
  }

  @Test
  void aFullDiskTurnsThePageToNotReady() throws IOException {
    Path probe = home.resolve("var/disk-check");
    Files.deleteIfExists(probe);
    Files.createSymbolicLink(probe, Path.of("/dev/full"));
    says("disk", "Failing", "No space left on device");
    assertThat(page.locator(".headline-title")).hasText("Not ready");

    Files.delete(probe);
    isWell("disk");
  }

  @Test
  void aBadFileOfSettingsIsNamedWithItsLine() throws IOException {
    Path file = home.resolve("conf/slo.yaml");
    edit(file, "latency_p95_ms: 500", "latency_p95_ms: fast");
    says("conf", "Degraded", "slo.yaml:2: latency_p95_ms: found \"fast\"");

    edit(file, "latency_p95_ms: fast", "latency_p95_ms: 500");
    isWell("conf");
  }

  @Test
  void aSuspendedTenantIsNamedThoughAllIsWell() {
    site.tenant("sleepy.yaml", ConsoleSite.yaml("sleepy", "").replace("active", "suspended"));

    assertThat(check("tenants")).containsText("suspended: sleepy");
    isWell("tenants");
  }

  @Test
  void tamperedEvidenceIsNamedThoughTheGatewayIsWell() {
    site.tamperedEvidence("evidence_1.json", "acme-corp");

    assertThat(check("evidence").locator(".pill")).containsText("Tampered");
    assertThat(check("evidence")).containsText("evidence_1.json tampered: not what was signed");
    assertThat(check("evidence")).containsText("Next step");
    assertThat(page.locator(".headline")).containsText("1 tampered file");
  }

  @Test
  void aTenantOverItsLimitIsNamedWithWhatWasRefused() {
    site.tenant("busy.yaml", ConsoleSite.yaml("busy", "limits: { max_qps: 1 }\n"));
    assertThat(check("tenants")).containsText("tenants");
    site.gateway().reload();
    Await.until(
        PATIENCE,
        () -> site.gateway().get("/slo?tenant=busy").statusCode() == 429,
        () -> "was never over its limit");

    assertThat(check("limits")).containsText("busy is over max_qps: 1 of its last minute's ");
    assertThat(check("limits")).containsText(" requests refused");
    assertThat(check("limits")).containsText("Next stepraise limits.max_qps in its file");
  }
}
