package io.decisionos.gateway.cards;

import io.decisionos.gateway.cards.ReasonCatalog.Group;
import io.decisionos.gateway.cards.ReasonCatalog.Label;
import io.decisionos.gateway.cards.ReasonCatalog.Look;
import io.decisionos.gateway.cards.ReasonCatalog.Thresholds;
import io.decisionos.gateway.config.NumberRange;
import io.decisionos.gateway.config.Section;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code cards.yaml}; its faults stay with the section. Confined to one read. */
public final class CatalogReader {
  private static final Pattern REASON = Pattern.compile("[^\\p{Cntrl}]{1,128}");
  private static final String A_REASON = "1 to 128 characters, none of them a control character";
  private static final Pattern GROUP = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
  private static final Pattern COLOR = Pattern.compile("[0-9a-f]{6}");
  private static final BigDecimal MOST_WEIGHT = BigDecimal.valueOf(1000);
  private static final long MOST_COUNT = 1_000_000_000_000L;
  private static final int MOST_GROUPS = 64;
  private static final int MOST_LABELS = 512;
  private static final Thresholds SHIPPED = new Thresholds(5, 10);

  private final List<Group> groups = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();
  private final Set<String> groupNames = new HashSet<>(Set.of(ReasonCatalog.OTHER));
  private final Set<String> reasons = new HashSet<>(Set.of(EarlierCounts.REST));

  private CatalogReader() {}

  /** The catalogue that the file describes. */
  public static ReasonCatalog read(Section root) {
    var reader = new CatalogReader();
    Thresholds usual = thresholds(root.section("thresholds"), SHIPPED);
    root.require("groups");
    root.require("labels");
    few(root, "groups", MOST_GROUPS).forEach(reader::readGroup);
    few(root, "labels", MOST_LABELS).forEach(item -> reader.readLabel(item, usual));
    root.close();
    return new ReasonCatalog(reader.groups, reader.labels);
  }

  private static List<Section> few(Section root, String key, int most) {
    List<Section> items = root.sections(key);
    if (items.size() > most) {
      root.refuse(key, items.size() + " of them", "at most " + most);
    }
    return items;
  }

  private static Thresholds thresholds(Section section, Thresholds usual) {
    Optional<Long> warn = section.integer("warn", 1, MOST_COUNT);
    Optional<Long> crit = section.integer("crit", 1, MOST_COUNT);
    section.close();
    var read = new Thresholds(warn.orElse(usual.warn()), crit.orElse(usual.crit()));
    if (read.crit() < read.warn()) {
      section.refuse(
          crit.isPresent() ? "crit" : "warn",
          "crit " + read.crit() + " below warn " + read.warn(),
          "a crit of at least warn");
    }
    return read;
  }

  private void readGroup(Section item) {
    List.of("name", "weight", "color").forEach(item::require);
    Optional<String> name =
        item.text("name", GROUP, "1 to 64 characters of a-z, 0-9, _ and -")
            .filter(word -> isNew(item, "name", word, groupNames));
    Optional<BigDecimal> weight =
        item.number("weight", NumberRange.POSITIVE)
            .map(BigDecimal::stripTrailingZeros)
            .filter(number -> isShort(item, number));
    Optional<String> color = color(item);
    item.close();
    name.ifPresent(
        word -> groups.add(new Group(word, weight.orElse(BigDecimal.ONE), color.orElse(""))));
  }

  /** A score has to stay a number that can be written out. */
  private static boolean isShort(Section item, BigDecimal weight) {
    boolean fine = weight.compareTo(MOST_WEIGHT) <= 0 && weight.scale() <= ReasonCatalog.DECIMALS;
    if (!fine) {
      item.refuse("weight", weight.toPlainString(), "at most 1000, with at most 4 decimals");
    }
    return fine;
  }

  private static Optional<String> color(Section item) {
    return item.text("color", COLOR, "six hex digits in quotes, such as \"c0392b\"");
  }

  private static boolean isNew(Section item, String key, String name, Set<String> names) {
    boolean fresh = names.add(name);
    if (!fresh) {
      item.refuse(key, '"' + name + "\", which is taken", "each name once");
    }
    return fresh;
  }

  private void readLabel(Section item, Thresholds usual) {
    List.of("name", "group", "color", "priority", "description").forEach(item::require);
    Optional<String> name =
        item.text("name", REASON, A_REASON).filter(word -> isNew(item, "name", word, reasons));
    Optional<String> group = item.text("group").filter(word -> isGroup(item, word));
    var look =
        new Look(
            color(item).orElse(""),
            item.integer("priority", 0, 1000).orElse(0L),
            item.text("description").orElse(""));
    List<String> aliases = item.texts("aliases").orElse(List.of());
    aliases.forEach(alias -> isNew(item, "aliases", alias, reasons));
    Thresholds own = thresholds(item.section("thresholds"), usual);
    item.close();
    name.ifPresent(
        word -> labels.add(new Label(word, group.orElse(ReasonCatalog.OTHER), look, aliases, own)));
  }

  private boolean isGroup(Section item, String group) {
    boolean known = groupNames.contains(group) && !group.equals(ReasonCatalog.OTHER);
    if (!known) {
      item.refuse("group", '"' + group + '"', "the name of one of the groups");
    }
    return known;
  }
}
