package io.jims.app.remote;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jims.testing.PythonService;
import io.jims.testing.TestPython;
import java.nio.file.Path;
import java.util.List;

/// The real jims-api, serving `src/test/python/contract_app.py` on loopback.
final class JimsApiProcess implements AutoCloseable {
    static final String TOKEN = "contract-token";

    private final PythonService service;

    private JimsApiProcess(PythonService service) {
        this.service = service;
    }

    /// Starts it and waits until it answers; without the package the calling test is skipped.
    static JimsApiProcess start(Path directory) throws Exception {
        assumeTrue(
                TestPython.has("jims_api") && TestPython.has("aiosqlite"),
                "SKIPPED: JIMS_TEST_PYTHON has no jims-api and aiosqlite; scripts/test installs"
                        + " them where PyPI answers");
        return new JimsApiProcess(
                PythonService.start(
                        "jims_api.main",
                        "contract_app:served",
                        directory,
                        List.of("--api-key=" + TOKEN)));
    }

    String url() {
        return "http://127.0.0.1:" + service.port();
    }

    @Override
    public void close() {
        service.close();
    }
}
