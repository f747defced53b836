package io.decisionos.gateway.keysource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.decisionos.gateway.fixture.FakeAws;
import io.decisionos.gateway.fixture.FakeAws.Mood;
import io.decisionos.gateway.keys.Material;
import io.decisionos.gateway.keys.MaterialPlace;
import io.decisionos.gateway.keys.RemotePlace;
import io.decisionos.gateway.keys.Source;
import io.decisionos.gateway.keysource.MaterialSource.Reading;
import io.decisionos.gateway.keysource.aws.AwsSources;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the real SDK makes of services that are not well. */
final class AwsTroubleTest {
  private FakeAws aws;

  @BeforeEach
  void start() throws IOException {
    aws = FakeAws.start();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private MaterialSource open(Source source) {
    return AwsSources.open(source, Optional.of(URI.create(aws.endpoint())));
  }

  private static List<RemotePlace> places(Source source, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            number ->
                new RemotePlace(
                    new MaterialPlace(source, "k" + number),
                    Optional.of(Material.of(FakeAws.sealed("plain" + number)))))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(value = Mood.class, names = "WELL", mode = EnumSource.Mode.EXCLUDE)
  void aServiceThatIsNotWellGivesNothingAndOneCallIsEnoughToSeeIt(Mood mood) {
    aws.turn(mood);
    for (Source source : List.of(Source.SSM, Source.KMS)) {
      aws.calls().clear();
      try (MaterialSource open = open(source)) {
        Map<MaterialPlace, Reading> readings = open.read(places(source, 12));

        assertThat(readings).hasSize(12);
        assertThat(readings.values())
            .allSatisfy(
                reading -> {
                  assertThat(reading.material()).isEmpty();
                  assertThat(reading.trouble().orElseThrow())
                      .matches("[ -~]{5,100}")
                      .doesNotContain("plain", "k1");
                });
      }
      boolean ofOneKey = mood == Mood.REFUSING && source == Source.KMS;
      assertThat(aws.calls()).hasSize(ofOneKey ? 12 : 1);
    }
  }

  @Test
  void whatIsNotThereIsToldOfThatKeyAlone() {
    aws.holding("k0", "a").holding("k2", "c", "String");
    try (MaterialSource open = open(Source.SSM)) {
      Map<MaterialPlace, Reading> readings = open.read(places(Source.SSM, 3));

      assertThat(readings.get(new MaterialPlace(Source.SSM, "k0")))
          .isEqualTo(Reading.of(new Material("a")));
      assertThat(readings.get(new MaterialPlace(Source.SSM, "k1")).trouble())
          .contains("is no parameter there");
      assertThat(readings.get(new MaterialPlace(Source.SSM, "k2")).trouble())
          .contains("is no SecureString");
    }
  }

  @Test
  void tenParametersAreReadWithOneCall() {
    try (MaterialSource open = open(Source.SSM)) {
      open.read(places(Source.SSM, 23));
    }
    assertThat(aws.calls()).hasSize(3);
  }

  @Test
  void aCiphertextThatIsNoneIsToldOfThatKeyAlone() {
    var broken =
        new RemotePlace(new MaterialPlace(Source.KMS, "broken"), Optional.of(new Material("AAAA")));
    List<RemotePlace> both = List.of(broken, places(Source.KMS, 1).get(0));
    try (MaterialSource open = open(Source.KMS)) {
      Map<MaterialPlace, Reading> readings = open.read(both);

      assertThat(readings.get(broken.place()).trouble().orElseThrow())
          .contains("InvalidCiphertextException");
      assertThat(readings.get(both.get(1).place()).material()).contains(new Material("plain0"));
    }
  }

  @Test
  void whereNobodyListensNothingIsRead() {
    aws.close();
    try (MaterialSource open = open(Source.SSM)) {
      assertThatCode(() -> open.read(places(Source.SSM, 1))).doesNotThrowAnyException();
      assertThat(open.read(places(Source.SSM, 1)).values())
          .allSatisfy(reading -> assertThat(reading.trouble()).isPresent());
    }
  }
}
