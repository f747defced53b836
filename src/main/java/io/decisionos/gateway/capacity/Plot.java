package io.decisionos.gateway.capacity;

import static io.decisionos.gateway.capacity.CapacityPage.say;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A figure over the number of callers, by its logarithm from 1: measured points, the law as a line,
 * 90 of 100 cases as a band.
 *
 * @param title escaped
 * @param most callers
 */
record Plot(String title, double most) {
  private static final double WIDTH = 360;
  private static final double HEIGHT = 180;
  private static final double EDGE = 8;
  private static final int POINTS = 48;

  /** The figure in HTML. */
  String of(DoubleFunction<Estimate> law, List<Step> steps, ToDoubleFunction<Step> measured) {
    DoubleStream high = users().stream().mapToDouble(n -> law.apply(n).high());
    double top = DoubleStream.concat(high, steps.stream().mapToDouble(measured)).max().orElse(1);
    return say(
            "<figure><figcaption>%s</figcaption><svg viewBox=\"0 0 %.0f %.0f\" role=\"img\""
                + " aria-label=\"%s\">",
            title, WIDTH, HEIGHT + 2 * EDGE, title)
        + say("<polygon class=\"band\" points=\"%s\"/>", band(law, top))
        + say("<polyline class=\"line\" points=\"%s\"/>", line(n -> law.apply(n).value(), top))
        + steps.stream()
            .map(step -> dot(step.users(), measured.applyAsDouble(step), top))
            .collect(Collectors.joining())
        + axis(top)
        + "</svg></figure>\n";
  }

  private List<Double> users() {
    return IntStream.rangeClosed(0, POINTS)
        .mapToObj(i -> Math.pow(most, (double) i / POINTS))
        .toList();
  }

  private String line(DoubleFunction<Double> values, double top) {
    return users().stream().map(n -> at(n, values.apply(n), top)).collect(Collectors.joining(" "));
  }

  /** Along the upper edge, and back along the lower one. */
  private String band(DoubleFunction<Estimate> law, double top) {
    List<Double> users = users();
    String back =
        IntStream.rangeClosed(0, POINTS)
            .mapToObj(i -> users.get(POINTS - i))
            .map(n -> at(n, law.apply(n).low(), top))
            .collect(Collectors.joining(" "));
    return line(n -> law.apply(n).high(), top) + " " + back;
  }

  private String axis(double top) {
    return say("<path class=\"axis\" d=\"M0 %1$.0fH%2$.0f\"/>", HEIGHT, WIDTH)
        + say("<text x=\"2\" y=\"10\">%,.1f</text>", top)
        + say(
            "<text x=\"2\" y=\"%1$.0f\">1 caller</text><text x=\"%2$.0f\" y=\"%1$.0f\""
                + " text-anchor=\"end\">%3$.0f callers</text>",
            HEIGHT + EDGE + 4, WIDTH - 2, most);
  }

  private double x(double users) {
    return EDGE + (WIDTH - 2 * EDGE) * Math.log(users) / Math.log(Math.max(2, most));
  }

  private static double y(double value, double top) {
    return HEIGHT - (HEIGHT - EDGE) * Math.min(1, value / top);
  }

  private String at(double users, double value, double top) {
    return say("%.1f,%.1f", x(users), y(value, top));
  }

  private String dot(double users, double value, double top) {
    return say(
        "<circle class=\"point\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", x(users), y(value, top));
  }
}
