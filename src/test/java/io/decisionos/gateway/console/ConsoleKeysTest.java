package io.decisionos.gateway.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.decisionos.gateway.fixture.Chromium;
import io.decisionos.gateway.fixture.SharedBrowser;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page of keys in a real browser. */
@Tag("browser")
@ExtendWith(SharedBrowser.class)
final class ConsoleKeysTest {
  @TempDir private Path home;

  private static String days(int count) {
    return Instant.now().plus(Duration.ofDays(count)).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String lasting(SigningKey key, String state, String times) {
    return key.entry(state).replace(", material:", times + ", material:");
  }

  @Test
  void aKeysetIsShownAsLinesOfTimeAndFollowsItsFile(Chromium chromium) throws IOException {
    SigningKey old = SigningKey.make("2026-11", Algorithm.EDDSA);
    SigningKey next = SigningKey.make("<b>2026-12</b>", Algorithm.EDDSA);
    SigningKey fresh = SigningKey.make("2026-12", Algorithm.EDDSA);
    try (var site = ConsoleSite.open(home, Map.of(), chromium)) {
      Page page = site.at("keys");
      assertThat(page.locator("main")).containsText("There are no keysets.");

      Path conf = site.gateway().conf();
      old.writeTo(conf);
      fresh.writeTo(conf);
      String ends = ", not_before: " + days(-80) + ", not_after: " + days(10);
      String entry = lasting(old, "active", ends + ", grace_until: " + days(17));
      SigningKey.list(conf, entry);
      var set = page.locator("[data-part='keyset-callers']");
      assertThat(set).containsText("key.expiry_soon");
      assertThat(set).containsText("turns grace at");
      assertThat(set.locator("svg.life"))
          .hasAttribute("aria-label", Pattern.compile("pending until .*, active .*, retired .*"));

      String other = next.entry("pending").replace("<b>2026-12</b>.pem", "2026-12.pem");
      SigningKey.list(
          conf, entry, other.replace("kid: <b>", "kid: \"<b>").replace("</b>,", "</b>\","));
      assertThat(set.locator("tbody tr")).hasCount(2);
      assertThat(set.locator("tbody tr").nth(1)).containsText("<b>2026-12</b>");
      assertThat(set.locator("tbody tr").nth(1).locator(".pill")).containsText("Pending");
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/keys.png")));
      page.close();
      assertThat(site.takeComplaints().isEmpty()).isTrue();
    }
  }
}
