package io.decisionos.gateway.load.scenario;

/**
 * How often arrivals come in an open-loop phase. Immutable.
 *
 * <p>A pace answers one question, when the n-th arrival is due, so that every rate between two
 * whole numbers is kept exactly and no error adds up.
 */
public sealed interface Pace {

  /** Seconds from the start of the phase to arrival number {@code n}; may be infinite. */
  double due(double n);

  /** How many arrivals there are in the first {@code seconds}. */
  double count(double seconds);

  /** The highest rate that it comes to. */
  double most();

  /** Always the same rate. */
  record Constant(double rate) implements Pace {
    @Override
    public double due(double n) {
      return n / rate;
    }

    @Override
    public double count(double seconds) {
      return rate * seconds;
    }

    @Override
    public double most() {
      return rate;
    }
  }

  /** From one rate to another in a straight line. */
  record Ramp(double from, double to, double seconds) implements Pace {
    @Override
    public double due(double n) {
      double slope = (to - from) / seconds;
      if (slope == 0) {
        return n / from;
      }
      double root = from * from + 2 * slope * n;
      return root < 0 ? Double.POSITIVE_INFINITY : (Math.sqrt(root) - from) / slope;
    }

    @Override
    public double count(double elapsed) {
      return from * elapsed + (to - from) / seconds * elapsed * elapsed / 2;
    }

    @Override
    public double most() {
      return Math.max(from, to);
    }
  }

  /** A base rate, and at the start of every period a burst. */
  record Burst(double base, double peak, double burstSeconds, double periodSeconds)
      implements Pace {
    @Override
    public double due(double n) {
      double whole = count(periodSeconds);
      double period = Math.floor(n / whole);
      double rest = n - period * whole;
      double inBurst = peak * burstSeconds;
      double within = rest < inBurst ? rest / peak : burstSeconds + (rest - inBurst) / base;
      return period * periodSeconds + within;
    }

    @Override
    public double count(double seconds) {
      double periods = Math.floor(seconds / periodSeconds);
      double rest = seconds - periods * periodSeconds;
      double perPeriod = peak * burstSeconds + base * (periodSeconds - burstSeconds);
      double burst = Math.min(rest, burstSeconds);
      return periods * perPeriod + peak * burst + base * (rest - burst);
    }

    @Override
    public double most() {
      return Math.max(base, peak);
    }
  }
}
