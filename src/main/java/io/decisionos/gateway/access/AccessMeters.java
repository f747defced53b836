package io.decisionos.gateway.access;

import io.decisionos.gateway.keys.KeyState;
import io.decisionos.gateway.signature.SignatureFault;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts tokens, without a word of what is in them. Thread-safe. */
public final class AccessMeters {
  private final Map<TokenFault, Counter> refused;
  private final Map<SignatureFault, Counter> unsigned;
  private final Map<KeyState, Counter> verified;

  public AccessMeters(MeterRegistry registry) {
    refused =
        counters(
            TokenFault.class,
            fault ->
                Counter.builder("gateway.tokens.refused")
                    .description("Tokens that did not count, by reason")
                    .tag("reason", fault.name().toLowerCase(Locale.ROOT))
                    .register(registry));
    unsigned =
        counters(
            SignatureFault.class,
            fault ->
                Counter.builder("gateway.signatures.refused")
                    .description("Requests whose signature did not count, by reason")
                    .tag("reason", fault.name().toLowerCase(Locale.ROOT))
                    .register(registry));
    verified =
        counters(
            KeyState.class,
            state ->
                Counter.builder("gateway.tokens.verified")
                    .description("Tokens found to count and remembered, by the state of their key")
                    .tag("key", state.word())
                    .register(registry));
  }

  private static <E extends Enum<E>> Map<E, Counter> counters(
      Class<E> type, Function<E, Counter> make) {
    return Collections.unmodifiableMap(
        Arrays.stream(type.getEnumConstants())
            .collect(
                Collectors.toMap(
                    Function.identity(), make, (a, b) -> a, () -> new EnumMap<>(type))));
  }

  void refused(TokenFault fault) {
    refused.get(fault).increment();
  }

  /** Counts a request whose signature does not count. */
  public void refused(SignatureFault fault) {
    unsigned.get(fault).increment();
  }

  void verified(KeyState state) {
    verified.get(state).increment();
  }
}
