package io.decisionos.gateway.load;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How long something takes, as every option of the tool takes it: {@code 90s}, {@code 15m}. */
final class Length implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)([smhd]?)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "", Duration.ofSeconds(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  @Override
  public Duration convert(String text) {
    Matcher given = FORM.matcher(text);
    if (!given.matches()) {
      throw new TypeConversionException(
          "found \"" + text + "\", expected such as 90s, 15m or 1h, or a number of seconds");
    }
    var unit = BigDecimal.valueOf(UNITS.get(given.group(2)).toMillis());
    return Duration.ofMillis(new BigDecimal(given.group(1)).multiply(unit).longValue());
  }
}
