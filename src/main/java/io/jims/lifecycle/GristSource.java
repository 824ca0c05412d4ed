package io.jims.lifecycle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Texts in a table of Grist, asked for by its REST API. The version is the answer's `ETag`.
final class GristSource implements TextSource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final GristDocument document;
    private final Duration timeout;

    /// Follows no redirects, which could lead the key astray. The offer of HTTP/2 on a plain
    /// connection would look like a WebSocket's to Grist.
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();

    /// @param timeout how long an answer may take, to its last byte
    GristSource(GristDocument document, Duration timeout) {
        this.document = document;
        this.timeout = timeout;
    }

    @Override
    public String description() {
        return "ConversationLifecycle in the Grist document "
                + document.id()
                + " at "
                + document.server();
    }

    @Override
    public Reading read(@Nullable String version) {
        HttpResponse<byte[]> answer = ask(version);
        return switch (answer.statusCode()) {
            case 200 -> rows(answer);
            case 304 -> new Reading.Unchanged();
            case 401, 403 -> throw refused(answer, "it does not let GRIST_API_KEY read this table");
            case 404 ->
                    throw refused(
                            answer,
                            "there is no such document (GRIST_DATA_MODEL_DOC_ID), or it has no"
                                    + " table ConversationLifecycle");
            case 429 -> throw tooOften(answer);
            default -> throw refused(answer, "it must answer 200; see GRIST_SERVER_URL");
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpResponse<byte[]> ask(@Nullable String version) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(document.records(SourceBounds.ROWS + 1))
                        .header("Authorization", "Bearer " + document.key().text())
                        .header("Accept", "application/json");
        if (version != null) {
            request.header("If-None-Match", version);
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(
                        request.build(),
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), SourceBounds.BYTES));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SourceException("no answer within " + timeout.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw unreadable(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static SourceException unreadable(@Nullable Throwable cause) {
        return new SourceException(
                "no answer of at most " + SourceBounds.BYTES + " bytes: " + cause,
                cause == null ? new IOException() : cause);
    }

    private static Reading rows(HttpResponse<byte[]> answer) {
        try {
            return new Reading.Rows(
                    JsonRows.ofRecords(JSON.readTree(answer.body())),
                    answer.headers().firstValue("ETag").orElse(null));
        } catch (JacksonException e) {
            // Without the parser's own words, which quote the answer.
            throw new SourceException("its answer is no JSON", e);
        } catch (IOException e) {
            throw new SourceException("its answer cannot be read: " + e, e);
        }
    }

    private static SourceException refused(HttpResponse<byte[]> answer, String meaning) {
        return new SourceException("it answers " + answer.statusCode() + ": " + meaning);
    }

    private static SourceException tooOften(HttpResponse<byte[]> answer) {
        Duration pause =
                answer.headers()
                        .firstValue("Retry-After")
                        .filter(seconds -> seconds.matches("\\d{1,9}"))
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                        .orElse(Duration.ZERO);
        return new SourceException(
                "it answers 429: it is asked too often (--lifecycle-refresh)",
                pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
}
