package io.decisionos.gateway.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.decisionos.gateway.access.DevelopmentKey;
import io.decisionos.gateway.fixture.Chromium;
import io.decisionos.gateway.fixture.SharedBrowser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees, in a real browser against a whole gateway. */
@Tag("browser")
@ExtendWith(SharedBrowser.class)
final class ConsoleBrowserTest {
  @TempDir private static Path home;
  private static ConsoleSite site;

  @BeforeAll
  static void open(Chromium chromium) throws IOException {
    site =
        ConsoleSite.open(home, Map.of("DECISIONOS_TENANTS_INVALID_GRACE_MS", "600000"), chromium);
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @AfterEach
  void nothingWasRefusedOrFailed() {
    assertThat(site.takeComplaints()).isEmpty();
  }

  @Test
  void anEditShowsByItself() {
    site.tenant("edited.yaml", ConsoleSite.yaml("edited", "limits: { max_qps: 1234 }\n"));
    Page page = site.at("tenants");
    assertThat(page.locator("tr", having("edited.yaml"))).containsText("1,234");

    long begin = System.nanoTime();
    site.tenant("edited.yaml", ConsoleSite.yaml("edited", "limits: { max_qps: 4321 }\n"));
    page.locator("text=4,321").waitFor();
    System.out.println(
        "console: edit to visible " + (System.nanoTime() - begin) / 1_000_000 + " ms");

    page.close();
  }

  private static Page.LocatorOptions having(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  @Test
  void aBrokenFileIsShownWithTheLineThatIsWrong() {
    site.tenant("broken.yaml", ConsoleSite.yaml("broken", "limits: { max_qps: 10 }\n"));
    Page page = site.at("tenants");
    assertThat(page.locator("tr", having("broken.yaml"))).containsText("Active");

    site.tenant("broken.yaml", ConsoleSite.yaml("broken", "limits:\n  max_qps: plenty\n"));

    var faulty = page.locator("[data-file='broken.yaml']");
    assertThat(faulty.locator(".place")).hasText("broken.yaml:5");
    assertThat(faulty.locator(".at-fault")).containsText("max_qps: plenty");
    assertThat(faulty).containsText("Last good version");
    assertThat(page.locator("tr", having("broken.yaml"))).containsText("Last good version");

    site.tenant("broken.yaml", ConsoleSite.yaml("broken", "limits: { max_qps: 11 }\n"));
    assertThat(faulty).hasCount(0);
    page.close();
  }

  @Test
  void aSuspensionShowsOnTheTenantsPageAndOnTheTimeline() {
    site.tenant("sleepy.yaml", ConsoleSite.yaml("sleepy", ""));
    Page tenant = site.at("tenants/sleepy");
    Page events = site.at("events");
    assertThat(tenant.locator(".headline .pill")).hasText(Pattern.compile("Active"));

    String suspended = ConsoleSite.yaml("sleepy", "").replace("active", "suspended");
    site.tenant("sleepy.yaml", suspended);

    assertThat(tenant.locator(".headline .pill")).hasText(Pattern.compile("Suspended"));
    assertThat(events.locator(".event", having("sleepy")).first()).containsText("suspended");
    tenant.close();
    events.close();
  }

  @Test
  void tamperedAndUnknownEvidenceShowsByItselfWithTheReason() {
    Page evidence = site.at("evidence");
    Page tenant = site.at("tenants/acme-corp");

    site.tamperedEvidence("evidence_t1.json", "acme-corp");
    site.tamperedEvidence("evidence_t2.json", "Not A Tenant");

    var tampered = evidence.locator("[data-part='tampered'] tr", having("evidence_t1.json"));
    assertThat(tampered).containsText("not what was signed");
    var unknown = evidence.locator("[data-part='unknown'] tr", having("evidence_t2.json"));
    assertThat(unknown).containsText("Unknown");
    assertThat(unknown).containsText("names no tenant");
    assertThat(tenant.locator("[data-part='evidence']")).containsText("evidence_t1.json");
    assertThat(tenant.locator(".headline")).containsText("1 tampered file");
    assertThat(tenant.locator("[data-part='evidence']")).not().containsText("evidence_t2.json");
    evidence.evaluate("location.hash = '#/events'");
    evidence.locator(".event", having("evidence_t2.json")).locator("a").click();
    assertThat(evidence.locator("[data-part='unknown']")).isVisible();
    evidence.close();
    tenant.close();
  }

  @Test
  void newsThatComesBeforeTheTenantIsReadIsShownAfterIt() {
    site.tenant("late.yaml", ConsoleSite.yaml("late", ""));
    Page evidence = site.at("evidence");
    Page tenant = site.at("tenants");
    List<Route> held = new ArrayList<>();
    tenant.route("**/ops/tenants/late", held::add);
    tenant.evaluate("location.hash = '#/tenants/late'");
    tenant.waitForCondition(() -> !held.isEmpty());

    site.tamperedEvidence("evidence_late.json", "late");
    assertThat(evidence.locator("[data-part='tampered']")).containsText("evidence_late.json");
    tenant.evaluate("new Promise((resolve) => setTimeout(resolve, 300))");
    tenant.unroute("**/ops/tenants/late");
    held.forEach(Route::resume);

    assertThat(tenant.locator(".headline")).containsText("1 tampered file");
    assertThat(tenant.locator("[data-part='evidence']")).containsText("evidence_late.json");
    evidence.close();
    tenant.close();
  }

  @Test
  void aTenantThatComesLaterIsShownWhole() {
    Page page = site.at("tenants/comes-later");
    assertThat(page.locator("main .notice")).isVisible();

    site.tenant("comes-later.yaml", ConsoleSite.yaml("comes-later", ""));

    assertThat(page.locator(".headline h1")).hasText("Name of comes-later");
    assertThat(page.locator("main .skeleton")).hasCount(0);
    assertThat(page.locator("main .notice")).hasCount(0);
    page.close();
    // That the tenant was not there yet is what the browser complains of.
    assertThat(site.takeComplaints()).allMatch(said -> said.contains("404"));
  }

  @Test
  void theHeatmapFillsAsEventsComeIn() {
    Page page = site.at("tenants/default");
    var cells = page.locator("[data-part='heatmap'] td.heat-5");
    assertThat(page.locator("[data-part='heatmap'] tbody tr").first()).isVisible();
    assertThat(cells).hasCount(0);

    site.event("default", "reason:perf", 7);

    assertThat(cells).hasCount(1);
    assertThat(page.locator("[data-part='highlights']")).containsText("perf");
    assertThat(page.locator("[data-part='trends'] .legend")).containsText("perf");
    page.close();
  }

  @Test
  void requestsAndTheirFailuresShowWithinSeconds() {
    Page page = site.at("");
    site.gateway().get("/slo?tenant=acme-corp");
    site.gateway().get("/slo/nothing?tenant=acme-corp");

    var row = page.locator("[data-part='busiest'] tr", having("acme-corp"));
    assertThat(row).containsText("1");
    assertThat(page.locator("[data-part='channels']")).containsText("overlay.slo");
    page.close();
  }

  @Test
  void requestsOfNoTenantHaveARowOfTheirOwn() {
    Page page = site.at("");
    site.gateway().get("/slo?tenant=nobody-here");

    assertThat(page.locator("[data-part='busiest'] tr", having("nobody's"))).containsText("1");
    page.close();
  }

  @Test
  void chartsGoByTheGatewaysClock() {
    site.gateway().get("/slo?tenant=acme-corp");
    Page page = site.at("", Duration.ofHours(1));

    Pattern served = Pattern.compile("served[1-9]");
    assertThat(page.locator("[data-part='traffic'] .legend").first()).containsText(served);
    page.close();
  }

  @Test
  void namesFromFilesAreTextWhateverTheyContain() {
    String hostile = "<img src=x onerror=document.title='hacked'> \u202egnp.exe \u2066 ";
    site.tenant(
        "hostile.yaml",
        ConsoleSite.yaml("hostile", "")
            .replace("Name of hostile", "'" + hostile.replace("'", "''") + "'"));
    site.tenant(
        "long.yaml", ConsoleSite.yaml("long", "").replace("Name of long", "x".repeat(10_000)));
    site.tamperedEvidence("evidence_<img src=x onerror=alert(1)>.json", "<b>bold</b>");
    for (String address :
        new String[] {"tenants", "tenants/hostile", "tenants/long", "evidence", "events"}) {
      Page page = site.at(address);
      assertThat(page.locator("main .skeleton")).hasCount(0);
      assertThat(page.locator("main img, main b b, main script")).hasCount(0);
      assertThat(page.title()).doesNotContain("hacked");
      assertThat(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
          .as("%s is wider than the window", address)
          .isEqualTo(false);
      page.close();
    }
    Page page = site.at("tenants");
    assertThat(page.locator("main")).containsText("<img src=x onerror=");
    page.close();
  }

  @Test
  void thePageCanBeWalkedWithoutAMouse() {
    site.tenant("walked.yaml", ConsoleSite.yaml("walked", ""));
    Page page = site.at("");
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    for (int i = 0; i < 3; i++) {
      page.keyboard().press("Tab");
    }
    assertThat(page.locator("nav a[data-page='tenants']")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#main")).isFocused();
    page.keyboard().press("Tab");
    assertThat(page.locator("#search")).isFocused();
    page.keyboard().type("walked");
    assertThat(page.locator("[data-part='tenants'] tbody tr")).hasCount(1);
    page.locator("[data-part='tenants'] tbody a").press("Enter");
    assertThat(page.locator(".headline h1")).hasText("Name of walked");
    assertThat(page).hasTitle(Pattern.compile("^walked"));
    page.close();
  }

  @Test
  void aChosenThemeStays() {
    Page page = site.at("", ColorScheme.DARK, ConsoleSite.DESK);
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    page.locator("#theme").click();
    assertThat(page.locator("html")).hasAttribute("data-theme", "light");
    page.reload();
    assertThat(page.locator("html")).hasAttribute("data-theme", "light");
    page.close();
  }

  @Test
  void whereATokenIsAskedForOneSignsInAndOut(@TempDir Path guarded, Chromium chromium)
      throws IOException {
    try (var other = ConsoleSite.open(guarded, Map.of("DECISIONOS_AUTH", "jwt"), chromium)) {
      Page page = other.unsigned();
      assertThat(page.locator("#live")).hasText("Not signed in");
      assertThat(page.locator("#silence")).isHidden();
      page.locator("#token").fill("rubbish");
      page.locator("button[type='submit']").click();
      assertThat(page.locator("#token-problem")).not().isEmpty();

      var key = DevelopmentKey.of(guarded.resolve("var"));
      Instant end = Instant.now().plusSeconds(600);
      page.locator("#token").fill(key.mint("alice", List.of(), "ops:admin ops:metrics", end));
      page.locator("button[type='submit']").click();
      assertThat(page.locator("#live")).hasText("Live");
      assertThat(page.locator("[data-check='tenants']")).isVisible();
      assertThat(String.valueOf(page.evaluate("document.cookie"))).isEmpty();

      page.locator("#sign-out").click();
      assertThat(page.locator("#token")).isVisible();
    }
  }

  @Test
  void aPageWhoseGatewayIsGoneTurnsGreySaysSinceWhenAndHeals(@TempDir Path other, Chromium chromium)
      throws IOException {
    var lost = ConsoleSite.open(other, Map.of(), chromium);
    Page page = lost.at("", Duration.ZERO);
    assertThat(page.locator(".headline")).containsText("Everything works");
    assertThat(page.locator("#silence")).isHidden();

    lost.gateway().close();
    ConsoleSite.waitInVain(page);

    assertThat(page.locator("#silence"))
        .containsText(Pattern.compile("No answer since \\d\\d:\\d\\d:\\d\\d"));
    assertThat(page.locator("#live")).hasText("No answer");
    assertThat(page.locator("html[data-stale]")).hasCount(1);
    assertThat(page.locator(".headline .pill"))
        .hasCSS(
            "background-color",
            page.evaluate("getComputedStyle(document.querySelector('.well .pill')).backgroundColor")
                .toString());
    page.screenshot(shot("stale-light-1280"));
    page.setViewportSize(390, 800);
    page.screenshot(shot("stale-light-390"));
    page.close();
    lost.takeComplaints();
    lost.close();
  }

  private static Page.ScreenshotOptions shot(String name) {
    return new Page.ScreenshotOptions()
        .setPath(Path.of("target/screenshots", name + ".png"))
        .setFullPage(true);
  }

  @Test
  void aStreamThatOnlyLooksAliveIsFoundOutByItsSilence() {
    Page page = site.at("", Duration.ZERO);
    // Nothing that would come is heard any more, and the connection stays.
    page.evaluate("EventSource.prototype.addEventListener = () => {}");
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    assertThat(page.locator("#live")).hasText("Live");
    ConsoleSite.waitInVain(page);

    assertThat(page.locator("#live")).hasText("No answer");
    assertThat(page.locator("#silence")).isVisible();
    page.close();
  }

  @Test
  void whatRunsOutIsCountedDown() {
    site.tenant("ending.yaml", ConsoleSite.yaml("ending", ""));
    Page page = site.at("");
    site.tenant("ending.yaml", ConsoleSite.yaml("ending", "").replace("active", "asleep"));

    var row = page.locator("[data-part='grace'] li", having("ending.yaml"));
    assertThat(row).containsText("serves its last good version until");
    assertThat(row.locator(".countdown")).hasText(Pattern.compile("\\d+ (min|s)"));
    site.tenant("ending.yaml", ConsoleSite.yaml("ending", ""));
    assertThat(row).hasCount(0);
    page.close();
  }

  @Test
  void tenantsThatAreRefusedAreInTheHeadline() {
    site.tenant("never-good.yaml", ConsoleSite.yaml("never-good", "").replace("active", "asleep"));
    Page page = site.at("");

    assertThat(page.locator(".headline")).containsText("Serving, but not for all");
    assertThat(page.locator(".headline-refused"))
        .containsText(Pattern.compile("1 of \\d+ tenants refused: never-good"));
    site.tenant("never-good.yaml", ConsoleSite.yaml("never-good", ""));
    assertThat(page.locator(".headline-refused")).hasCount(0);
    page.close();
  }

  @Test
  void theTimelineIsSearchedByTenantTextAndTime() {
    site.tenant("sought.yaml", ConsoleSite.yaml("sought", ""));
    Page page = site.at("events");
    assertThat(page.locator(".event", having("sought")).first()).isVisible();

    page.locator("#tenant").fill("sought");
    assertThat(
            page.locator(".event")
                .filter(
                    new com.microsoft.playwright.Locator.FilterOptions().setHasNotText("sought")))
        .hasCount(0);
    page.locator("#text").fill("no such words");
    assertThat(page.locator("main")).containsText("Nothing like this has happened.");
    page.locator("#text").fill("");
    page.locator("#tenant").fill("");
    page.locator("text=15 minutes").click();
    assertThat(page.locator(".event", having("ready with")).first()).isVisible();
    page.close();
  }

  @Test
  void theTenantsServiceLevelsAreLinesAcrossItsCharts() {
    site.gateway().get("/slo?tenant=acme-corp");
    Page page = site.at("tenants/acme-corp");
    var latency = page.locator("[data-part='requests'] figure", having("Latency"));
    assertThat(latency.locator(".legend")).containsText("SLO 95 %");
    assertThat(latency.locator(".legend")).containsText("SLO 99 %");
    assertThat(page.locator("[data-part='requests'] figure").first().locator(".legend"))
        .containsText("limit");
    page.close();
  }

  @Test
  void theTrafficIsShownOverTheTimeThatOneChooses() {
    site.gateway().get("/slo?tenant=acme-corp");
    Page page = site.at("");
    var traffic = page.locator("[data-part='traffic']");
    assertThat(traffic).containsText("Requests a second");
    traffic.locator("text=1 hour").click();
    assertThat(traffic).containsText("Requests a minute");
    assertThat(traffic.locator(".legend").first()).containsText(Pattern.compile("served[1-9]"));
    page.close();
  }

  @Test
  void aLongListOfTenantsIsShortOnAPhone() {
    for (int i = 0; i < 40; i++) {
      site.tenant("crowd-" + i + ".yaml", ConsoleSite.yaml("crowd-" + i, ""));
    }
    Page page = site.at("tenants", ColorScheme.LIGHT, 390);
    assertThat(page.locator("[data-part='tenants'] tbody tr")).hasCount(25);
    var height = (Number) page.evaluate("document.documentElement.scrollHeight");
    assertThat(height.intValue()).isLessThan(5000);
    page.close();
  }
}
