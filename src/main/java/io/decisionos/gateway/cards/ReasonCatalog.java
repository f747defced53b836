package io.decisionos.gateway.cards;

import io.decisionos.gateway.cards.count.Tally;
import io.decisionos.gateway.text.Sha256;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the cards know of reasons: {@code conf/cards.yaml} as a value. Immutable; {@link #sha256}
 * tells two contents apart.
 */
public final class ReasonCatalog {
  /** The group of the reasons that the catalogue does not know. */
  static final String OTHER = "other";

  /** How many decimals a weight may have. */
  static final int DECIMALS = 4;

  private static final int EDITION = 16;

  private final List<Group> groups;
  private final List<Label> labels;
  private final Map<String, Label> byReason = new HashMap<>();
  private final Map<String, BigDecimal> weights = new LinkedHashMap<>();
  // Scores of thousands of buckets go into one answer, so that they are reckoned in whole numbers.
  private final Map<String, Long> scaled = new HashMap<>();
  private final String sha256;

  /** A group of labels; its score is its count times its weight. */
  record Group(String name, BigDecimal weight, String color) {
    private JsonObject json() {
      return new JsonObject()
          .put("name", name)
          .put("weight", weight.stripTrailingZeros().toPlainString())
          .put("color", color);
    }
  }

  /** From which count on a label's state is worse than {@code ok}. */
  record Thresholds(long warn, long crit) {
    /** The state of a count, as the heatmap words it. */
    String state(long count) {
      if (count >= crit) {
        return "crit";
      }
      return count >= warn ? "warn" : "ok";
    }
  }

  /** How a label looks, and what it means. */
  record Look(String color, long priority, String description) {}

  /**
   * A reason that the catalogue knows.
   *
   * @param aliases other reasons that count under its name
   */
  record Label(String name, String group, Look look, List<String> aliases, Thresholds thresholds) {

    private JsonObject json() {
      return new JsonObject()
          .put("name", name)
          .put("group", group)
          .put("color", look.color())
          .put("priority", look.priority())
          .put("description", look.description())
          .put("aliases", new JsonArray(aliases))
          .put("warn", thresholds.warn())
          .put("crit", thresholds.crit());
    }
  }

  ReasonCatalog(List<Group> groups, List<Label> labels) {
    this.groups = List.copyOf(groups);
    this.labels = List.copyOf(labels);
    groups.forEach(group -> weights.put(group.name(), group.weight()));
    weights.put(OTHER, BigDecimal.ONE);
    weights.forEach(
        (group, weight) -> scaled.put(group, weight.movePointRight(DECIMALS).longValueExact()));
    for (Label label : labels) {
      byReason.put(label.name(), label);
      label.aliases().forEach(alias -> byReason.put(alias, label));
    }
    this.sha256 = digest();
  }

  /** Of a form that neither comments nor the layout of the file change. */
  private String digest() {
    var allGroups = new JsonArray();
    groups.forEach(group -> allGroups.add(group.json()));
    var allLabels = new JsonArray();
    labels.forEach(label -> allLabels.add(label.json()));
    String canonical = new JsonObject().put("groups", allGroups).put("labels", allLabels).encode();
    return Sha256.hex(canonical.getBytes(StandardCharsets.UTF_8));
  }

  /** 64 hex digits that change when anything that cards show does. */
  public String sha256() {
    return sha256;
  }

  /** The beginning of {@link #sha256}, which tells editions apart just as well. */
  String edition() {
    return sha256.substring(0, EDITION);
  }

  /** The groups in the order of the file. */
  List<Group> groups() {
    return groups;
  }

  /** The labels in the order of the file. */
  List<Label> labels() {
    return labels;
  }

  /** The weight of each group, and of {@link #OTHER}. */
  Map<String, BigDecimal> weights() {
    return weights;
  }

  BigDecimal weight(String group) {
    return weights.get(group);
  }

  /** Tells whether a reason counts under a label. */
  boolean knows(String reason) {
    return byReason.containsKey(reason);
  }

  /** The name that a reason counts under: its label's, or its own. */
  String name(String reason) {
    Label label = byReason.get(reason);
    return label == null ? reason : label.name();
  }

  /** The group that a reason counts under. */
  String group(String reason) {
    Label label = byReason.get(reason);
    return label == null ? OTHER : label.group();
  }

  /** The score of counts by reason, exact; the sum of all groups' scores. */
  BigDecimal score(Tally tally) {
    var score = new long[1];
    try {
      tally.forEach(
          (reason, count) ->
              score[0] =
                  Math.addExact(score[0], Math.multiplyExact(scaled.get(group(reason)), count)));
      return BigDecimal.valueOf(score[0], DECIMALS);
    } catch (ArithmeticException tooLarge) {
      return ReasonScores.of(this, tally).score();
    }
  }
}
