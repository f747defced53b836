package io.decisionos.gateway.alerts.book;

/** What a desk keeps, each in its place. */
record Drawers(
    String instance,
    Changes changes,
    Sightings sightings,
    AlertBook book,
    Silences silences,
    Told told,
    Fates fates,
    Ledger ledger,
    GroupIndex groups,
    Outboxes outboxes) {

  static Drawers of(String instance) {
    var changes = new Changes();
    return new Drawers(
        instance,
        changes,
        new Sightings(instance, changes),
        new AlertBook(),
        new Silences(changes),
        new Told(changes),
        new Fates(),
        new Ledger(),
        new GroupIndex(changes),
        new Outboxes(changes));
  }
}
