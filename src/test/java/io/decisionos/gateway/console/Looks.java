package io.decisionos.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a page looks in a theme and a width: nobody is shut out by it, and a picture is taken.
 *
 * @param name the picture's, without its theme and width
 */
record Looks(String name, ColorScheme scheme, int width) {
  private static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);
  static final List<Integer> WIDTHS = List.of(ConsoleSite.DESK, 390);

  private static final String LINKS_OUT_OF_SIGHT =
      "[...document.querySelectorAll('nav a')]"
          + ".filter(link => link.getBoundingClientRect().right > innerWidth).length";
  private static final String SMALL_TEXT =
      """
      [...document.querySelectorAll('body *')]
          .filter(one => !one.closest('[aria-hidden]') && one.getClientRects().length)
          .filter(one => [...one.childNodes].some(part => part.nodeType === 3 && part.data.trim()))
          .filter(one => parseFloat(getComputedStyle(one).fontSize) < 12)
          .map(one => one.outerHTML.slice(0, 200))
      """;
  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  /** Looks at a page in both themes. */
  static void inBothThemes(String name, Page page, int width) {
    for (ColorScheme scheme : SCHEMES) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      var looks = new Looks(name, scheme, width);
      PlaywrightAssertions.assertThat(page.locator("html"))
          .hasAttribute("data-theme", looks.theme());
      looks.of(page);
    }
  }

  private String theme() {
    return scheme.name().toLowerCase(Locale.ROOT);
  }

  /** Takes a picture of what is there, and complains of what some cannot read or reach. */
  void of(Page page) {
    // What sticks to the window would be in the middle of a picture of the whole page.
    page.evaluate("scrollTo(0, 0)");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + "-" + theme() + "-" + width + ".png"))
            .setFullPage(true));
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as("%s", this)
        .isEqualTo(true);
    assertThat(page.evaluate(LINKS_OUT_OF_SIGHT)).as("%s", this).isEqualTo(0);
    assertThat((List<?>) page.evaluate(SMALL_TEXT)).as("%s", this).isEmpty();
    assertThat(grave(page)).as("%s", this).isEmpty();
  }

  private static List<String> grave(Page page) {
    // What passes is not wanted, and describing it takes most of the time.
    var violationsAlone = new AxeRunOptions();
    violationsAlone.setResultTypes(List.of("violations"));
    return new AxeBuilder(page)
        .setLegacyMode(true).options(violationsAlone).analyze().getViolations().stream()
            .filter(rule -> GRAVE.contains(rule.getImpact()))
            .map(Looks::describe)
            .toList();
  }

  private static String describe(Rule rule) {
    return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes().get(0).getHtml();
  }
}
