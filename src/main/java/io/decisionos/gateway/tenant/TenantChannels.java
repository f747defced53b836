package io.decisionos.gateway.tenant;

import io.decisionos.gateway.bus.Announcement;
import io.decisionos.gateway.bus.Channel;
import java.util.List;

/** What the tenant verticle answers and announces. */
public final class TenantChannels {
  /** The book in force; for whoever has just begun to listen. */
  public static final Channel<CurrentBook, TenantBook> BOOK =
      new Channel<>("tenants.book", CurrentBook.class, TenantBook.class, 64);

  /** The state of every file. */
  public static final Channel<ReportQuery, TenantReport> REPORT =
      new Channel<>("tenants.report", ReportQuery.class, TenantReport.class, 16);

  /** Looks at the directory now; answers with the state once it has settled. */
  public static final Channel<Reload, TenantReport> RELOAD =
      new Channel<>("tenants.reload", Reload.class, TenantReport.class, 4);

  /** Another book is in force. */
  public static final Announcement<TenantBook> CHANGED =
      new Announcement<>("tenants.changed", TenantBook.class);

  /** The settings of reload have changed. */
  public static final Announcement<TenantSettings> SETTINGS_CHANGED =
      new Announcement<>("tenants.settings-changed", TenantSettings.class);

  public static final List<Channel<?, ?>> ALL = List.of(BOOK, REPORT, RELOAD);

  private TenantChannels() {}

  /** Asks for the book. */
  public record CurrentBook() {}

  /** Asks for the report. */
  public record ReportQuery() {}

  /** Asks for a look at the directory. */
  public record Reload() {}
}
