package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.decisionos.gateway.bus.Announcement;
import io.decisionos.gateway.bus.Channel;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/events.md} against the constants of the code. */
class EventsTest {

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

  private static <T> Stream<T> constants(Class<T> type) {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.decisionos.gateway")
            .stream()
            .flatMap(owner -> owner.getFields().stream())
            .filter(field -> field.getRawType().isEquivalentTo(type))
            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
            .map(field -> type.cast(value(field)));
  }

  private static Object value(JavaField field) {
    try {
      return field.reflect().get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
