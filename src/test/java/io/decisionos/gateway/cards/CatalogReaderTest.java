package io.decisionos.gateway.cards;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.cards.ReasonCatalog.Label;
import io.decisionos.gateway.config.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogReaderTest {
  @Test
  void theShippedFileHasTheGroupsOfTheContract() {
    assertThat(Catalogs.shipped().groups())
        .extracting(group -> group.name() + " " + group.weight() + " " + group.color())
        .containsExactly(
            "infra 1.3 c0392b",
            "perf 1.1 2980b9",
            "canary 1.2 f39c12",
            "quota 0.9 8e44ad",
            "budget 1 27ae60",
            "anomaly 1.15 16a085");
  }

  @Test
  void theShippedFileHasTheLabelsOfTheContract() {
    assertThat(Catalogs.shipped().labels())
        .extracting(CatalogReaderTest::words)
        .containsExactly(
            "reason:infra-latency ee0701 infra 100 3/7",
            "reason:infra-error b60205 infra 95 2/5",
            "reason:perf 1f77b4 perf 80 5/10",
            "reason:anomaly 16a085 anomaly 75 5/10",
            "reason:canary f39c12 canary 70 5/10",
            "reason:budget-exceeded 27ae60 budget 65 5/10",
            "reason:quota 8e44ad quota 60 5/10");
  }

  private static String words(Label label) {
    return "%s %s %s %d %d/%d"
        .formatted(
            label.name(),
            label.look().color(),
            label.group(),
            label.look().priority(),
            label.thresholds().warn(),
            label.thresholds().crit());
  }

  @Test
  void aReasonCountsUnderItsLabelOrItself() {
    ReasonCatalog catalog = Catalogs.withAlias();
    assertThat(catalog.name("slow-network")).isEqualTo("reason:infra-latency");
    assertThat(catalog.group("slow-network")).isEqualTo("infra");
    assertThat(catalog.name("reason:none")).isEqualTo("reason:none");
    assertThat(catalog.group("reason:none")).isEqualTo("other");
  }

  @Test
  void theDigestChangesWithTheContentAndNotWithTheLayout() {
    String shipped = Catalogs.shippedText();
    String digest = Catalogs.shipped().sha256();
    assertThat(digest).matches("[0-9a-f]{64}");
    assertThat(Catalogs.of("# more\n" + shipped.replace("1.30", "1.3")).sha256()).isEqualTo(digest);
    for (String change : List.of("1.30|1.31", "ee0701|ee0702", "priority: 60|priority: 61")) {
      String[] both = change.split("\\|", -1);
      assertThat(Catalogs.of(shipped.replace(both[0], both[1])).sha256())
          .as(change)
          .isNotEqualTo(digest);
    }
    assertThat(Catalogs.withAlias().sha256()).isNotEqualTo(digest);
  }

  @Test
  void thresholdsOfTheFileHoldWhereALabelHasNone() {
    ReasonCatalog catalog =
        Catalogs.of(Catalogs.shippedText().replaceFirst("warn: 5\n  crit: 10", "crit: 20"));
    assertThat(catalog.labels().get(0).thresholds().state(3)).isEqualTo("warn");
    assertThat(catalog.labels().get(2).thresholds().state(19)).isEqualTo("warn");
    assertThat(catalog.labels().get(2).thresholds().state(20)).isEqualTo("crit");
    assertThat(catalog.labels().get(2).thresholds().state(4)).isEqualTo("ok");
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        Arguments.of("color: \"ee0701\"", "color: red", "labels[0].color"),
        Arguments.of("group: infra\n", "group: nobody\n", "labels[0].group"),
        Arguments.of("group: perf\n", "group: other\n", "labels[2].group"),
        Arguments.of("name: reason:infra-error", "name: reason:perf", "labels[2].name"),
        Arguments.of("aliases: []", "aliases: [reason:perf]", "labels[2].name"),
        Arguments.of("priority: 100", "priority: 1001", "labels[0].priority"),
        Arguments.of("warn: 3, crit: 7", "warn: 8, crit: 7", "labels[0].thresholds.crit"),
        Arguments.of("warn: 3, crit: 7", "warn: 11", "labels[0].thresholds.warn"),
        Arguments.of("name: perf,", "name: infra,", "groups[1].name"),
        Arguments.of("name: quota,", "name: other,", "groups[3].name"),
        Arguments.of("weight: 1.30", "weight: 0", "groups[0].weight"),
        Arguments.of("weight: 1.30", "weight: 1000.5", "groups[0].weight"),
        Arguments.of("weight: 1.30", "weight: 1.00001", "groups[0].weight"),
        Arguments.of("weight: 1.30", "weight: .inf", "groups[0].weight"),
        Arguments.of("weight: 1.30, ", "", "groups[0].weight"),
        Arguments.of("thresholds:  ", "threshold:  ", "threshold"));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @MethodSource("badFiles")
  void aBadFileIsRefusedWithKeyAndLine(String good, String bad, String key) {
    String text = Catalogs.shippedText();
    assertThat(text).contains(good);
    List<Fault> faults =
        Catalogs.faults(text.substring(0, text.indexOf(good)) + bad + after(text, good));
    assertThat(faults).extracting(Fault::key).contains(key);
    assertThat(faults).allSatisfy(fault -> assertThat(fault.line()).isPresent());
  }

  private static String after(String text, String good) {
    return text.substring(text.indexOf(good) + good.length());
  }
}
