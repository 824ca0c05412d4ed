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

/// The source of public keys (`--auth-jwks`).
public sealed interface KeySource {
    /// Loads the JWK set.
    ///
    /// @throws IOException saying why it cannot be read
    String read() throws IOException, InterruptedException;

    /// A file; it must be readable and hold keys now.
    ///
    /// @throws IllegalArgumentException if it holds none
    static KeySource ofFile(Path path) throws IOException {
        OfFile file = new OfFile(path);
        KeySet.parse(file.read());
        return file;
    }

    /// A URL; it need not respond now.
    ///
    /// @throws IllegalArgumentException if it names no host, or a user
    static KeySource ofUrl(URI url) {
        if (url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException("the address must have a host, and no user");
        }
        return new OfUrl(url);
    }

    /// A file, reloaded when it changes.
    record OfFile(Path path) implements KeySource {
        @Override
        public String read() throws IOException {
            if (Files.size(path) > MAX_BYTES) {
                throw new IOException("a JWK set has " + MAX_BYTES + " bytes at most");
            }
            return Files.readString(path);
        }
    }

    /// An http(s) URL, reloaded when its keys are old or a token names an unknown one.
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

        /// The HTTP client's own timeout ends with the response's headers.
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
