package io.decisionos.gateway.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How every page looks in both themes, for people with and without good eyes. */
@Tag("browser")
final class ConsoleLooksTest {
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
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tenants",
        "tenants/acme-corp",
        "tenants/globex",
        "alerts",
        "evidence",
        "keys",
        "usage",
        "events"
      })
  void everyPageCanBeReadInBothThemesAndOnAPhone(String address) {
    for (ColorScheme scheme : Looks.SCHEMES) {
      for (int width : Looks.WIDTHS) {
        Page page = site.at(address, scheme, width);
        settle(page);
        String name = address.isEmpty() ? "overview" : address.replace('/', '-');
        new Looks(name, scheme, width).of(page);
        page.close();
      }
    }
  }

  private static void settle(Page page) {
    PlaywrightAssertions.assertThat(page.locator("main .skeleton")).hasCount(0);
  }

  @Test
  void aHealthyGatewayLooksSoAndAPageThatHearsNothingLooksOtherwise(@TempDir Path other)
      throws IOException {
    var healthy = ConsoleSite.open(other, Map.of());
    for (ColorScheme scheme : Looks.SCHEMES) {
      for (int width : Looks.WIDTHS) {
        Page page = healthy.at("", scheme, width);
        settle(page);
        new Looks("healthy", scheme, width).of(page);
        page.close();
      }
    }
    List<Page> pages = Looks.SCHEMES.stream().map(scheme -> watched(healthy, scheme)).toList();
    healthy.gateway().close();
    for (int i = 0; i < pages.size(); i++) {
      Page page = pages.get(i);
      PlaywrightAssertions.assertThat(page.locator("#silence")).isVisible();
      for (int width : Looks.WIDTHS) {
        page.setViewportSize(width, 900);
        new Looks("disconnected", Looks.SCHEMES.get(i), width).of(page);
      }
    }
    healthy.chromium().takeComplaints();
    healthy.close();
  }

  private static Page watched(ConsoleSite healthy, ColorScheme scheme) {
    Page page = healthy.at("", scheme, ConsoleSite.DESK);
    settle(page);
    return page;
  }

  @Test
  void aSignInLooksLikeOneAndNotLikeAnOutage(@TempDir Path guarded) throws IOException {
    try (var other = ConsoleSite.open(guarded, Map.of("DECISIONOS_AUTH", "jwt"))) {
      for (ColorScheme scheme : Looks.SCHEMES) {
        for (int width : Looks.WIDTHS) {
          Page page = other.unsigned(scheme, width);
          PlaywrightAssertions.assertThat(page.locator("#token")).isVisible();
          new Looks("signed-out", scheme, width).of(page);
          page.close();
        }
      }
    }
  }
}
