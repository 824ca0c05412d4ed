package io.jims.browser;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives every test a stage of its own, in one browser for all of them. What a failed test saw is
/// kept under `target/browser-failures`.
final class StageExtension
        implements BeforeAllCallback, ParameterResolver, AfterTestExecutionCallback {
    private static final Namespace OURS = Namespace.create(StageExtension.class);
    private static final Path FAILURES = Path.of("target", "browser-failures");

    @Override
    public void beforeAll(ExtensionContext tests) {
        Chromium.assumeInstalled();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Stage.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Chromium chromium =
                test.getRoot()
                        .getStore(OURS)
                        .computeIfAbsent(Chromium.class, key -> Chromium.start(), Chromium.class);
        return test.getStore(OURS)
                .computeIfAbsent(Stage.class, key -> new Stage(chromium.browser()), Stage.class);
    }

    @Override
    public void afterTestExecution(ExtensionContext test) {
        Stage stage = test.getStore(OURS).get(Stage.class, Stage.class);
        if (stage == null) {
            return;
        }
        try {
            if (test.getExecutionException().isEmpty()) {
                stage.requireNoUncaughtErrors();
            } else {
                stage.keep(FAILURES, name(test));
            }
        } catch (AssertionError e) {
            stage.keep(FAILURES, name(test));
            throw e;
        }
    }

    private static String name(ExtensionContext test) {
        return test.getRequiredTestClass().getSimpleName()
                + "."
                + test.getRequiredTestMethod().getName();
    }
}
