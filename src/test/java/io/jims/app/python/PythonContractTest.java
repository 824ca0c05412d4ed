package io.jims.app.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.app.AppContract;
import io.jims.core.JimsApp;
import io.jims.testing.TestPython;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PythonContractTest extends AppContract {
    private static PythonApp app;

    @BeforeAll
    static void startApp() throws Exception {
        app = PythonApp.start("contract_app:app", TestPython.settings());
    }

    @AfterAll
    static void closeApp() {
        if (app != null) {
            app.close();
        }
    }

    @Override
    protected JimsApp app() {
        return app.app();
    }

    @Test
    void start_countsUnderTheNameOfItsPipeline_asInPython() {
        assertThat(app.app().name()).isEqualTo("pipeline");
        assertThat(app.app().startName()).isEqualTo("conversation_start");
    }

    @Override
    protected Map<Ability, String> lacking() {
        return Map.of(Ability.STREAM, "jims_core's ThreadContext sends whole messages");
    }

    /// The Python JIMS stops behind the length, not before it.
    @Override
    protected int contextLength() {
        return 21;
    }
}
