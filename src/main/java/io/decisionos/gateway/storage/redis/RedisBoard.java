package io.decisionos.gateway.storage.redis;

import io.decisionos.gateway.bus.Board;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** Boards in Redis, each in a few keys with its name in braces. Never blocks. */
record RedisBoard(RedisData data) implements Board {
  // Of the answer: how often each place is taken before the gateways that are there.
  private static final int SEAT = 1;
  private static final int BORN = 5;
  private static final int HERE = 11;

  @Override
  public Future<Answer> ask(Ask ask) {
    RedisCall call =
        RedisCall.write(
            "board",
            "dos:{" + ask.board() + "}:seat",
            ask.board(),
            ask.instance(),
            ask.name(),
            ask.lasts().toMillis(),
            ask.token(),
            ask.after(),
            MOST,
            MOST_KEPT,
            FORGOTTEN.toMillis(),
            ask.sealed().size());
    List<Note> notes = Stream.concat(ask.sealed().stream(), ask.open().stream()).toList();
    for (Note note : notes) {
      call = call.and(note.name(), note.text());
    }
    return data.ask(call).map(RedisBoard::answer);
  }

  private static Answer answer(Response answer) {
    int count = answer.get(HERE).toInteger();
    var here = new HashSet<String>();
    for (int i = HERE + 1; i <= HERE + count; i++) {
      here.add(answer.get(i).toString());
    }
    var changes = new ArrayList<Note>();
    for (int i = HERE + count + 1; i + 1 < answer.size(); i += 2) {
      changes.add(new Note(answer.get(i).toString(), answer.get(i + 1).toString()));
    }
    return new Answer(
        new Seat(
            answer.get(SEAT).toString(),
            answer.get(SEAT + 1).toString(),
            answer.get(SEAT + 2).toLong(),
            Duration.ofMillis(answer.get(SEAT + 3).toLong())),
        answer.get(BORN).toLong(),
        is(answer, BORN + 1),
        is(answer, BORN + 2),
        answer.get(BORN + 3).toInteger(),
        answer.get(BORN + 4).toString().startsWith("1"),
        answer.get(BORN + 4).toString().endsWith("1"),
        answer.get(BORN + 5).toString(),
        here,
        changes);
  }

  private static boolean is(Response answer, int place) {
    return answer.get(place).toInteger() == 1;
  }
}
