package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever works for others stands in docs/resources.md, and each test that it names is there. */
final class ResourcesTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.decisionos.gateway");

  private static String resources() throws IOException {
    return Files.readString(Path.of("docs/resources.md"));
  }

  @Test
  void everyVerticleIsListed() throws IOException {
    String document = resources();

    List<String> missing =
        MAIN.stream()
            .filter(type -> type.isAssignableTo(VerticleBase.class))
            .map(JavaClass::getSimpleName)
            .filter(name -> !document.contains('`' + name + '`'))
            .toList();

    assertThat(missing).isEmpty();
  }

  @Test
  void everyMetricThatIsNamedIsDocumented() throws IOException {
    String operations = Files.readString(Path.of("docs/operations.md"));
    var unknown = new ArrayList<String>();
    Matcher named = Pattern.compile("`(gateway_\\w+)`").matcher(resources());
    while (named.find()) {
      if (!operations.contains(named.group(1))) {
        unknown.add(named.group(1));
      }
    }

    assertThat(unknown).isEmpty();
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    List<String> tests;
    try (var files = Files.walk(Path.of("src/test/java"))) {
      tests = files.map(file -> file.getFileName().toString()).toList();
    }
    var unknown = new ArrayList<String>();
    Matcher named = TEST.matcher(resources());
    while (named.find()) {
      if (!tests.contains(named.group(1) + ".java")) {
        unknown.add(named.group(1));
      }
    }

    assertThat(unknown).isEmpty();
  }
}
