package io.jims.widget.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.admission.AccessSettings;
import io.jims.admission.Admission;
import io.jims.admission.Client;
import io.jims.admission.address.ClientAddress;
import io.jims.core.Attachment;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.core.Uuid7;
import io.jims.listener.FileBody;
import io.jims.listener.RequestHeaders;
import io.jims.observe.RareLine;
import io.jims.store.StoreException;
import io.jims.upload.Ticket;
import io.jims.upload.UploadException;
import io.jims.upload.UploadedFile;
import io.jims.upload.Uploads;
import io.jims.widget.protocol.FileLinks;
import io.jims.widget.protocol.Json;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The routes for visitors' files: `POST /uploads`, `GET /uploads/{file}?key=`. Bodies are
/// streamed. Safe for all threads.
///
/// @param access allowed origins and trusted proxies
public record UploadRoutes(AccessSettings access, Admission admission, Uploads uploads) {
    /// The path of uploads; files are read below it.
    public static final String PATH = "/" + FileLinks.ADDRESS;

    private static final Status INSUFFICIENT_STORAGE = Status.create(507, "Insufficient Storage");
    private static final RareLine FAILURES =
            new RareLine(System.getLogger(UploadRoutes.class.getName()), Level.WARNING);

    /// Whatever a file contains, no browser runs it, renders it in our origin, or caches it.
    private static final List<Header> HARMLESS =
            List.of(
                    HeaderValues.create("Content-Security-Policy", UploadedFile.POLICY),
                    HeaderValues.create("X-Frame-Options", "DENY"),
                    HeaderValues.create("Cache-Control", "private, no-store"));

    void register(HttpRouting.Builder routing) {
        routing.any(PATH, this::receive).any(PATH + "/{file}", new ReadOnlyHandler(this::serve));
    }

    private void receive(ServerRequest request, ServerResponse response) {
        try {
            take(request, response);
        } catch (ChatException e) {
            e.retryAfter()
                    .map(Duration::toSeconds)
                    .ifPresent(seconds ->
                            response.headers()
                                    .set(HeaderNames.RETRY_AFTER, Math.max(1, seconds) + ""));
            JsonErrors.send(response, status(e.code()), e.text());
        } catch (UploadException e) {
            if (e.reason() == UploadException.Reason.SIZE) { // the rest need not be read
                response.headers().set(HeaderValues.CONNECTION_CLOSE);
            }
            JsonErrors.send(response, status(e.reason()), String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            FAILURES.log("a file was not taken", e);
            JsonErrors.send(
                    response,
                    Status.SERVICE_UNAVAILABLE_503,
                    "The server cannot keep files at present.");
        } catch (IOException e) {
            JsonErrors.send(response, Status.BAD_REQUEST_400, "The file ended early.");
        }
    }

    private void take(ServerRequest request, ServerResponse response) throws IOException {
        if (!request.prologue().method().equals(Method.POST)) {
            response.headers().set(HeaderNames.ALLOW, "POST");
            JsonErrors.send(response, Status.METHOD_NOT_ALLOWED_405, "Files are sent by POST.");
            return;
        }
        access.origins().check(RequestHeaders.lines(request.headers(), HeaderNames.ORIGIN));
        Ticket ticket =
                RequestHeaders.bearerToken(request.headers())
                        .flatMap(uploads::ticket)
                        .orElseThrow(() ->
                                new ChatException(
                                        ErrorCode.UNAUTHORIZED,
                                        "A ticket is needed, which a welcome brings. Say hello"
                                                + " again for a new one."));
        if (request.headers().contentLength().isEmpty()) {
            JsonErrors.send(
                    response, Status.LENGTH_REQUIRED_411, "A file comes with its Content-Length.");
            return;
        }
        ClientAddress address = RequestHeaders.clientOf(request, access.proxies());
        admission.admitUpload(new Client(address, ticket.proven()), ticket.contact());
        Attachment file =
                uploads.receive(
                        ticket,
                        address,
                        request.content().inputStream(),
                        request.headers().contentLength().getAsLong(),
                        request.query().first("name").orElse(""));
        response.headers().set(HeaderNames.CONTENT_TYPE, "application/json");
        response.status(Status.CREATED_201).send(Json.MAPPER.writeValueAsBytes(file.toData()));
    }

    private void serve(ServerRequest request, ServerResponse response) throws IOException {
        List<String> origins = RequestHeaders.lines(request.headers(), HeaderNames.ORIGIN);
        if (!origins.isEmpty()) { // a link names none
            try {
                access.origins().check(origins);
            } catch (ChatException e) {
                JsonErrors.send(response, Status.FORBIDDEN_403, e.text());
                return;
            }
        }
        Optional<UploadedFile> file = find(request);
        if (file.isEmpty()) {
            JsonErrors.send(
                    response,
                    Status.NOT_FOUND_404,
                    "This file is not here: it was deleted, or the link is older than a day.");
            return;
        }
        send(file.get(), request.prologue().method().equals(Method.HEAD), response);
    }

    /// The key is in the query, which our access log leaves out.
    private Optional<UploadedFile> find(ServerRequest request) {
        return Uuid7.parse(request.path().pathParameters().get("file"))
                .flatMap(id ->
                        request.query()
                                .first("key")
                                .asOptional()
                                .flatMap(key -> uploads.find(id, key)));
    }

    private static void send(UploadedFile file, boolean headOnly, ServerResponse response)
            throws IOException {
        HARMLESS.forEach(response.headers()::set);
        response.headers()
                .set(HeaderNames.CONTENT_TYPE, file.type().mediaType())
                .set(HeaderNames.CONTENT_DISPOSITION, file.disposition());
        try (FileChannel content = file.open()) {
            FileBody.send(content, headOnly, response);
        }
    }

    private static Status status(ErrorCode code) {
        return switch (code) {
            case UNAUTHORIZED -> Status.UNAUTHORIZED_401;
            case FORBIDDEN -> Status.FORBIDDEN_403;
            case RATE_LIMITED, QUOTA -> Status.TOO_MANY_REQUESTS_429;
            default -> Status.BAD_REQUEST_400;
        };
    }

    private static Status status(UploadException.Reason reason) {
        return switch (reason) {
            case TYPE -> Status.UNSUPPORTED_MEDIA_TYPE_415;
            case SIZE -> Status.REQUEST_ENTITY_TOO_LARGE_413;
            case LENGTH -> Status.BAD_REQUEST_400;
            case STORAGE -> INSUFFICIENT_STORAGE;
        };
    }
}
