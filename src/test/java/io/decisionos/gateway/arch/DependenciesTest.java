package io.decisionos.gateway.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the gateway is built of: nothing older than the bills of versions that it follows. */
final class DependenciesTest {
  private static final String NAME = "([^<\\s]+)";
  private static final Pattern MANAGED =
      Pattern.compile(
          "<groupId>%s</groupId>\\s*<artifactId>%s</artifactId>\\s*<version>%s</version>"
              .formatted(NAME, NAME, NAME));
  private static final Pattern PROPERTY = Pattern.compile("<([\\w.-]+)>([^<\\s]+)</\\1>");
  private static final Pattern PLUGIN = Pattern.compile("(?s)<plugin>(.*?)</plugin>");

  /** A file of the class path in a Maven repository: GROUP/ARTIFACT/VERSION/FILE. */
  private record Module(Path repository, String name, String version) {
    static Module of(Path jar, Path repository) {
      Path folder = repository.relativize(jar.getParent());
      String group = folder.getParent().getParent().toString().replace(File.separatorChar, '.');
      return new Module(
          repository,
          group + ":" + folder.getParent().getFileName(),
          folder.getFileName().toString());
    }
  }

  @Test
  void noModuleIsOlderThanItsBillOfVersionsSays() throws IOException {
    Map<String, String> ours = onClassPath().collect(versions());
    Map<String, String> expected = new TreeMap<>();
    for (Path bill : bills()) {
      expected.putAll(managed(bill));
    }
    pinned().keySet().forEach(expected::remove);
    expected.keySet().retainAll(ours.keySet());
    assertThat(expected)
        .containsKeys("io.netty:netty-handler", "io.vertx:vertx-web")
        .allSatisfy(
            (name, version) ->
                assertThat(compare(ours.get(name), version))
                    .as("%s is %s, its bill says %s", name, ours.get(name), version)
                    .isNotNegative());
  }

  @Test
  void whatIsPinnedBesideTheBillsIsNotToBeHadFromThem() throws IOException {
    assertThat(pinned()).containsOnlyKeys("io.vertx:vertx-config", "io.vertx:vertx-config-yaml");
  }

  @Test
  void everyPluginThatRunsHasItsVersion() throws IOException {
    String build = Files.readString(Path.of("pom.xml")).split("<profiles>", 2)[0];
    assertThat(PLUGIN.matcher(build).results().map(plugin -> plugin.group(1)))
        .isNotEmpty()
        .allSatisfy(plugin -> assertThat(plugin).contains("<version>"));
  }

  @Test
  void versionsCompareByTheirNumbers() {
    assertThat(compare("2.21.6", "2.21.10")).isNegative();
    assertThat(compare("4.2.18.Final", "4.2.18.Final")).isZero();
    assertThat(compare("2.22", "2.21.5")).isPositive();
  }

  private static Stream<Module> onClassPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(entry -> entry.toString().endsWith(".jar"))
        .flatMap(jar -> repositoryOf(jar).map(home -> Module.of(jar, home)).stream());
  }

  /** Where the Maven repository begins that a jar lies in. */
  private static Optional<Path> repositoryOf(Path jar) {
    return Stream.iterate(jar, Path::getParent)
        .takeWhile(folder -> folder != null && folder.getFileName() != null)
        .filter(folder -> folder.endsWith("repository"))
        .findFirst();
  }

  private static List<Path> bills() throws IOException {
    Path repository = onClassPath().findFirst().orElseThrow().repository();
    Map<String, String> properties = properties(Path.of("pom.xml"));
    Function<String, String> version = key -> properties.get(key + ".version");
    return List.of(
        pom(repository, "io/vertx/vertx-dependencies", version.apply("vertx")),
        pom(repository, "com/fasterxml/jackson/jackson-bom", version.apply("jackson")),
        pom(repository, "org/junit/junit-bom", version.apply("junit")),
        pom(repository, "io/netty/netty-bom", version.apply("netty")),
        pom(repository, "software/amazon/awssdk/bom", version.apply("aws")));
  }

  private static Path pom(Path repository, String folder, String version) {
    String artifact = folder.substring(folder.lastIndexOf('/') + 1);
    return repository.resolve(folder).resolve(version).resolve(artifact + "-" + version + ".pom");
  }

  private static Map<String, String> managed(Path bill) throws IOException {
    Map<String, String> properties = properties(bill);
    Matcher entries = MANAGED.matcher(Files.readString(bill));
    return entries
        .results()
        .filter(entry -> !resolved(entry.group(3), properties).contains("$"))
        .collect(
            Collectors.toMap(
                entry -> resolved(entry.group(1), properties) + ":" + entry.group(2),
                entry -> resolved(entry.group(3), properties),
                DependenciesTest::newer));
  }

  /** The modules that the build takes in the version that it pins. */
  private static Map<String, String> pinned() throws IOException {
    return MANAGED
        .matcher(Files.readString(Path.of("pom.xml")))
        .results()
        .filter(entry -> entry.group(3).equals("${vertx.pinned.version}"))
        .collect(Collectors.toMap(e -> e.group(1) + ":" + e.group(2), e -> e.group(3)));
  }

  private static Map<String, String> properties(Path pom) throws IOException {
    Map<String, String> found = new TreeMap<>();
    Matcher properties = PROPERTY.matcher(Files.readString(pom));
    while (properties.find()) {
      found.putIfAbsent(properties.group(1), properties.group(2));
    }
    found.put("project.version", pom.getParent() == null ? "" : versionOf(pom));
    found.put("project.groupId", found.getOrDefault("groupId", ""));
    return found;
  }

  private static String versionOf(Path pom) {
    return pom.getParent().getFileName().toString();
  }

  private static String resolved(String text, Map<String, String> properties) {
    String value = text;
    for (int depth = 0; depth < 5 && value.startsWith("${"); depth++) {
      value = properties.getOrDefault(value.substring(2, value.length() - 1), "$");
    }
    return value;
  }

  private static Collector<Module, ?, Map<String, String>> versions() {
    return Collectors.toMap(Module::name, Module::version, DependenciesTest::newer, TreeMap::new);
  }

  private static String newer(String left, String right) {
    return compare(left, right) >= 0 ? left : right;
  }

  private static int compare(String left, String right) {
    return Arrays.compare(numbers(left), numbers(right));
  }

  private static int[] numbers(String version) {
    return Pattern.compile("\\d{1,9}")
        .matcher(version)
        .results()
        .mapToInt(number -> Integer.parseInt(number.group()))
        .toArray();
  }
}
