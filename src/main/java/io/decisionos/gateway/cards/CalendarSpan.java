package io.decisionos.gateway.cards;

import io.decisionos.gateway.http.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;

/** The spans of the calendar that a summary may be of, all in UTC. */
enum CalendarSpan {
  DAY,
  /** From Monday on, as ISO 8601 has it. */
  WEEK,
  MONTH;

  static final Map<String, CalendarSpan> WORDS = Map.of("day", DAY, "week", WEEK, "month", MONTH);

  /** The span that holds a moment. */
  Window holding(Instant moment) {
    LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
    return switch (this) {
      case DAY -> Window.days(day, day.plusDays(1));
      case WEEK -> {
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        yield Window.days(monday, monday.plusDays(7));
      }
      case MONTH -> {
        LocalDate first = day.withDayOfMonth(1);
        yield Window.days(first, first.plusMonths(1));
      }
    };
  }
}
