package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.book.Dispatch.Kind;
import io.decisionos.gateway.alerts.book.Dispatch.Word;
import io.decisionos.gateway.alerts.rules.Receiver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A message before it goes out.
 *
 * @param news of the groups that it tells of, at least one
 */
record Draft(Receiver receiver, List<GroupNews> news, boolean digest) {

  /** The message; until it is answered nobody knows whether its receiver knows. */
  Dispatch send(Drawers in, Instant now) {
    Told told = in.told();
    List<Word> words = news.stream().flatMap(each -> each.words().stream()).toList();
    String id = id(words, in, now);
    told.sure(receiver.name());
    for (Word word : words) {
      AlertLabels labels = word.alert().labels();
      if (word.firing()) {
        told.tried(receiver.name(), labels, id, now);
      } else {
        told.doubt(receiver.name(), labels, id);
      }
    }
    return new Dispatch(
        Optional.of(id),
        receiver,
        digest ? Kind.DIGEST : Kind.GROUP,
        digest ? Map.of() : first().labels(),
        words,
        news.stream().map(each -> each.group().key()).toList());
  }

  private GroupKey first() {
    return news.get(0).group().key();
  }

  private String id(List<Word> words, Drawers in, Instant now) {
    String about = digest ? Kind.DIGEST.name() : DeskStateJson.json(first()).encode();
    return new MessageId(receiver.name(), about, words)
        .of(
            words.stream()
                .map(word -> in.told().unanswered(receiver.name(), word.alert().labels()))
                .collect(Collectors.toSet()),
            in.instance(),
            now);
  }
}
