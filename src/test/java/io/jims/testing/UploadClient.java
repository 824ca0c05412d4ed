package io.jims.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/// Uploads files to a server, and reads them, as a browser does.
///
/// @param base the server's address
public record UploadClient(String base) {
    /// The smallest files that are taken.
    public static final byte[] PNG = bytes("\u0089PNG\r\n\u001a\n and so on");

    public static final byte[] PDF = bytes("%PDF-1.7 and so on");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    public UploadClient(int port) {
        this("http://127.0.0.1:" + port + "/");
    }

    public static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// A picture of this size.
    public static byte[] png(int size) {
        byte[] file = new byte[size];
        System.arraycopy(PNG, 0, file, 0, Math.min(size, PNG.length));
        return file;
    }

    /// Uploads a file that must be taken.
    ///
    /// @return its id
    public String upload(String ticket, String name, byte[] content) throws Exception {
        HttpResponse<String> response = post(ticket, name, content);
        if (response.statusCode() != 201) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return json(response).path("id").asText();
    }

    public HttpResponse<String> post(String ticket, String name, byte[] content, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + "uploads?name=" + encode(name)))
                        .header("Authorization", "Bearer " + ticket)
                        .POST(BodyPublishers.ofByteArray(content));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /// Reads a file at the address that a frame says.
    public HttpResponse<byte[]> get(String address, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + address));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    public static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
