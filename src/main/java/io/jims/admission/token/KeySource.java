package io.jims.admission.token;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Where public keys are published (`--auth-jwks`).
public sealed interface KeySource {
    /// What stands there now.
    ///
    /// @throws IOException saying why it cannot be read
    String read() throws IOException, InterruptedException;

    /// A file that can be read, and holds keys.
    ///
    /// @throws IllegalArgumentException if it holds none
    static KeySource ofFile(Path path) throws IOException {
        OfFile file = new OfFile(path);
        KeySet.parse(file.read());
        return file;
    }

    /// An address, which need not answer now.
    ///
    /// @throws IllegalArgumentException if it names no host, or a user
    static KeySource ofUrl(URI url) {
        if (url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException("the address must have a host, and no user");
        }
        return new OfUrl(url);
    }

    /// A file, whose changes are seen.
    record OfFile(Path path) implements KeySource {
        @Override
        public String read() throws IOException {
            if (Files.size(path) > MAX_BYTES) {
                throw new IOException("a JWK set has " + MAX_BYTES + " bytes at most");
            }
            return Files.readString(path);
        }
    }

    /// An http(s) address, asked again as keys grow old or unknown ones turn up.
    record OfUrl(URI url) implements KeySource {
        @Override
        public String read() throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
            try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
                HttpResponse<String> response =
                        await(
                                client.sendAsync(
                                        request,
                                        BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES)));
                if (response.statusCode() != 200) {
                    throw new IOException(url + " answers " + response.statusCode());
                }
                return response.body();
            }
        }

        /// The client's own time limit ends with the head of the answer.
        private <T> T await(CompletableFuture<T> answer) throws IOException, InterruptedException {
            try {
                return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new IOException(url + ": " + e.getCause(), e);
            } catch (TimeoutException e) {
                throw new IOException(url + " did not answer within " + TIMEOUT, e);
            } finally {
                answer.cancel(true);
            }
        }
    }

    int MAX_BYTES = 1 << 20;
    Duration TIMEOUT = Duration.ofSeconds(5);
}
