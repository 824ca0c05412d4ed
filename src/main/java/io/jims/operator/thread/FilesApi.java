package io.jims.operator.thread;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.jims.core.Uuid7;
import io.jims.listener.FileBody;
import io.jims.operator.http.JsonAnswers;
import io.jims.operator.http.Parameters;
import io.jims.upload.UploadDirectory;
import io.jims.upload.UploadedFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Downloads visitors' files, always as attachments: no browser renders one in our origin. Safe for
/// all threads.
///
/// @param files null if uploads are off
public record FilesApi(@Nullable UploadDirectory files) {
    public void register(HttpRouting.Builder routing) {
        routing.get("/api/threads/{id}/files/{file}", this::send);
    }

    private void send(ServerRequest request, ServerResponse response) throws IOException {
        Optional<UploadedFile> file = find(request);
        if (file.isEmpty()) {
            JsonAnswers.sendNotFound(response);
            return;
        }
        response.headers()
                .set(HeaderNames.CONTENT_TYPE, file.get().type().mediaType())
                .set(HeaderNames.CONTENT_DISPOSITION, file.get().disposition())
                .set(HeaderNames.create("Content-Security-Policy"), UploadedFile.POLICY);
        try (FileChannel content = file.get().open()) {
            FileBody.send(content, false, response);
        }
    }

    private Optional<UploadedFile> find(ServerRequest request) {
        UploadDirectory directory = files;
        return directory == null
                ? Optional.empty()
                : Parameters.thread(request)
                        .flatMap(thread ->
                                Uuid7.parse(request.path().pathParameters().get("file"))
                                        .flatMap(file -> directory.find(thread, file)));
    }
}
