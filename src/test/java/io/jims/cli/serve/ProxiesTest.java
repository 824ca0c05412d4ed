package io.jims.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jims.cli.value.Environment;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which requests go through which proxy. The process has one selector, hence alone.
@Isolated
class ProxiesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    HTTPS_PROXY | http://proxy:3128 | https://api.openai.com/v1 | proxy:3128
                    https_proxy | proxy:3128 | https://api.openai.com/v1 | proxy:3128
                    HTTP_PROXY | http://me:secret@proxy | http://models.example/v1 | proxy:80
                    HTTP_PROXY | http://proxy:3128 | https://api.openai.com/v1 | DIRECT
                    HTTPS_PROXY | http://proxy:3128 | https://localhost:8080/v1 | DIRECT
                    HTTP_PROXY | http://proxy:3128 | http://127.0.0.1:11434/v1 | DIRECT
                    HTTP_PROXY | http://proxy:3128 | http://[::1]:11434/v1 | DIRECT
                    """)
    void request_goesThroughTheProxyOfItsScheme(
            String name, String proxy, String url, String where) {
        Proxies proxies = Proxies.read(environment(Map.of(name, proxy))).orElseThrow();

        String selected = proxies.select(URI.create(url)).getFirst().toString();
        assertThat(selected.replace("/<unresolved>", "")).contains(where);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    example.com | example.com | true
                    example.com | api.example.com | true
                    .example.com | api.example.com | true
                    *.example.com | api.example.com | true
                    example.com | badexample.com | false
                    EXAMPLE.com | example.COM | true
                    example.com:443 | example.com | true
                    example.com:8443 | example.com | false
                    a, example.com | example.com | true
                    10.0.0.0/8 | 10.1.2.3 | true
                    10.0.0.0/8 | 11.1.2.3 | false
                    10.1.2.3 | 10.1.2.3 | true
                    fd00::/8 | [fd00::1] | true
                    [fd00::1]:443 | [fd00::1] | true
                    10.0.0.0/8 | ten.example | false
                    * | any.example | true
                    """)
    void noProxy_exceptsHosts(String exceptions, String host, boolean excepted) {
        Map<String, String> variables =
                Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", exceptions);

        Proxies proxies = Proxies.read(environment(variables)).orElseThrow();

        String selected =
                proxies.select(URI.create("https://" + host + "/v1")).getFirst().toString();
        assertThat(selected.contains("DIRECT")).isEqualTo(excepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "socks5://proxy:1080", "http://a b", "http://"})
    void proxyThatIsNone_isLeftOut(String value) {
        assertThat(Proxies.read(environment(Map.of("HTTPS_PROXY", value)))).isEmpty();
    }

    @Test
    void clients_goThroughTheProxy_andLogIn() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(loopback(), 0), 0);
        proxy.createContext(
                "/",
                exchange -> {
                    String login = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
                    asked.add(exchange.getRequestURI() + " " + login);
                    exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"x\"");
                    exchange.sendResponseHeaders(login == null ? 407 : 204, -1);
                    exchange.close();
                });
        proxy.start();
        ProxySelector before = ProxySelector.getDefault();
        try {
            String url = "http://me:secret@127.0.0.1:" + proxy.getAddress().getPort();
            Proxies.read(environment(Map.of("HTTP_PROXY", url))).orElseThrow().install();

            assertThat(status("http://models.example/v1")).isEqualTo(204);
        } finally {
            ProxySelector.setDefault(before);
            Authenticator.setDefault(null);
            proxy.stop(0);
        }
        assertThat(asked)
                .containsExactly(
                        "http://models.example/v1 null",
                        "http://models.example/v1 Basic bWU6c2VjcmV0");
    }

    private static int status(String url) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().authenticator(Authenticator.getDefault()).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private static Environment environment(Map<String, String> variables) {
        return new Environment(variables, Map.of(), Path.of("."));
    }
}
