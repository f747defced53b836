package io.decisionos.gateway.text;

/**
 * How this program is called where it runs, for texts that say what to type: {@code ./run.sh} in a
 * checkout, {@code bin/decisionos-gateway} if an archive is unpacked. The script that starts it
 * says so in a system property.
 */
public final class Program {
  private static final String PROPERTY = "decisionos.program";
  private static final String IN_A_CHECKOUT = "./run.sh";

  private Program() {}

  /** What starts the program. */
  public static String name() {
    return Printable.of(System.getProperty(PROPERTY, IN_A_CHECKOUT));
  }

  /** A line to type, such as {@code ./run.sh tenants validate}. */
  public static String line(String arguments) {
    return name() + " " + arguments;
  }
}
