package io.decisionos.gateway.cards;

import io.decisionos.gateway.cards.ReasonCatalog.Label;
import io.decisionos.gateway.cards.count.Slice;
import io.decisionos.gateway.cards.count.Span;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Window;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The card of the catalogue's labels by group, with overlays and highlights.
 *
 * @param period as the caller named the window
 * @param bucket empty if no cells are wanted
 */
record LabelHeatmap(String period, Window window, Optional<Span> bucket, Shading shading)
    implements Card {
  // An answer lies in memory whole: some 10 MB here, for nine labels of a year by the hour.
  private static final int MOST_CELLS = 100_000;

  /** Which overlays are wanted. */
  enum Overlay {
    NONE,
    THRESHOLD,
    WEIGHTED,
    BOTH;

    static final Map<String, Overlay> WORDS =
        Map.of("none", NONE, "threshold", THRESHOLD, "weighted", WEIGHTED, "both", BOTH);
  }

  /** What a highlight's value is. */
  enum Mode {
    WEIGHTED,
    RAW;

    static final Map<String, Mode> WORDS = Map.of("weighted", WEIGHTED, "raw", RAW);
  }

  /**
   * What is shown beside the counts.
   *
   * @param highlight how many labels are highlighted
   */
  record Shading(Overlay overlay, int highlight, Mode mode) {}

  @Override
  public JsonObject draw(Sources sources) {
    ReasonCatalog catalog = sources.catalog();
    ReasonScores scores = sources.scores(window);
    JsonObject json =
        sources
            .answer()
            .put("period", period)
            .put("labels", new JsonArray(catalog.labels().stream().map(Label::name).toList()))
            .put(
                "groups",
                new JsonArray(catalog.groups().stream().map(ReasonCatalog.Group::name).toList()))
            .put("matrix", byGroup(catalog, label -> scores.count(label.name())))
            .put("other", scores.groups().getOrDefault(ReasonCatalog.OTHER, 0L))
            .put("overlays", overlays(catalog, scores))
            .put("highlights", highlights(catalog, scores));
    bucket.ifPresent(span -> json.put("cells", cells(sources, span)));
    return json;
  }

  private static JsonObject byGroup(ReasonCatalog catalog, Function<Label, Object> value) {
    var groups = new JsonObject();
    catalog.groups().forEach(group -> groups.put(group.name(), new JsonObject()));
    catalog
        .labels()
        .forEach(
            label -> groups.getJsonObject(label.group()).put(label.name(), value.apply(label)));
    return groups;
  }

  private JsonObject overlays(ReasonCatalog catalog, ReasonScores scores) {
    var overlays = new JsonObject();
    if (shading.overlay() == Overlay.THRESHOLD || shading.overlay() == Overlay.BOTH) {
      overlays.put(
          "threshold",
          byGroup(catalog, label -> label.thresholds().state(scores.count(label.name()))));
    }
    if (shading.overlay() == Overlay.WEIGHTED || shading.overlay() == Overlay.BOTH) {
      overlays.put("weighted", byGroup(catalog, label -> scores.value(label.name()).doubleValue()));
    }
    return overlays;
  }

  private JsonArray highlights(ReasonCatalog catalog, ReasonScores scores) {
    var values = new TreeMap<String, BigDecimal>();
    catalog.labels().stream()
        .map(Label::name)
        .filter(name -> scores.count(name) > 0)
        .forEach(name -> values.put(name, value(scores, name)));
    List<Map.Entry<String, BigDecimal>> top = Ranking.top(values, shading.highlight());
    var highlights = new JsonArray();
    for (Map.Entry<String, BigDecimal> label : top) {
      highlights.add(
          new JsonObject()
              .put("group", catalog.group(label.getKey()))
              .put("label", label.getKey())
              .put("value", number(label.getValue()))
              .put("rank", highlights.size() + 1));
    }
    return highlights;
  }

  private BigDecimal value(ReasonScores scores, String name) {
    return switch (shading.mode()) {
      case WEIGHTED -> scores.value(name);
      case RAW -> BigDecimal.valueOf(scores.count(name));
    };
  }

  private Number number(BigDecimal value) {
    return switch (shading.mode()) {
      case WEIGHTED -> (Number) value.doubleValue();
      case RAW -> (Number) value.longValueExact();
    };
  }

  private JsonArray cells(Sources sources, Span span) {
    var cells = new JsonArray();
    sources
        .counts()
        .slices(window.start(), window.end(), span)
        .forEach(slice -> addCells(cells, sources.catalog(), slice));
    return cells;
  }

  private static void addCells(JsonArray cells, ReasonCatalog catalog, Slice slice) {
    ReasonScores.of(catalog, slice.tally())
        .raw()
        .forEach(
            (name, count) -> {
              if (catalog.knows(name)) {
                cells.add(
                    new JsonObject()
                        .put("start", slice.start().toString())
                        .put("label", name)
                        .put("n", count));
              }
            });
    if (cells.size() > MOST_CELLS) {
      throw Call.invalid(
          "This period has more than "
              + MOST_CELLS
              + " cells; ask for a shorter one, or for larger buckets.");
    }
  }
}
