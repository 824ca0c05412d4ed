package io.jims.testing;

import io.jims.core.JimsApp;
import io.jims.core.Pipeline;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A class with every kind of member that `--app` may name, and those that it may not.
public class StaticMembers {
    public static final Pipeline PIPELINE = context -> context.sendMessage("from the field");
    public static final JimsApp APP = new JimsApp("own-name", PIPELINE);
    public static final Supplier<Pipeline> SUPPLIER = () -> PIPELINE;
    public static final Callable<JimsApp> CALLABLE = () -> APP;
    public static final Supplier<String> SUPPLIER_OF_TEXT = () -> "no app";
    public static final Callable<JimsApp> FAILING =
            () -> {
                throw new IllegalStateException("no key");
            };
    public static final String TEXT = "no app";
    public static final @Nullable Pipeline NOTHING = null;
    public final Pipeline instanceField = PIPELINE;
    static final Pipeline HIDDEN = PIPELINE;

    protected StaticMembers() {}

    public static JimsApp app() {
        return new JimsApp("made", context -> context.sendMessage("from the method"));
    }

    public static Pipeline withParameter(String text) {
        return context -> context.sendMessage(text);
    }

    public static Pipeline throwing() {
        throw new IllegalStateException("no\nkey");
    }

    public Pipeline instanceMethod() {
        return instanceField;
    }

    /// A class that cannot be initialized.
    public static final class Broken {
        public static final Pipeline PIPELINE = throwing();

        private Broken() {}
    }

    static final class Unseen {
        public static final Pipeline PIPELINE = StaticMembers.PIPELINE;

        private Unseen() {}
    }
}
