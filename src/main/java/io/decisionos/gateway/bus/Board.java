package io.decisionos.gateway.bus;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Where gateways of a fleet write down what the others have to know, and which of them does what
 * one does for all. That one has the seat for a while; each time the seat changes hands its token
 * rises, so that whoever had it before cannot write in its name any more. Never blocks.
 */
@FunctionalInterface
public interface Board {
  /** So many notes there are at most in an ask, and in an answer. */
  int MOST = 200;

  /** So many notes are kept; more are refused. */
  int MOST_KEPT = 50_000;

  /** Who has not asked for so long is not there any more. */
  Duration FORGOTTEN = Duration.ofSeconds(60);

  /** Fails if nothing is known of what became of the ask. */
  Future<Answer> ask(Ask ask);

  /**
   * What a gateway wants of a board.
   *
   * @param board which one
   * @param instance names this run of the gateway
   * @param name by which people know it
   * @param lasts for how long it wants the seat from now on; zero: not at all
   * @param token of the seat, for what is sealed
   * @param sealed notes that only who has the seat may write
   * @param open notes that anybody may write
   * @param after the last change that it has heard of; empty: none
   */
  record Ask(
      String board,
      String instance,
      String name,
      Duration lasts,
      long token,
      List<Note> sealed,
      List<Note> open,
      String after) {
    public Ask {
      sealed = List.copyOf(sealed);
      open = List.copyOf(open);
    }
  }

  /**
   * A note, which takes the place of the one with the same name.
   *
   * @param text begins with {@code +}, or with {@code -} if what it is about is no more
   */
  record Note(String name, String text) {
    /** Whether what it is about is no more. */
    public boolean isGone() {
      return text.startsWith("-");
    }
  }

  /**
   * Who has the seat.
   *
   * @param instance empty if nobody has it
   * @param left for how long, by the clock of the board
   */
  record Seat(String instance, String name, long token, Duration left) {}

  /**
   * What the board says.
   *
   * @param born when it was made; another time means that it has lost everything since
   * @param isNew whether who asks was not there, or not any more
   * @param written whether what is sealed was written
   * @param refused how many notes found no place
   * @param whole whether the changes begin with the first of all notes
   * @param more whether there are more changes after these
   * @param last the last of these changes, to ask on from
   * @param here the instances that are there
   */
  record Answer(
      Seat seat,
      long born,
      boolean isNew,
      boolean written,
      int refused,
      boolean whole,
      boolean more,
      String last,
      Set<String> here,
      List<Note> changes) {
    public Answer {
      here = Set.copyOf(here);
      changes = List.copyOf(changes);
    }
  }
}
