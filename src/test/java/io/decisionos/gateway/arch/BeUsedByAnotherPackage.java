package io.decisionos.gateway.arch;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/**
 * Another package names the type, or one inside it, or hands on what a method of it takes or gives:
 * nobody else would miss it if it were its package's own.
 */
final class BeUsedByAnotherPackage extends ArchCondition<JavaClass> {
  BeUsedByAnotherPackage() {
    super("be used by another package");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    boolean used = users(type).anyMatch(user -> isElsewhere(user, type));
    events.add(new SimpleConditionEvent(type, used, type.getName() + " is public for nobody"));
  }

  private static Stream<JavaClass> users(JavaClass type) {
    Stream<JavaClass> name =
        type.getPackage().getClassesInPackageTree().stream()
            .filter(part -> part.equals(type) || part.getName().startsWith(type.getName() + "$"))
            .flatMap(part -> part.getDirectDependenciesToSelf().stream())
            .map(Dependency::getOriginClass);
    Stream<JavaClass> handOn =
        Stream.of(
                type.getMethodsWithReturnTypeOfSelf(),
                type.getMethodsWithParameterTypeOfSelf(),
                type.getConstructorsWithParameterTypeOfSelf())
            .flatMap(units -> units.stream())
            .flatMap(unit -> unit.getAccessesToSelf().stream())
            .map(JavaAccess::getOriginOwner);
    return Stream.concat(name, handOn);
  }

  private static boolean isElsewhere(JavaClass user, JavaClass type) {
    return !user.getPackageName().equals(type.getPackageName());
  }
}
