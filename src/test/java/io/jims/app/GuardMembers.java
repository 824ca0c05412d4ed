package io.jims.app;

import io.jims.core.Guard;
import java.util.function.Supplier;

/// Members that `--guard` may name, and a class that may be registered.
public final class GuardMembers {
    public static final Guard STRICT = new Strict();
    public static final Supplier<Guard> SUPPLIER = Strict::new;
    public static final String NONE = "no guard";

    private GuardMembers() {}

    public static Guard made() {
        return new Strict();
    }

    /// Lets everything pass.
    public static final class Strict implements Guard {}
}
