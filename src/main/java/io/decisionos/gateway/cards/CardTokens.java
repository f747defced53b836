package io.decisionos.gateway.cards;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Window;
import io.decisionos.gateway.tenant.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SortedMap;

/**
 * The tokens that cards hand out, and take back from nobody but the tenant, for nothing but the
 * window, that they were made for. They hold all that they stand for, so nothing is kept of them.
 * Immutable.
 */
final class CardTokens {
  private static final int EDITION_BYTES = 16;
  private static final int INSTANT_BYTES = Long.BYTES + Integer.BYTES;

  private final Seal seal;

  CardTokens(Seal seal) {
    this.seal = seal;
  }

  /** The token of what a window holds now. */
  String delta(TenantId tenant, Window window, SortedMap<String, Long> counts) {
    return seal.issue(scope("delta", tenant, window), EarlierCounts.of(counts).bytes());
  }

  /**
   * What a window held when a token was made.
   *
   * @throws io.decisionos.gateway.fault.ProblemException for every other token
   */
  EarlierCounts counts(TenantId tenant, Window window, String token) {
    return seal.redeem(scope("delta", tenant, window), token)
        .map(EarlierCounts::read)
        .orElseThrow(
            () -> Call.invalid("Send as since the delta_token of an answer for the same window."));
  }

  /** The mark behind a bucket, for the next page. */
  String cursor(TenantId tenant, Window window, Span span, Instant bucket) {
    return seal.issue(scope("buckets-" + span, tenant, window), bytes(bucket));
  }

  /**
   * The start of the bucket that a cursor stands behind.
   *
   * @throws io.decisionos.gateway.fault.ProblemException for a cursor of anything else
   */
  Instant behind(TenantId tenant, Window window, Span span, String cursor) {
    return seal.redeem(scope("buckets-" + span, tenant, window), cursor)
        .map(CardTokens::instant)
        .orElseThrow(
            () ->
                Call.invalid(
                    "Send as cursor the next_cursor of an answer for the same window and bucket."));
  }

  /** The token of a place in the stream of highlights. */
  String place(TenantId tenant, Span span, HighlightHistory.Position position) {
    return seal.issue(scope(tenant, span), bytes(position));
  }

  private static byte[] bytes(HighlightHistory.Position position) {
    return ByteBuffer.allocate(2 * Long.BYTES + EDITION_BYTES)
        .putLong(position.version())
        .putLong(position.bucket().getEpochSecond())
        .put(position.catalog().getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  /**
   * The place that a token stands for.
   *
   * @throws io.decisionos.gateway.fault.ProblemException for a token of anything else
   */
  HighlightHistory.Position position(TenantId tenant, Span span, String token) {
    return seal.redeem(scope(tenant, span), token)
        .map(CardTokens::position)
        .orElseThrow(
            () ->
                Call.invalid(
                    "Send as since, or as Last-Event-ID, the token of an item, or the next of a"
                        + " page, of the same bucket."));
  }

  private static HighlightHistory.Position position(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long version = buffer.getLong();
    var bucket = Instant.ofEpochSecond(buffer.getLong());
    var edition = new byte[EDITION_BYTES];
    buffer.get(edition);
    return new HighlightHistory.Position(
        version, new String(edition, StandardCharsets.US_ASCII), bucket);
  }

  private static String scope(TenantId tenant, Span span) {
    return String.join("\n", "cards", "highlights-" + span, tenant.value());
  }

  private static String scope(String purpose, TenantId tenant, Window window) {
    return String.join(
        "\n", "cards", purpose, tenant.value(), window.start().toString(), window.end().toString());
  }

  private static byte[] bytes(Instant instant) {
    return ByteBuffer.allocate(INSTANT_BYTES)
        .putLong(instant.getEpochSecond())
        .putInt(instant.getNano())
        .array();
  }

  private static Instant instant(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
  }
}
