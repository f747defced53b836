package io.decisionos.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What takes the place of a part is called as the part is, or the bench would not start. */
final class ReplacementsTest {
  @Test
  void thePartsThatAreReplacedAreMadeInTheSameWay() throws Exception {
    Path folder = Replacements.unwatched();
    for (String part : new String[] {"alerts.AlertsPart", "app.SloPart"}) {
      String name = "io.decisionos.gateway." + part;
      try (var loader = new Replacing(folder.toUri().toURL(), name)) {
        assertThat(calls(loader.loadClass(name))).isEqualTo(calls(Class.forName(name)));
      }
    }
  }

  @Test
  void requestsWithTheFieldAreLeftAlone() throws Exception {
    assertThat(text(Replacements.untraced(), "RequestSpans")).contains(LeftAlone.FIELD);
    assertThat(text(Replacements.unmeasured(), "Door")).contains(LeftAlone.FIELD);
  }

  private static String text(Path folder, String name) throws IOException {
    Path compiled = folder.resolve("io/decisionos/gateway/http/" + name + ".class");
    return Files.readString(compiled, StandardCharsets.ISO_8859_1);
  }

  /** How others make a part and what they call of it, sorted. */
  private static List<String> calls(Class<?> part) {
    return Stream.<Executable>concat(
            Stream.of(part.getDeclaredConstructors()), Stream.of(part.getDeclaredMethods()))
        .filter(call -> !call.isSynthetic() && !Modifier.isPrivate(call.getModifiers()))
        .map(call -> call.getName() + Arrays.toString(call.getParameterTypes()))
        .sorted()
        .toList();
  }

  /** Loads one class from a folder, and all others as usual. */
  private static final class Replacing extends URLClassLoader {
    private final String replaced;

    private Replacing(URL folder, String replaced) {
      super(new URL[] {folder}, ReplacementsTest.class.getClassLoader());
      this.replaced = replaced;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      boolean ours = name.equals(replaced) && findLoadedClass(name) == null;
      return ours ? findClass(name) : super.loadClass(name, resolve);
    }
  }
}
