package io.decisionos.gateway.otlp;

import io.decisionos.gateway.config.NumberRange;
import io.decisionos.gateway.config.Section;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether requests are traced, which, and who is told.
 *
 * @param endpoint the receiver; empty: nothing is traced
 * @param sample the share of requests that are traced, from 0 to 1
 * @param headersFile lines {@code Name: value} to send along, such as a token; empty for none
 */
public record OtlpSettings(Optional<URI> endpoint, double sample, String headersFile) {
  private static final Pattern ANY = Pattern.compile(".*");
  private static final double ONE_PERCENT = 0.01;
  private static final String PATH = "/v1/traces";

  /** Reads the section {@code traces} of {@code gateway.yaml}. */
  public static OtlpSettings read(Section traces) {
    return new OtlpSettings(
        traces.server("endpoint"),
        traces.number("sample", NumberRange.SHARE).map(BigDecimal::doubleValue).orElse(ONE_PERCENT),
        traces.text("headers_file", ANY, "a path").orElse(""));
  }

  /** Where spans are posted to. */
  URI spans() {
    return URI.create(endpoint.orElseThrow().toString().replaceFirst("/$", "") + PATH);
  }
}
