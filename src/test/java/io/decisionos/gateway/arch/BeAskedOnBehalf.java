package io.decisionos.gateway.arch;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.decisionos.gateway.bus.OnBehalf;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;

/**
 * A channel whose questions hold a tenant knows who asks: otherwise that tenant could take all of
 * it.
 */
final class BeAskedOnBehalf extends ArchCondition<JavaField> {
  private static final int DEPTH = 3;

  BeAskedOnBehalf() {
    super("be asked on behalf of the tenant that the question holds");
  }

  @Override
  public void check(JavaField channel, ConditionEvents events) {
    var type = (JavaParameterizedType) channel.getType();
    JavaClass question = type.getActualTypeArguments().get(0).toErasure();
    boolean fair = !holdsTenant(question, DEPTH) || question.isAssignableTo(OnBehalf.class);
    events.add(new SimpleConditionEvent(channel, fair, question + " of " + channel.getFullName()));
  }

  private static boolean holdsTenant(JavaClass type, int depth) {
    return type.isEquivalentTo(Tenant.class)
        || type.isEquivalentTo(TenantId.class)
        || (depth > 0
            && type.getFields().stream()
                .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
                .anyMatch(held -> holdsTenant(held, depth - 1)));
  }
}
