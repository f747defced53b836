package io.decisionos.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When gateways count as different, and which file is named. */
final class DriftWatchTest {
  private final DriftWatch watch = new DriftWatch();

  @Test
  void aFileThatDiffersIsNamedAfterTenSecondsWithWhoeverIsAlone() {
    assertThat(at(0, "a", "a", "b")).isEmpty();
    assertThat(at(10, "a", "a", "b")).isEmpty();
    assertThat(at(11, "a", "a", "b")).containsExactly(new Drift("x.yaml", List.of("g2")));
    assertThat(at(12, "a", "a", "a")).isEmpty();
    assertThat(at(13, "a", "a", "b")).isEmpty();
  }

  @Test
  void whereNoVersionIsThatOfMostAllAreNamed() {
    at(0, "a", "b");
    assertThat(at(11, "a", "b")).containsExactly(new Drift("x.yaml", List.of("g0", "g1")));
  }

  @Test
  void aChangeAfterTheOtherThatSpreadsIsNone() {
    for (int second = 0; second < 60; second++) {
      assertThat(at(second, "v" + second, "v" + (second - 1))).isEmpty();
    }
  }

  @Test
  void whoStaysBehindWhileOthersGoOnIsFound() {
    for (int second = 0; second <= 10; second++) {
      at(second, "old", "v" + second, "v" + second);
    }
    assertThat(at(11, "old", "v11", "v11")).containsExactly(new Drift("x.yaml", List.of("g0")));
  }

  @Test
  void aFileThatOneDoesNotHaveDiffers() {
    List<Beat> beats = List.of(beat("g0", Map.of()), beat("g1", Map.of("x.yaml", "a")));
    watch.look(beats, 0);
    assertThat(watch.look(beats, Duration.ofSeconds(11).toNanos()))
        .extracting(Drift::file)
        .containsExactly("x.yaml");
  }

  @Test
  void filesThatAreTooManyToBeToldAreNamedTogether() {
    Map<String, String> many =
        IntStream.range(0, 100_000)
            .boxed()
            .collect(Collectors.toMap(i -> "tenants/" + i, i -> "a"));
    var other = new HashMap<>(many);
    other.put("tenants/7", "b");
    List<Beat> beats = List.of(beat("g0", many), beat("g1", other));
    watch.look(beats, 0);
    assertThat(watch.look(beats, Duration.ofSeconds(11).toNanos()))
        .containsExactly(new Drift(DriftWatch.MANY, List.of("g0", "g1")));
  }

  @Test
  void whatIsShownIsReadBackAndWhatIsNoneIsPassedOver() {
    Beat beat = beat("g0", Map.of("x.yaml", "a"));
    assertThat(Beat.decode("g0", beat.encode())).contains(beat);
    assertThat(Stream.of("", "[]", "{\"addresses\": 1}", "{\"told\": {\"x\": {}}}"))
        .allMatch(text -> Beat.decode("i", text).isEmpty());
    assertThat(Beat.decode("i", "{}").orElseThrow().rooms()).isEmpty();
  }

  private List<Drift> at(int second, String... versions) {
    List<Beat> beats =
        IntStream.range(0, versions.length)
            .mapToObj(i -> beat("g" + i, Map.of("x.yaml", versions[i], "same.yaml", "s")))
            .toList();
    return watch.look(beats, Duration.ofSeconds(second).toNanos());
  }

  private static Beat beat(String name, Map<String, String> files) {
    Prints prints = Prints.of(files);
    Set<Integer> all = IntStream.range(0, Prints.ROOMS).boxed().collect(Collectors.toSet());
    return new Beat(
        name,
        name,
        "1",
        Map.of("http", "h:1"),
        "2026-01-01T00:00:00Z",
        false,
        1,
        prints.fingerprint(),
        prints.rooms(),
        prints.told(all));
  }
}
