package io.decisionos.gateway.load.engine;

import io.decisionos.gateway.load.scenario.Check;
import io.decisionos.gateway.load.scenario.Feed;
import io.decisionos.gateway.load.scenario.LoadTenant;
import io.decisionos.gateway.load.scenario.RequestTemplate;
import io.decisionos.gateway.load.scenario.RequestTemplate.Shape;
import io.decisionos.gateway.load.scenario.Role;
import io.decisionos.gateway.load.scenario.Scenario.Mix;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Draws requests from the mix and fills them in. Confined to the run's event loop. */
final class Shots {

  private static final Set<String> ONLY_TENANT = Set.of("tenant");
  private static final long MILLIS = 1000;

  private record Key(int tenant, int request) {}

  private final List<LoadTenant> tenants;
  private final List<RequestTemplate> requests;
  private final Map<String, Feed> feeds = new HashMap<>();
  private final Map<String, Supplier<Map<String, String>>> tables = new HashMap<>();
  private final Map<Key, Shot> unchanging = new HashMap<>();
  private final Signer signer = new Signer();
  private final SplittableRandom random;
  private final double[][] upTo;

  Shots(Mix mix, SplittableRandom random) {
    this.tenants = mix.tenants();
    this.requests = mix.requests();
    this.random = random;
    mix.feeds().forEach((name, source) -> feeds.put(name, source.open(random.split())));
    mix.tables().forEach((name, table) -> tables.put(name, table.open(random.split())));
    this.upTo = tenants.stream().map(this::sums).toArray(double[][]::new);
  }

  /** The weights of a tenant's requests, each with those before it. */
  private double[] sums(LoadTenant tenant) {
    double[] sums = requests.stream().mapToDouble(tenant::weightOf).toArray();
    Arrays.parallelPrefix(sums, Double::sum);
    return sums;
  }

  Shot next(int tenant) {
    var key = new Key(tenant, draw(upTo[tenant]));
    Shot known = unchanging.get(key);
    return known != null ? known : make(key);
  }

  private int draw(double[] sums) {
    double drawn = random.nextDouble() * sums[sums.length - 1];
    int i = 0;
    while (i < sums.length - 1 && sums[i] <= drawn) {
      i++;
    }
    return i;
  }

  private Shot make(Key key) {
    RequestTemplate template = requests.get(key.request);
    LoadTenant tenant = tenants.get(key.tenant);
    Shape shape = template.shape();
    UnaryOperator<String> values = values(tenant);
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(template.method()))
            .setURI(shape.path().fill(name -> encoded(values.apply(name))));
    shape.body().ifPresent(body -> options.putHeader("Content-Type", "application/json"));
    shape.headers().forEach((name, value) -> options.putHeader(name, value.fill(values)));
    Buffer body = Buffer.buffer(shape.body().map(text -> text.fill(values)).orElse(""));
    Check check = tenant.role() == Role.HOSTILE ? Check.NONE : shape.check().filled(values);
    long now = System.currentTimeMillis() / MILLIS;
    tenant.key().ifPresent(signs -> signer.sign(options, body, signs, now));
    var shot =
        new Shot(key.request, options, body, status -> tenant.expects(status, template), check);
    // What is signed is of its moment.
    if (tenant.key().isEmpty() && ONLY_TENANT.containsAll(shape.placeholders())) {
      unchanging.put(key, shot);
    }
    return shot;
  }

  /** What fills the placeholders of one request: of each table the columns of one row. */
  private UnaryOperator<String> values(LoadTenant tenant) {
    var rows = new HashMap<String, Map<String, String>>();
    return name -> {
      if (name.equals("tenant")) {
        return tenant.id();
      }
      int dot = name.indexOf('.');
      if (dot < 0) {
        return feeds.get(name).next();
      }
      String table = name.substring(0, dot);
      return rows.computeIfAbsent(table, first -> tables.get(first).get())
          .get(name.substring(dot + 1));
    };
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
