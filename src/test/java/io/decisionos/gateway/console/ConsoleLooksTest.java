package io.decisionos.gateway.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.fixture.Chromium;
import io.decisionos.gateway.fixture.SharedBrowser;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How every page looks in both themes, for people with and without good eyes. */
@Tag("browser")
@ExtendWith(SharedBrowser.class)
final class ConsoleLooksTest {
  @TempDir private static Path home;
  private static ConsoleSite site;

  @BeforeAll
  static void open(Chromium chromium) throws IOException {
    oldEvidence();
    site = ConsoleSite.open(home, Map.of(), chromium);
    endingKey();
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

  /** Documents of which some may go: they are four days old, and more than the five to be kept. */
  private static void oldEvidence() throws IOException {
    Path root = Files.createDirectories(home.resolve("var/evidence"));
    for (int i = 0; i < 8; i++) {
      Path file =
          Files.write(
              root.resolve("evidence_" + i + ".json"), EvidenceSample.valid("acme-corp", i));
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(4))));
    }
  }

  private static void endingKey() throws IOException {
    SigningKey key = SigningKey.make("2026-11", Algorithm.EDDSA);
    key.writeTo(site.gateway().conf());
    Instant end = Instant.now().plus(Duration.ofDays(5));
    String times = ", not_after: " + end + ", material:";
    SigningKey.list(site.gateway().conf(), key.entry("active").replace(", material:", times));
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
        "slo",
        "alerts",
        "evidence",
        "keys",
        "usage",
        "fleet",
        "events"
      })
  void everyPageCanBeReadInBothThemesAndOnAPhone(String address) {
    String name = address.isEmpty() ? "overview" : address.replace('/', '-');
    for (int width : Looks.WIDTHS) {
      Page page = site.at(address, ColorScheme.LIGHT, width);
      settle(page);
      if (address.equals("evidence")) {
        page.locator("[data-act='plan']").click();
        assertThat(page.locator("[data-part='plan'] table")).isVisible();
      }
      Looks.inBothThemes(name, page, width);
      page.context().close();
    }
  }

  private static void settle(Page page) {
    assertThat(page.locator("main .skeleton")).hasCount(0);
  }

  @Test
  void aHealthyGatewayLooksSoAndAPageThatHearsNothingLooksOtherwise(
      @TempDir Path other, Chromium chromium) throws IOException {
    try (var healthy = ConsoleSite.open(other, Map.of(), chromium)) {
      for (int width : Looks.WIDTHS) {
        Page page = healthy.at("", ColorScheme.LIGHT, width);
        settle(page);
        Looks.inBothThemes("healthy", page, width);
      }
      Page watched = healthy.at("", Duration.ZERO);
      settle(watched);
      healthy.gateway().close();
      ConsoleSite.waitInVain(watched);
      assertThat(watched.locator("#silence")).isVisible();
      for (int width : Looks.WIDTHS) {
        watched.setViewportSize(width, 900);
        Looks.inBothThemes("disconnected", watched, width);
      }
    }
  }

  @Test
  void aSignInLooksLikeOneAndNotLikeAnOutage(@TempDir Path guarded, Chromium chromium)
      throws IOException {
    try (var other = ConsoleSite.open(guarded, Map.of("DECISIONOS_AUTH", "jwt"), chromium)) {
      for (int width : Looks.WIDTHS) {
        Page page = other.unsigned(ColorScheme.LIGHT, width);
        assertThat(page.locator("#token")).isVisible();
        Looks.inBothThemes("signed-out", page, width);
      }
    }
  }
}
