package io.decisionos.gateway.overlay;

import io.decisionos.gateway.config.YamlSource;
import io.decisionos.gateway.tenant.Origin;
import io.decisionos.gateway.tenant.SloKey;
import io.decisionos.gateway.tenant.Tenant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A tenant's overlays as operators see them: each effective value with its origin. Pure. */
public final class EffectiveOverlay {
  private static final String OWN_LABELS = "label_overlay.additional_labels";
  private static final String OWN_SLO = "slo_overlay.";

  private EffectiveOverlay() {}

  /** The SLO by dotted key. */
  public static JsonObject slo(OverlayDefaults defaults, Tenant tenant) {
    var slo = new EffectiveSlo(defaults.slo(), tenant.slo());
    YamlSource.Parsed global = defaults.sloFile().parse();
    YamlSource.Parsed own = tenant.file().parse();
    var json = new JsonObject();
    for (SloKey key : SloKey.values()) {
      EffectiveSlo.Found found = slo.find(key.dotted()).orElseThrow();
      Origin origin =
          switch (found.source()) {
            case TENANT -> Origin.tenant(tenant.source(), own.line(OWN_SLO + key.dotted()));
            case GLOBAL -> Origin.global(defaults.sloFile().file(), global.line(key.dotted()));
          };
      json.put(key.dotted(), origin.on(new JsonObject().put("value", found.value())));
    }
    return json;
  }

  /** The labels in the order of the catalogue. */
  public static JsonArray labels(OverlayDefaults defaults, Tenant tenant) {
    var global = lines(defaults.labelsFile(), "labels");
    var own = lines(tenant.file(), OWN_LABELS);
    JsonArray catalog = new LabelCatalog(defaults.labels(), tenant.labels()).json();
    for (int i = 0; i < catalog.size(); i++) {
      JsonObject label = catalog.getJsonObject(i);
      String key = label.getString("key");
      boolean isOwn = label.getString("source").equals(Source.TENANT.word());
      Origin origin =
          isOwn
              ? Origin.tenant(tenant.source(), OptionalInt.of(own.get(key)))
              : Origin.global(defaults.labelsFile().file(), OptionalInt.of(global.get(key)));
      origin.on(label);
    }
    return catalog;
  }

  /** The line of each label of a list, by the label's key. */
  private static Map<String, Integer> lines(YamlSource file, String list) {
    YamlSource.Parsed parsed = file.parse();
    List<?> labels = items(parsed.plain(), list);
    return IntStream.range(0, labels.size())
        .boxed()
        .collect(
            Collectors.toMap(
                i -> String.valueOf(((Map<?, ?>) labels.get(i)).get("key")),
                i -> parsed.line(list + "[" + i + "].key").orElseThrow()));
  }

  private static List<?> items(Object plain, String path) {
    Object found = plain;
    for (String key : path.split("\\.", -1)) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return found instanceof List<?> items ? items : List.of();
  }
}
