package io.decisionos.gateway.cli;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.Chromium;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The console's overview, which somebody looks at all the while; nobody does without a browser. */
final class OpenConsole implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int WIDTH = 1280;
  // Longer than an open page waits for a gateway that says nothing.
  private static final long SILENCE_MS = 10_000;

  private final Optional<Visitor> visitor;
  private Optional<Page> page = Optional.empty();

  OpenConsole(Chromium chromium) {
    this.visitor = Chromium.isThere() ? Optional.of(chromium.visitor()) : Optional.empty();
  }

  /** Opens the page of a gateway, and waits until it follows it. */
  void open(RunningGateway gateway) {
    open(gateway.opsPort());
    page.ifPresent(open -> open.waitForSelector("#live.on"));
  }

  /** Asks for the page at a port, whatever listens there. */
  void open(int port) {
    page = visitor.map(somebody -> somebody.page(ColorScheme.LIGHT, WIDTH));
    page.ifPresent(
        opened -> {
          opened.clock().install();
          opened.navigate("http://127.0.0.1:" + port + "/console/");
        });
  }

  /** Lets the page's clock go on for longer than it waits for an answer. */
  void waitInVain() {
    page.ifPresent(open -> open.clock().fastForward(SILENCE_MS));
  }

  /**
   * Waits until one can read everything on the page.
   *
   * @param missing what of it a text does not say
   */
  void says(Function<String, List<String>> missing) {
    page.ifPresent(
        open ->
            Await.until(
                PATIENCE,
                () -> missing.apply(text(open)).isEmpty(),
                () -> "not on the page: " + missing.apply(text(open)) + "\n" + text(open)));
  }

  private static String text(Page page) {
    return page.innerText("body");
  }

  @Override
  public void close() {
    visitor.ifPresent(Visitor::close);
  }
}
