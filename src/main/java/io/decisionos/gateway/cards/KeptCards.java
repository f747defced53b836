package io.decisionos.gateway.cards;

import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps finished cards until what they show changes. Bounded for each tenant and in all: what was
 * not asked for longest goes first. Confined to one verticle.
 */
final class KeptCards {
  private static final int MOST_TENANTS = 128;
  private static final int MOST_CARDS = 16;
  private static final int MOST_BYTES = 128 << 10;

  private final Map<TenantId, Shelf> shelves = recent(MOST_TENANTS);

  /** What the cards of a shelf were drawn from. */
  record Basis(long version, ReasonCatalog catalog) {}

  private record Shelf(Basis basis, Map<Card, Future<CardAnswer>> cards) {}

  private static <K, V> Map<K, V> recent(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }

  /** The kept card, or what drawing it makes; whoever asks meanwhile waits for the same drawing. */
  Future<CardAnswer> get(
      TenantId tenant, Basis basis, Card card, Supplier<Future<CardAnswer>> drawing) {
    Map<Card, Future<CardAnswer>> cards = shelf(tenant, basis).cards();
    Future<CardAnswer> kept = cards.get(card);
    if (kept != null) {
      return kept;
    }
    Future<CardAnswer> drawn = drawing.get();
    cards.put(card, drawn);
    return drawn
        .onSuccess(
            answer -> {
              if (answer.body().length() > MOST_BYTES) {
                cards.remove(card, drawn);
              }
            })
        .onFailure(cause -> cards.remove(card, drawn));
  }

  private Shelf shelf(TenantId tenant, Basis basis) {
    Shelf shelf = shelves.get(tenant);
    if (shelf == null || !shelf.basis().equals(basis)) {
      shelf = new Shelf(basis, recent(MOST_CARDS));
      shelves.put(tenant, shelf);
    }
    return shelf;
  }

  /** Drops what belongs to tenants that are gone. */
  void retain(TenantBook book) {
    shelves.keySet().removeIf(tenant -> book.known(tenant).isEmpty());
  }
}
