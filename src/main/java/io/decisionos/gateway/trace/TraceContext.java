package io.decisionos.gateway.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a trace, as W3C's {@code traceparent} writes it.
 *
 * @param traceId 32 hexadecimal digits, of all that one call led to
 * @param spanId 16 hexadecimal digits, of one part of it
 * @param sampled whether the spans of this trace are kept
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-([0-9a-f]{2})");
  private static final int SAMPLED = 1;
  private static final int HEX = 16;

  /** Reads the header field; empty if it is not well-formed. */
  public static Optional<TraceContext> parse(String header) {
    Matcher form = FORM.matcher(header);
    return form.matches()
        ? Optional.of(
            new TraceContext(
                form.group(1),
                form.group(2),
                (Integer.parseInt(form.group(3), HEX) & SAMPLED) == SAMPLED))
        : Optional.empty();
  }

  /** A trace that begins here and is kept. */
  static TraceContext root(long idsLowerHalf, LongSupplier random) {
    return new TraceContext(
        hex(random.getAsLong()) + hex(idsLowerHalf), hex(nonZero(random)), true);
  }

  /** Another part of the same trace, which is kept. */
  TraceContext next(LongSupplier random) {
    return new TraceContext(traceId, hex(nonZero(random)), true);
  }

  /** The same place, of a trace that is not kept. */
  TraceContext unsampled() {
    return new TraceContext(traceId, spanId, false);
  }

  /** The half of the trace's id that is random in any case. */
  long lowerHalf() {
    return Long.parseUnsignedLong(traceId.substring(HEX), HEX);
  }

  /** As the header field has it. */
  public String header() {
    return "00-" + traceId + '-' + spanId + (sampled ? "-01" : "-00");
  }

  private static long nonZero(LongSupplier random) {
    long drawn = random.getAsLong();
    return drawn == 0 ? 1 : drawn;
  }

  private static String hex(long bits) {
    return HexFormat.of().toHexDigits(bits);
  }
}
