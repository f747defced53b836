package io.decisionos.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How every page looks in both themes, for people with and without good eyes. */
@Tag("browser")
final class ConsoleLooksTest {
  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final int PHONE = 390;
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  @TempDir private static Path home;
  private static ConsoleSite site;

  @BeforeAll
  static void open() throws IOException {
    site = ConsoleSite.open(home, Map.of());
    site.tenant("globex.yaml", ConsoleSite.yaml("globex", "limits:\n  max_qps: plenty\n"));
    site.tenant("initech.yaml", ConsoleSite.yaml("initech", "").replace("active", "suspended"));
    site.tamperedEvidence("evidence_2026-0042.json", "acme-corp");
    site.tamperedEvidence("acme-corp/2026-01/evidence_2026-0007.json", "globex");
    List<String> reasons = List.of("reason:perf", "reason:infra-latency", "reason:quota", "new");
    for (int i = 0; i < reasons.size(); i++) {
      site.event("acme-corp", reasons.get(i), 3 * i + 2);
    }
    for (int i = 0; i < 60; i++) {
      site.gateway().get("/slo?tenant=acme-corp");
      site.gateway().get("/labels?tenant=" + (i % 4 == 0 ? "initech" : "default"));
    }
    Files.createDirectories(SCREENSHOTS);
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "tenants", "tenants/acme-corp", "tenants/globex", "evidence", "events"})
  void everyPageCanBeReadInBothThemesAndOnAPhone(String address) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = site.at(address, scheme, ConsoleSite.DESK);
      settle(page);
      List<String> grave =
          new AxeBuilder(page)
              .setLegacyMode(true).analyze().getViolations().stream()
                  .filter(rule -> GRAVE.contains(rule.getImpact()))
                  .map(ConsoleLooksTest::describe)
                  .toList();
      assertThat(grave).as("%s in %s", address, scheme).isEmpty();
      shoot(page, address, scheme, ConsoleSite.DESK);
      page.close();

      Page phone = site.at(address, scheme, PHONE);
      settle(phone);
      assertThat(phone.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);
      shoot(phone, address, scheme, PHONE);
      phone.close();
    }
  }

  private static String describe(Rule rule) {
    return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().get(0).getHtml();
  }

  private static void settle(Page page) {
    PlaywrightAssertions.assertThat(page.locator("main .skeleton")).hasCount(0);
  }

  private static void shoot(Page page, String address, ColorScheme scheme, int width) {
    String name = address.isEmpty() ? "overview" : address.replace('/', '-');
    String theme = scheme.name().toLowerCase(Locale.ROOT);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + "-" + theme + "-" + width + ".png"))
            .setFullPage(true));
  }
}
