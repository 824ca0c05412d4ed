package io.jims.cli.value;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The least and the greatest value of a flag, as written on the command line. They replace
/// `{bounds}` in the help.
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Bounds {
    String from();

    String to();

    /// Whether `off` is allowed, too; it means 0.
    boolean orOff() default false;
}
