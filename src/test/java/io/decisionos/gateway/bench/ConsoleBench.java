package io.decisionos.gateway.bench;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.decisionos.gateway.fixture.Chromium;
import io.decisionos.gateway.fixture.GatewayProcess;
import io.decisionos.gateway.fixture.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * What the console costs and how soon it shows something, with many tenants: time to an interactive
 * overview, from an edit to its sight, and the gateway's CPU with a page open and without. The
 * gateway is started by {@code ./run.sh}, as its users do; prints, judges nothing.
 */
public final class ConsoleBench {
  private static final int TENANTS = Integer.getInteger("tenants", 10_000);
  private static final int ROUNDS = 7;
  private static final long LOOK_SECONDS = Integer.getInteger("seconds", 20);
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double SECOND_MS = 1000;
  private static final List<String> PAGES =
      List.of("", "tenants", "tenants/t-00003", "evidence", "events");

  private ConsoleBench() {}

  /** Measures on the machine as it is; nothing else should run there. */
  public static void main(String[] arguments) throws IOException {
    Path home = Files.createTempDirectory("console-bench");
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    for (int i = 0; i < TENANTS; i++) {
      write(tenants, i, 100);
    }
    var variables = BenchGateway.at(tenants, home.resolve("var"));
    leaveAnArchive(variables);
    try (var gateway = GatewayProcess.start(List.of("./run.sh"), variables);
        var chromium = new Chromium()) {
      Visitor visitor = chromium.visitor();
      String console = "http://127.0.0.1:" + gateway.awaitReady().ops() + "/console/#/";
      print("overview interactive", "ms", interactive(visitor, console));
      print("edit to visible", "ms", edits(visitor, console, tenants));
      costs(visitor, console, gateway);
    }
  }

  /** Starts and ends a gateway: only the first start of all is without its class-data archive. */
  private static void leaveAnArchive(Map<String, String> variables) throws IOException {
    try (var gateway = GatewayProcess.start(List.of("./run.sh"), variables)) {
      gateway.awaitReady();
      gateway.terminate();
      gateway.awaitExit();
    }
  }

  private static void write(Path tenants, int i, int qps) throws IOException {
    String text =
        "tenant_id: t-%05d\nname: Tenant %d\nstatus: active\nlimits: { max_qps: %d }\n"
            .formatted(i, i, qps);
    Path unfinished = tenants.resolve(".unfinished");
    Files.writeString(unfinished, text);
    Files.move(
        unfinished, tenants.resolve("t-%05d.yaml".formatted(i)), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * From the start of the navigation to the state of every check, in a profile that has seen
   * nothing before, by the browser's own clock: what starting a browser takes is no concern of the
   * page.
   */
  private static double[] interactive(Visitor visitor, String console) {
    return rounds(
        round -> {
          Page page = visitor.page(ColorScheme.LIGHT, 1280);
          page.navigate(console);
          // Looked at in each frame; what a locator waits for is looked at twice a second.
          var millis =
              page.waitForFunction(
                  "() => document.querySelector('[data-check=tenants]') && performance.now()");
          double took = ((Number) millis.jsonValue()).doubleValue();
          page.context().close();
          return took;
        });
  }

  private static double[] edits(Visitor visitor, String console, Path tenants) {
    Page page = visitor.page(ColorScheme.LIGHT, 1280);
    page.navigate(console + "tenants");
    page.locator("#live.on").waitFor();
    page.locator("text=t-00003").first().waitFor();
    double[] took =
        rounds(
            round -> {
              // Until the page before has been drawn: nobody saves twice within a second.
              page.waitForTimeout(SECOND_MS);
              long begin = System.nanoTime();
              try {
                write(tenants, 3, 7000 + round);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
              // The table writes 7,001.
              page.waitForFunction(
                  "text => document.body.textContent.includes(text)", "7,0%02d".formatted(round));
              return (System.nanoTime() - begin) / NANOS_PER_MILLI;
            });
    page.context().close();
    return took;
  }

  private interface Round {
    double run(int round);
  }

  private static double[] rounds(Round one) {
    var took = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      took[round] = one.run(round);
    }
    return took;
  }

  /**
   * The gateway's CPU without a page and with each, again and again: what it does by itself differs
   * more from minute to minute than a page costs. Each round goes another way round, as what is
   * done every so often would meet the same page each time. The first round warms up.
   */
  private static void costs(Visitor visitor, String console, GatewayProcess gateway) {
    var places = new ArrayList<Integer>();
    for (int place = 0; place <= PAGES.size(); place++) {
      places.add(place);
    }
    var random = new Random(1);
    var spent = new double[PAGES.size() + 1][ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      Collections.shuffle(places, random);
      for (int place : places) {
        spent[place][Math.max(0, round)] =
            place == PAGES.size()
                ? cpu(gateway)
                : cpuOf(PAGES.get(place), visitor, console, gateway);
      }
    }
    double base = median(spent[PAGES.size()]);
    for (int place = 0; place <= PAGES.size(); place++) {
      String what =
          place == PAGES.size() ? "without a page" : "with /" + PAGES.get(place) + " open";
      double[] each = spent[place];
      System.out.printf(
          "console: CPU of the gateway %s %.1f ms/s, %.1f more; %d looks from %.1f to %.1f%n",
          what, median(each), median(each) - base, ROUNDS, min(each), max(each));
    }
  }

  private static double cpuOf(
      String address, Visitor visitor, String console, GatewayProcess gateway) {
    Page page = visitor.page(ColorScheme.LIGHT, 1280);
    page.navigate(console + address);
    page.locator("#live.on").waitFor();
    double spent = cpu(gateway);
    page.context().close();
    return spent;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  /** Milliseconds of CPU a second over the time that is looked at. */
  private static double cpu(GatewayProcess gateway) {
    LockSupport.parkNanos(2_000_000_000L);
    long begin = gateway.cpu().toNanos();
    LockSupport.parkNanos(LOOK_SECONDS * 1_000_000_000L);
    return (gateway.cpu().toNanos() - begin) / NANOS_PER_MILLI / LOOK_SECONDS;
  }

  private static void print(String what, String unit, double[] took) {
    System.out.printf(
        "console: %s with %d tenants: median %.0f %s, worst %.0f %s; in turn %s%n",
        what,
        TENANTS,
        median(took),
        unit,
        max(took),
        unit,
        Arrays.stream(took).mapToObj("%.0f"::formatted).collect(Collectors.joining(", ")));
  }
}
