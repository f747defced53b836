package io.decisionos.gateway.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.decisionos.gateway.capacity.CapacityModel.MixCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a model says of points that were not measured, and when it says nothing. */
final class CapacityModelTest {
  private static final Mix HALVES = Mix.parse("reads=1,writes=1").orElseThrow();

  @Test
  void timesOfKindsAddUpToThatOfAMix() {
    CapacityModel model = Models.exact();
    Forecast forecast = model.forecast(1, HALVES).orElseThrow();
    double truth =
        12 / (0.5 * 12 / Models.READS.perSecond(12) + 0.5 * 12 / Models.WRITES.perSecond(12));
    assertThat(forecast.perSecond(12).value()).isCloseTo(truth, within(1e-6));
    assertThat(forecast.p95(12).value()).isCloseTo(12 / truth * 1000 * 1.8, within(1e-6));
  }

  @Test
  void theKneeIsWhereNineTenthsOfTheBestAreReached() {
    Forecast forecast = Models.exact().forecast(1, Mix.only(Kind.READS)).orElseThrow();
    double best = forecast.best().value();
    assertThat(forecast.perSecond(forecast.knee()).value()).isCloseTo(0.9 * best, within(1.0));
    // By the law, most is got by the root of (1 - sigma) / kappa callers.
    assertThat(best).isCloseTo(Models.READS.perSecond(Math.sqrt(0.95 / 0.001)), within(best / 500));
  }

  private static CapacityModel checked(double... timesLonger) {
    CapacityModel model = Models.exact();
    var checks = new ArrayList<MixCheck>();
    for (double longer : timesLonger) {
      Step plain = Models.mixed(HALVES, 12);
      var step =
          new Step(
              12,
              plain.perSecond() / longer,
              plain.meanMs() * longer,
              plain.p95Ms() * longer * longer,
              999,
              0);
      checks.add(new MixCheck(HALVES, 1, step));
    }
    return new CapacityModel(model.origin(), model.curves(), checks, 1);
  }

  @Test
  void whatChecksWereOffWidensTheIntervals() {
    CapacityModel model = checked(1 / 1.2, 1.2);
    // Two times whose mean is right but for 0.017, of which the effect is made.
    assertThat(model.mixEffect().perSecondOff())
        .isCloseTo(Math.hypot(Math.log(1.2 / 1.0167), Math.log(1.2 * 1.0167)), within(1e-3));
    Estimate wide = model.forecast(1, HALVES).orElseThrow().perSecond(12);
    assertThat(wide.high() / wide.value()).isGreaterThan(1.2);
  }

  @Test
  void whatKindsCostEachOtherIsLearnedFromTheChecks() {
    CapacityModel model = checked(1.3, 1.3);
    assertThat(model.mixEffect().perSecondOff()).isCloseTo(0, within(1e-9));
    Forecast same = model.forecast(1, HALVES).orElseThrow();
    Step plain = Models.mixed(HALVES, 12);
    assertThat(same.perSecond(12).value()).isCloseTo(plain.perSecond() / 1.3, within(1e-6));
    assertThat(same.p95(12).value()).isCloseTo(plain.p95Ms() * 1.69, within(1e-6));
    // Of another mix, by its part of pairs of two kinds: 0.18 instead of 0.5.
    Mix nine = Mix.parse("reads=9,writes=1").orElseThrow();
    assertThat(model.forecast(1, nine).orElseThrow().perSecond(12).value())
        .isCloseTo(Models.mixed(nine, 12).perSecond() / (1 + 0.6 * 0.18), within(1e-6));
    // One kind alone meets no other.
    assertThat(model.forecast(1, Mix.only(Kind.READS)).orElseThrow().perSecond(12).value())
        .isCloseTo(Models.READS.perSecond(12), within(1e-6));
  }

  @Test
  void kindsDoNotSpeedEachOtherUp() {
    assertThat(checked(0.8, 0.8).mixEffect().mean()).isZero();
  }

  @Test
  void thinDataAreRefusedWithTheReason() {
    List<Step> all = Models.READS.steps(new SplittableRandom(1));
    var few = new Curve(Kind.READS, 2, all.subList(0, 4));
    assertThat(few.objections()).singleElement().asString().contains("4 of 4 steps count");
    List<Step> short0 =
        all.stream().map(s -> new Step(s.users(), s.perSecond(), s.meanMs(), 1, 99, 0)).toList();
    assertThat(new Curve(Kind.READS, 1, short0).objections())
        .singleElement()
        .asString()
        .contains("reads with 1 event loop: 0 of 7", "99 answers");
    List<Step> wild = new Planted(1000, 0.05, 0.001, 0.5).steps(new SplittableRandom(1));
    assertThat(new Curve(Kind.READS, 1, wild).objections())
        .singleElement()
        .asString()
        .contains("too far apart");
  }

  @Test
  void stepsThatDisagreeWithThemselvesDoNotCount() {
    assertThat(new Step(10, 1000, 10, 20, 500, 0).objection()).isEmpty();
    assertThat(new Step(10, 1000, 12, 20, 500, 0).objection().orElseThrow()).contains("Little");
    assertThat(new Step(10, 1000, 10, 20, 500, 0.02).objection().orElseThrow()).contains("bad");
    assertThat(new Step(10, 0, 0, 0, 500, 0).objection()).isPresent();
  }

  @Test
  void aModelIsTheSameAfterItWasWrittenAndRead() {
    CapacityModel model = Models.measured();
    assertThat(ModelJson.read(ModelJson.write(model))).contains(model);
  }

  @Test
  void whatIsNoModelIsNone() {
    String whole = ModelJson.write(Models.exact());
    for (String text :
        List.of(
            "",
            "[]",
            "{}",
            "{\"format\": 1}",
            "{\"format\": 2}",
            whole.substring(0, 300),
            whole.replace("\"reads\"", "\"dreams\""),
            whole.replace("\"users\" : 1,", "\"users\" : \"one\","),
            whole.replace("2026-", "next-"))) {
      assertThat(ModelJson.read(text)).as(text).isEmpty();
    }
  }

  @Test
  void thePageSaysWhatTheModelDoesAndLoadsNothing() {
    String page = CapacityPage.of(Models.measured());
    assertThat(page)
        .contains("reads with 1 event loop", "<svg", "lambda", "cards with 2 event loops");
    assertThat(page).doesNotContain("NaN", "Infinity", "<script", "http://", "https://", "src=");
    assertThat(page).contains("&lt;b&gt;bold&lt;/b&gt;").doesNotContain("<b>bold");
  }

  @Test
  void mixesAreReadOrRefused() {
    assertThat(Mix.parse("reads=7,writes=2,cards=1")).contains(Mix.USUAL);
    for (String text :
        List.of("reads", "reads=0", "reads=-1", "reads=1,reads=2", "dreams=1", "reads=1,", "=1")) {
      assertThat(Mix.parse(text)).as(text).isEmpty();
    }
  }
}
