package io.jims.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.admission.AccessSettings;
import io.jims.admission.address.AllowedOrigins;
import io.jims.admission.address.OriginPattern;
import io.jims.widget.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What another website's script gets from a server that lists its own sites.
@BrowserTest
class CrossSiteTest {
    private static final String CONNECT =
            """
            ([url, protocols]) => new Promise((resolve) => {
              const socket = new WebSocket(url, protocols);
              socket.onopen = () => { socket.send("Hello"); resolve("open"); };
              socket.onclose = () => resolve("closed");
            })
            """;

    private final DirectedPipeline pipeline = new DirectedPipeline();

    @Test
    void unlistedSite_getsNoSocket_andBeginsNoThread(Stage stage) throws Exception {
        ChatServer server = serve(stage, "https://shop.example.com");

        assertThat(connect(stage, server, List.of())).isEqualTo("closed");
        assertThat(connect(stage, server, List.of("jims.v1"))).isEqualTo("closed");
        assertThat(server.openSockets()).isZero();
        assertThat(server.threads()).isEmpty();
    }

    @Test
    void listedSite_getsOne(Stage stage) {
        ChatServer server = serve(stage, stage.site().origin());

        assertThat(connect(stage, server, List.of("jims.v1"))).isEqualTo("open");
    }

    private ChatServer serve(Stage stage, String origin) {
        AllowedOrigins origins =
                new AllowedOrigins(List.of(OriginPattern.parse(origin).orElseThrow()), false);
        return stage.serve(pipeline, Limits.DEFAULT, AccessSettings.OPEN.with(origins));
    }

    private static Object connect(Stage stage, ChatServer server, List<String> protocols) {
        String url = server.origin().replace("http:", "ws:") + "/ws/chat";
        return stage.visitor()
                .open(HostPage.with())
                .page()
                .evaluate(CONNECT, List.of(url, protocols));
    }
}
