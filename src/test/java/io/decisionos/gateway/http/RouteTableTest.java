package io.decisionos.gateway.http;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.HEAD;
import static io.vertx.core.http.HttpMethod.POST;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RouteTableTest {
  private final RouteTable table =
      new RouteTable(
          List.of(
              route(GET, "/tenants"),
              route(GET, "/tenants/{id}"),
              route(DELETE, "/tenants/{id}"),
              route(GET, "/tenants/{id}/cards"),
              route(POST, "/tenants/reload"),
              route(DELETE, "/tenants/reload"),
              route(GET, "/tenants/{id}/{part}")));

  private static Route route(HttpMethod method, String template) {
    return new Route(
        method, template, Scope.OPEN, BodyRule.NONE, false, call -> Future.failedFuture(template));
  }

  private String template(HttpMethod method, String path) {
    return table.find(path).find(method).map(found -> found.route().template()).orElse("none");
  }

  private List<String> parameters(HttpMethod method, String path) {
    return table.find(path).find(method).orElseThrow().parameters();
  }

  @Test
  void aLiteralGoesBeforeAParameterAndHidesNoMethodOfIt() {
    assertThat(template(POST, "/tenants/reload")).isEqualTo("/tenants/reload");
    assertThat(template(DELETE, "/tenants/reload")).isEqualTo("/tenants/reload");
    assertThat(template(GET, "/tenants/reload")).isEqualTo("/tenants/{id}");
    assertThat(template(HEAD, "/tenants/reload")).isEqualTo("/tenants/{id}");
    assertThat(parameters(GET, "/tenants/reload")).containsExactly("reload");
    assertThat(parameters(DELETE, "/tenants/reload")).isEmpty();
    assertThat(table.find("/tenants/reload").allow()).isEqualTo("DELETE, GET, HEAD, POST");
  }

  @Test
  void aLiteralThatLeadsNoFurtherHidesNoLongerPath() {
    assertThat(template(GET, "/tenants/reload/cards")).isEqualTo("/tenants/{id}/cards");
    assertThat(parameters(GET, "/tenants/reload/cards")).containsExactly("reload");
    assertThat(parameters(GET, "/tenants/reload/other")).containsExactly("reload", "other");
  }

  @Test
  void whatIsNotThereLeadsNowhere() {
    assertThat(table.find("/tenants/").obstacle()).isPresent();
    assertThat(table.find("/tenants/reload/").obstacle()).isPresent();
    assertThat(table.find("/tenants/a/b/c").obstacle()).isPresent();
    assertThat(template(POST, "/tenants/a")).isEqualTo("none");
  }
}
