package io.decisionos.gateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a token says, each claim of the right form; whether it is true is for the signature to tell.
 * Read without streams, as whoever makes up tokens has each of them read. Immutable.
 *
 * @param starts {@code nbf}
 * @param audience {@code aud}, one or several
 */
record Claims(
    String subject,
    Set<TenantId> tenants,
    Set<String> scopes,
    Instant expires,
    Optional<Instant> starts,
    String issuer,
    Set<String> audience) {
  // Callers who sign their requests are called after their keyset.
  private static final Pattern SUBJECT = Pattern.compile("(?!keyset:)[^\\p{Cc}\\p{Cs}]{1,256}");
  private static final Pattern SCOPES = Pattern.compile("[\\x20-\\x7e]*");
  private static final double LAST_SECOND = 253_402_300_799.0;
  private static final int MILLIS = 1000;

  /**
   * Reads the claims.
   *
   * @throws TokenRefusedException if one is missing or of another form
   */
  static Claims of(ObjectNode json) {
    Instant expires =
        time(json, "exp", TokenFault.EXPIRY_FORM)
            .orElseThrow(() -> new TokenRefusedException(TokenFault.EXPIRY_MISSING));
    Optional<Instant> starts = time(json, "nbf", TokenFault.START_FORM);
    time(json, "iat", TokenFault.ISSUED_FORM);
    return new Claims(
        subject(json),
        texts(json, "tenant", TenantId::parse, TokenFault.TENANT),
        scopes(json),
        expires,
        starts,
        json.path("iss").isTextual() ? json.get("iss").textValue() : "",
        texts(json, "aud", Optional::of, TokenFault.AUDIENCE));
  }

  private static Optional<Instant> time(ObjectNode json, String name, TokenFault fault) {
    JsonNode value = json.get(name);
    if (value == null) {
      return Optional.empty();
    }
    double seconds = value.isNumber() ? value.doubleValue() : -1;
    require(seconds >= 0 && seconds <= LAST_SECOND, fault);
    return Optional.of(Instant.ofEpochMilli((long) (seconds * MILLIS)));
  }

  private static String subject(ObjectNode json) {
    JsonNode value = json.path("sub");
    require(value.isTextual() && SUBJECT.matcher(value.textValue()).matches(), TokenFault.SUBJECT);
    return value.textValue();
  }

  private static Set<String> scopes(ObjectNode json) {
    JsonNode value = json.path("scope");
    if (value.isMissingNode()) {
      return Set.of();
    }
    require(value.isTextual() && SCOPES.matcher(value.textValue()).matches(), TokenFault.SCOPE);
    Set<String> words = new HashSet<>(List.of(value.textValue().split(" ")));
    words.remove("");
    return Set.copyOf(words);
  }

  /** What one text or a list of them spells; nothing if the claim is missing. */
  private static <T> Set<T> texts(
      ObjectNode json, String name, Function<String, Optional<T>> reader, TokenFault fault) {
    JsonNode value = json.path(name);
    if (value.isMissingNode()) {
      return Set.of();
    }
    if (!value.isArray()) {
      return Set.of(text(value, reader, fault));
    }
    var texts = new HashSet<T>();
    for (JsonNode item : value) {
      texts.add(text(item, reader, fault));
    }
    return Set.copyOf(texts);
  }

  private static <T> T text(JsonNode item, Function<String, Optional<T>> reader, TokenFault fault) {
    require(item.isTextual(), fault);
    return reader.apply(item.textValue()).orElseThrow(() -> new TokenRefusedException(fault));
  }

  private static void require(boolean holds, TokenFault fault) {
    if (!holds) {
      throw new TokenRefusedException(fault);
    }
  }

  /**
   * Checks what depends on the time and on whom we trust.
   *
   * @throws TokenRefusedException if the claims do not count
   */
  void check(AccessSettings settings, Instant now) {
    require(now.isBefore(expires.plus(settings.leeway())), TokenFault.EXPIRED);
    require(
        starts.filter(start -> now.plus(settings.leeway()).isBefore(start)).isEmpty(),
        TokenFault.TOO_EARLY);
    require(issuer.equals(settings.issuer()), TokenFault.ISSUER);
    require(audience.contains(settings.audience()), TokenFault.AUDIENCE);
  }
}
