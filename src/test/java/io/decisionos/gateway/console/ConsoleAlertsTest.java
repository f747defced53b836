package io.decisionos.gateway.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.decisionos.gateway.fixture.Chromium;
import io.decisionos.gateway.fixture.SharedBrowser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pages of alerts and of SLOs in a real browser. */
@Tag("browser")
@ExtendWith(SharedBrowser.class)
final class ConsoleAlertsTest {
  @TempDir private Path home;

  @Test
  void whatFiresIsShownSilencedAndToldOfAgain(Chromium chromium) throws IOException {
    try (var site = ConsoleSite.open(home, Map.of(), chromium)) {
      Page page = site.at("alerts");
      assertThat(page.locator("[data-part='alerts']")).containsText("Nobody is told");
      assertThat(page.locator("[data-part='silences']")).containsText("Nothing is silenced.");

      site.tenant("odd.yaml", ConsoleSite.yaml("odd", "limits: {max_qps: <b>red</b>}\n"));
      // On a busy machine others may fire meanwhile.
      var broken = new Page.LocatorOptions().setHasText("TenantConfigInvalid");
      Locator alert = page.locator("article.alert", broken);
      assertThat(alert).isVisible();
      assertThat(alert).containsText("<b>red</b>");
      assertThat(alert.locator(".why")).containsText("nobody is told: alerts.yaml has no route");
      assertThat(alert.locator("a", new Locator.LocatorOptions().setHasText("Runbook")))
          .hasAttribute("href", "runbooks/TenantConfigInvalid");

      alert.locator("button").click();
      page.locator("#silence-comment").fill("it is being mended");
      page.locator("[data-part='silence'] button.primary").click();
      Locator silences = page.locator("[data-part='silences']");
      assertThat(silences).containsText("it is being mended");
      assertThat(alert.locator(".pill").first()).containsText("Silenced");
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/alerts.png")));

      silences.locator("button").click();
      page.locator("[data-part='silence'] button.primary").click();
      assertThat(silences).containsText("Nothing is silenced.");
      assertThat(page.locator("[data-part='silence']")).isHidden();
      page.close();
      assertThat(site.takeComplaints().isEmpty()).isTrue();
    }
  }

  @Test
  void alertsOfOneNameAreOneLineUntilItIsOpened(Chromium chromium) throws IOException {
    try (var site = ConsoleSite.open(home, Map.of(), chromium)) {
      for (String id : List.of("one", "two", "three")) {
        site.tenant(id + ".yaml", ConsoleSite.yaml(id, "limits: {max_qps: many}\n"));
      }
      Page page = site.at("alerts");
      Locator group =
          page.locator(
              "details.alerts", new Page.LocatorOptions().setHasText("TenantConfigInvalid"));
      assertThat(group.locator("summary")).containsText("3");
      for (String id : List.of("one", "two", "three")) {
        assertThat(group.locator("summary")).containsText(id);
      }
      assertThat(group.locator("article.alert").first()).isHidden();

      group.locator("summary").click();
      assertThat(group.locator("article.alert")).hasCount(3);
      assertThat(group.locator("article.alert").last()).isVisible();
      // What comes with the next reading leaves it open.
      site.tenant("four.yaml", ConsoleSite.yaml("four", "limits: {max_qps: many}\n"));
      assertThat(group.locator("article.alert")).hasCount(4);
      assertThat(group.locator("article.alert").last()).isVisible();
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/alerts-grouped.png")));
      page.close();
      assertThat(site.takeComplaints().isEmpty()).isTrue();
    }
  }

  @Test
  void whoseBudgetBurnsIsShownOnThePageOfSlosInTheListAndWithTheTenant(Chromium chromium)
      throws IOException {
    try (var site = ConsoleSite.open(home, Map.of(), chromium)) {
      site.tenant(
          "slow.yaml", ConsoleSite.yaml("slow", "slo_overlay: {latency_p95_ms: 0.000001}\n"));
      site.gateway().reload();
      for (int i = 0; i < 20; i++) {
        site.gateway().get("/slo?tenant=slow");
      }
      Page page = site.at("slo");
      Locator first = page.locator("[data-part='slo'] tbody tr").first();
      assertThat(first).containsText("slow");
      assertThat(first).containsText("Critical");
      assertThat(first).containsText("latency_p95_ms");
      page.navigate(page.url().replace("#/slo", "#/tenants"));
      Locator row =
          page.locator(
              "[data-part='tenants'] tbody tr",
              new Page.LocatorOptions().setHasText("Name of slow"));
      assertThat(row.locator(".pill").nth(1)).containsText("Critical");
      page.navigate(page.url().replace("#/tenants", "#/tenants/slow"));
      assertThat(page.locator("[data-part='slo-status']")).containsText("Critical");
      page.close();
      assertThat(site.takeComplaints().isEmpty()).isTrue();
    }
  }
}
