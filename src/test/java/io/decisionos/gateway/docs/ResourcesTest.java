package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever works for others stands in docs/resources.md, and each test that it names is there. */
final class ResourcesTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
  // Programs of their own, whose memory ends with them.
  private static final List<String> ALONE =
      List.of("io.decisionos.gateway.load", "io.decisionos.gateway.cli");
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
  void everyObjectThatKeepsACollectionIsListed() throws IOException {
    String document = resources();
    String kept = document.substring(document.indexOf("## What is kept in memory"));

    List<String> missing =
        MAIN.stream()
            .filter(type -> ALONE.stream().noneMatch(type.getPackageName()::startsWith))
            .filter(ResourcesTest::keepsCollection)
            .map(JavaClass::getSimpleName)
            .filter(name -> !kept.contains('`' + name + '`'))
            .sorted()
            .toList();

    assertThat(missing).isEmpty();
  }

  /** Whether objects make themselves a collection that can grow, and keep it in a field. */
  private static boolean keepsCollection(JavaClass type) {
    boolean makes =
        type.getConstructors().stream()
            .flatMap(made -> made.getCallsFromSelf().stream())
            .anyMatch(ResourcesTest::makesCollection);
    return makes && type.getFields().stream().anyMatch(ResourcesTest::isCollection);
  }

  private static boolean makesCollection(JavaAccess<?> call) {
    boolean made = call.getName().equals("<init>") || call.getName().equals("newKeySet");
    return made && isCollection(call.getTargetOwner());
  }

  private static boolean isCollection(JavaField field) {
    return !field.getModifiers().contains(JavaModifier.STATIC) && isCollection(field.getRawType());
  }

  private static boolean isCollection(JavaClass type) {
    // There are only so many constants of an enum.
    return !type.isAssignableTo(EnumMap.class)
        && (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class));
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
