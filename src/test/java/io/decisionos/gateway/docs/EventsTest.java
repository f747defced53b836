package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Announcement;
import io.decisionos.gateway.bus.Channel;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/events.md} against the constants of the code. */
class EventsTest {
  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void everyChannelIsListedWithItsMessagesAndItsBound() throws IOException {
    var declared =
        constants(Channel.class)
            .map(
                channel ->
                    List.of(
                        channel.address(),
                        channel.question().getSimpleName(),
                        channel.answer().getSimpleName(),
                        String.valueOf(channel.capacity())))
            .toList();
    assertThat(Markdown.read("docs/events.md").table("## Channels"))
        .extracting(row -> row.subList(0, 4))
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void everyAnnouncementIsListedWithItsNews() throws IOException {
    var declared =
        constants(Announcement.class)
            .map(news -> List.of(news.address(), news.news().getSimpleName()))
            .toList();
    assertThat(Markdown.read("docs/events.md").table("## Announcements"))
        .extracting(row -> row.subList(0, 2))
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  /** The constants of a type, in all classes that make one. */
  private static <T> Stream<T> constants(Class<T> type) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> mentions(file, "new " + type.getSimpleName() + "<>("))
          .toList()
          .stream()
          .flatMap(file -> Arrays.stream(classOf(file).getFields()))
          .filter(field -> field.getType().equals(type))
          .map(field -> type.cast(value(field)));
    }
  }

  private static boolean mentions(Path file, String text) {
    try {
      return file.toString().endsWith(".java") && Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Class<?> classOf(Path file) {
    String path = SOURCES.relativize(file).toString();
    try {
      return Class.forName(path.substring(0, path.length() - ".java".length()).replace('/', '.'));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** The value of a constant, of a class that only its own package sees, too. */
  private static Object value(Field field) {
    try {
      field.setAccessible(true);
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
