package io.decisionos.gateway.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.Sha256;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The digests of the tenants' files that are in force. Each version of a file is read once: of ten
 * thousand an edit changes one. For one thread.
 */
final class TenantPrints {
  private static final String FOLDER = "tenants/";
  private static final String REFUSED = "refused";

  private IdentityHashMap<Tenant, String> known = new IdentityHashMap<>();

  Map<String, String> of(TenantBook book) {
    var next = new IdentityHashMap<Tenant, String>();
    var files = new TreeMap<String, String>();
    for (Tenant tenant : book.tenants()) {
      String digest = known.containsKey(tenant) ? known.get(tenant) : digest(tenant);
      next.put(tenant, digest);
      files.put(FOLDER + tenant.source(), digest);
    }
    known = next;
    // A file that serves nobody has no name in the book.
    for (TenantId refused : book.refused()) {
      files.put(FOLDER + "(" + refused + ")", REFUSED);
    }
    return new HashMap<>(files);
  }

  private static String digest(Tenant tenant) {
    // A broken file can suspend the tenant of its last good version.
    String text = tenant.suspended() + "\n" + tenant.file().text();
    return Sha256.hex(text.getBytes(UTF_8)).substring(0, Prints.DIGITS);
  }
}
