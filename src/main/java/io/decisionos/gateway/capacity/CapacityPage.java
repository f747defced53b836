package io.decisionos.gateway.capacity;

import io.decisionos.gateway.capacity.CapacityModel.Machine;
import io.decisionos.gateway.capacity.CapacityModel.MixCheck;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The model as one page with plots, which needs no network and no script: what was measured as
 * points, the law as a line, 90 of 100 cases as a band. Pure.
 */
public final class CapacityPage {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Capacity</title>
      <style>
      :root { color-scheme: light dark; --line: #2563a8; --band: #2563a833; --point: #b4460f; }
      @media (prefers-color-scheme: dark) { :root { --line: #8ab8ee; --band: #8ab8ee33; --point: #f0a272; } }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 1rem auto; padding: 0 1rem; }
      table { border-collapse: collapse; display: block; overflow-x: auto; }
      th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #8886; }
      td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
      .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1rem; }
      figure { margin: 0; } svg { width: 100%; height: auto; }
      .line { fill: none; stroke: var(--line); stroke-width: 2; } .band { fill: var(--band); }
      .point { fill: var(--point); } .axis { stroke: #8888; fill: none; }
      text { font: 10px system-ui, sans-serif; fill: currentColor; }
      </style></head><body>
      <h1>Capacity of this machine</h1>
      """;

  private CapacityPage() {}

  /** The page. */
  public static String of(CapacityModel model) {
    var page = new StringBuilder(HEAD);
    Machine machine = model.origin().machine();
    page.append(
        say(
            "<p>Version %s, measured %s on %s, %d cores, %.1f GB, Java %s.</p>%n",
            escaped(model.origin().version()),
            model.origin().at(),
            escaped(machine.cpu()),
            machine.cores(),
            machine.memoryBytes() / 1e9,
            escaped(machine.java())));
    model.origin().remarks().forEach(line -> page.append("<p>" + escaped(line) + "</p>\n"));
    page.append(laws(model)).append(checks(model)).append("<div class=\"plots\">\n");
    model.curves().forEach(curve -> page.append(plots(model, curve)));
    return page.append("</div>\n</body></html>\n").toString();
  }

  private static String laws(CapacityModel model) {
    var rows = new StringBuilder();
    for (Curve curve : model.curves()) {
      Optional<Forecast> known = alone(model, curve);
      if (known.isPresent()) {
        Usl law = curve.law().orElseThrow();
        Estimate best = known.get().best();
        rows.append(
            row(
                curve.toString(),
                say("%,.0f", law.lambda()),
                say("%.4f", law.sigma()),
                say("%.6f", law.kappa()),
                say("%,.0f (%,.0f to %,.0f)", best.value(), best.low(), best.high()),
                say("%.1f", known.get().knee())));
      }
    }
    return table(
        "What each kind gets",
        List.of("requests", "lambda", "sigma", "kappa", "best a second (90 %)", "knee, callers"),
        rows);
  }

  private static Optional<Forecast> alone(CapacityModel model, Curve curve) {
    return Forecast.of(List.of(curve), Mix.only(curve.kind()), model.mixEffect());
  }

  private static String checks(CapacityModel model) {
    var rows = new StringBuilder();
    for (MixCheck check : model.checks()) {
      int users = check.step().users();
      model
          .forecast(check.loops(), check.mix())
          .ifPresent(
              forecast ->
                  rows.append(
                      row(
                          check.mix() + ", " + check.loops() + " loops, " + users + " callers",
                          say("%,.0f", check.step().perSecond()),
                          shown(forecast.perSecond(users), "%,.0f"),
                          say("%.2f ms", check.step().p95Ms()),
                          shown(forecast.p95(users), "%.2f"))));
    }
    return table(
            "Mixes that no curve knows of",
            List.of("mix", "a second", "forecast", "p95", "forecast, ms"),
            rows)
        + told(model.mixEffect());
  }

  private static String told(MixEffect effect) {
    return say(
        "<p>Requests take %.0f %% longer (p95: %.0f %%) in a mix of %s than their kinds do"
            + " alone. With that forecasts are off by %.0f %% (rate) and %.0f %% (p95) on the"
            + " root of the mean square; this widens all intervals.</p>%n",
        effect.mean() * Mix.USUAL.differing() * 100,
        effect.p95() * Mix.USUAL.differing() * 100,
        Mix.USUAL,
        Math.expm1(effect.perSecondOff()) * 100,
        Math.expm1(effect.p95Off()) * 100);
  }

  private static String shown(Estimate estimate, String form) {
    return say(
        form + " (" + form + " to " + form + ")",
        estimate.value(),
        estimate.low(),
        estimate.high());
  }

  private static String table(String title, List<String> heads, StringBuilder rows) {
    String head =
        IntStream.range(0, heads.size())
            .mapToObj(i -> "<th" + number(i) + ">" + escaped(heads.get(i)) + "</th>")
            .collect(Collectors.joining());
    return "<h2>" + title + "</h2>\n<table><tr>" + head + "</tr>\n" + rows + "</table>\n";
  }

  private static String row(String... cells) {
    return IntStream.range(0, cells.length)
        .mapToObj(i -> "<td" + number(i) + ">" + escaped(cells[i]) + "</td>")
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }

  private static String number(int column) {
    return column == 0 ? "" : " class=\"n\"";
  }

  private static String plots(CapacityModel model, Curve curve) {
    return alone(model, curve)
        .map(
            forecast ->
                plot(curve, "answers a second")
                        .of(forecast::perSecond, curve.counted(), Step::perSecond)
                    + plot(curve, "p95 in ms").of(forecast::p95, curve.counted(), Step::p95Ms))
        .orElse("");
  }

  private static Plot plot(Curve curve, String what) {
    return new Plot(escaped(curve + ": " + what), curve.mostUsers());
  }

  static String say(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
