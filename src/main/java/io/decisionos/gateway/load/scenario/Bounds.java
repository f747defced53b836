package io.decisionos.gateway.load.scenario;

/** The least and the most that a number may be. Immutable. */
record Bounds(double least, double most) {

  /** Nothing runs for longer than two hours. */
  static final Bounds SECONDS = new Bounds(0.01, 7200);

  static final Bounds RATE = new Bounds(0, 1_000_000);

  boolean hold(double value) {
    return value >= least && value <= most;
  }

  @Override
  public String toString() {
    return "from " + text(least) + " to " + text(most);
  }

  private static String text(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
