package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.bus.Unknown;
import io.decisionos.gateway.cards.topic.EventTopic;
import io.decisionos.gateway.cards.topic.TopicPlace;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A topic in memory for the gateways of a test; what is sent is there at once. */
final class SharedTopic {
  private final List<EventTopic.Arrived> records = new ArrayList<>();
  private boolean isAway;
  private boolean isMute;
  private boolean isRefusing;
  private Optional<String> refusal = Optional.empty();
  private int most = Integer.MAX_VALUE;

  /** Nothing is taken from now on. */
  void goAway(boolean away) {
    isAway = away;
  }

  /** What is sent is taken, and nobody hears so. */
  void goMute(boolean mute) {
    isMute = mute;
  }

  /** Nothing that is sent is taken, though all can be read. */
  void refuse(boolean refusing) {
    isRefusing = refusing;
  }

  /** So many records are taken, and no more. */
  void endAfter(int records) {
    most = records;
  }

  int size() {
    return records.size();
  }

  /** The topic as one gateway has it. */
  final class End implements EventTopic {
    private final String gateway;
    private long next;
    private Reader reader;

    End(String gateway) {
      this.gateway = gateway;
    }

    @Override
    public Future<Void> follow(Map<Integer, Long> from, Reader newReader) {
      next = from.getOrDefault(0, 0L);
      reader = newReader;
      read();
      return Future.succeededFuture();
    }

    /** Hands over what is new; false if there is nothing. */
    boolean read() {
      if (next >= records.size()) {
        return false;
      }
      List<Arrived> some = List.copyOf(records.subList((int) next, records.size()));
      next = records.size();
      reader.take(some);
      return true;
    }

    @Override
    public Future<TopicPlace> send(TenantId tenant, ByteBuffer record) {
      refusal = isRefusing ? Optional.of("too few replicas in step") : Optional.empty();
      if (isRefusing || records.size() >= most) {
        return Future.failedFuture(Unknown.problem().asException());
      }
      var place = new TopicPlace(0, records.size());
      records.add(new Arrived(place, gateway, tenant, record.duplicate()));
      if (gateway.contains("/")) {
        read();
      }
      return isMute
          ? Future.failedFuture(Unknown.problem().asException())
          : Future.succeededFuture(place);
    }

    @Override
    public int partition(TenantId tenant) {
      return 0;
    }

    @Override
    public Optional<String> trouble() {
      return isAway ? Optional.of("away") : Optional.empty();
    }

    @Override
    public Optional<String> refusal(int partition) {
      return refusal;
    }

    @Override
    public void close() {}
  }
}
