package io.decisionos.gateway.cards;

import io.vertx.core.json.JsonObject;

/** The card of colours: what each label looks like and means. */
record Palette() implements Card {
  @Override
  public boolean showsCounts() {
    return false;
  }

  @Override
  public JsonObject draw(Sources sources) {
    return sources
        .answer()
        .put("seed", sources.catalog().sha256())
        .put("palette", json(sources.catalog()));
  }

  static JsonObject json(ReasonCatalog catalog) {
    var palette = new JsonObject();
    for (ReasonCatalog.Label label : catalog.labels()) {
      palette.put(
          label.name(),
          new JsonObject()
              .put("color", label.look().color())
              .put("description", label.look().description()));
    }
    return palette;
  }
}
