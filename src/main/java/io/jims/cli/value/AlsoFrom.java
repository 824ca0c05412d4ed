package io.jims.cli.value;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Another environment variable for a flag, used if the flag's own is not set.
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AlsoFrom {
    String value();
}
