package io.decisionos.gateway.fleet;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All gateways as one of them sees them. Immutable.
 *
 * @param members by name; those that were lost are among them until they are forgotten
 * @param trouble why others cannot be seen now, in words
 */
record FleetView(List<Member> members, List<Drift> drift, Optional<String> trouble) {

  /** How one of them fares. */
  enum State {
    LIVE,
    /** It shows itself no more, and has not said that it leaves. */
    LOST
  }

  /** One of them. */
  record Member(Beat beat, Instant lastSeen, State state) {
    JsonObject json() {
      return new JsonObject()
          .put("name", beat.name())
          .put("version", beat.version())
          .put("addresses", new JsonObject(new TreeMap<String, Object>(beat.addresses())))
          .put("started", beat.started())
          .put("last_seen", lastSeen.toString())
          .put("draining", beat.draining())
          .put("generation", beat.generation())
          .put("fingerprint", beat.fingerprint());
    }
  }

  List<Member> in(State state) {
    return members.stream().filter(member -> member.state() == state).toList();
  }

  /** How many there are, as far as is known. */
  int live() {
    return Math.max(1, in(State.LIVE).size());
  }

  /** The names that two of them have at a time. */
  List<String> sharedNames() {
    List<String> names = in(State.LIVE).stream().map(member -> member.beat().name()).toList();
    return names.stream()
        .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
        .distinct()
        .toList();
  }

  /** As operators see it. */
  JsonObject json() {
    var gateways = new JsonArray();
    members.forEach(member -> gateways.add(member.json()));
    return new JsonObject().put("gateways", gateways).put("drift", driftJson());
  }

  JsonArray driftJson() {
    var files = new JsonArray();
    drift.forEach(
        each ->
            files.add(
                new JsonObject()
                    .put("file", each.file())
                    .put("gateways", new JsonArray(each.gateways()))));
    return files;
  }
}
