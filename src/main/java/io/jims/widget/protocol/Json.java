package io.jims.widget.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/// Parses the JSON of frames as Python's `json` does, like the server that this one replaces.
public final class Json {
    /// The longest integer that Python parses, in digits.
    private static final int MAX_DIGITS = 4_300;

    /// By default Jackson keeps its buffers per thread; with virtual threads that means new ones
    /// for each message, 31 KB of garbage.
    public static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNumberLength(MAX_DIGITS)
                                                    .build())
                                    .build())
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Json() {}

    /// The value of the text; missing for a blank text.
    ///
    /// @throws JsonProcessingException if it is not JSON
    static JsonNode read(String text) throws JsonProcessingException {
        try (JsonParser parser = new PythonNumbers(MAPPER.createParser(text))) {
            JsonNode value = MAPPER.readTree(parser);
            return value == null ? MissingNode.getInstance() : value;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot fail to be read", e);
        }
    }

    /// Refuses spellings of special numbers that Jackson accepts and Python does not.
    private static final class PythonNumbers extends JsonParserDelegate {
        private static final Set<String> KNOWN = Set.of("NaN", "Infinity", "-Infinity");

        PythonNumbers(JsonParser parser) {
            super(parser);
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            if (token == JsonToken.VALUE_NUMBER_FLOAT && isNaN() && !KNOWN.contains(getText())) {
                throw new JsonParseException(this, "no number: " + getText());
            }
            return token;
        }
    }
}
