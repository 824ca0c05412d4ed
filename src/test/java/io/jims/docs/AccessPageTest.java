package io.jims.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jims.admission.token.ContactId;
import io.jims.admission.token.Identification;
import io.jims.admission.token.TokenSecret;
import io.jims.admission.token.TokenSettings;
import io.jims.admission.token.TokenSettings.Signers;
import io.jims.testing.CompiledApp;
import io.jims.testing.MarkdownPage;
import io.jims.testing.TestPython;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the page tells backends to do makes tokens that the server takes.
class AccessPageTest {
    private static final String SECRET = "the secret that the page's backends share";
    private static final String CONTACT = "Zoë \"42\"";

    /// The same as Python, JavaScript and Java write it in ASCII.
    private static final String LITERAL = "\"Zo\\u00eb \\\"42\\\"\"";

    @TempDir private Path directory;

    @Test
    void python_makesTokens() throws Exception {
        String call = "\nprint(widget_token(%s))\n".formatted(LITERAL);

        assertTaken(
                TestPython.interpreter().toString(),
                write("token.py", snippet("python", "def widget_token") + call).toString());
    }

    @Test
    void node_makesTokens() throws Exception {
        String call = "\nconsole.log(widgetToken(%s));\n".formatted(LITERAL);

        assertTaken(
                "node",
                write("token.mjs", snippet("js", "function widgetToken") + call).toString());
    }

    @Test
    void php_makesTokens() throws Exception {
        require("php");
        String call = "\necho widget_token(json_decode('%s'));\n".formatted(LITERAL);
        String source = "<?php\n" + snippet("php", "function widget_token") + call;

        assertTaken("php", write("token.php", source).toString());
    }

    @Test
    void ruby_makesTokens() throws Exception {
        require("ruby");
        String call = "\nputs widget_token(%s)\n".formatted(LITERAL);

        assertTaken(
                "ruby", write("token.rb", snippet("ruby", "def widget_token") + call).toString());
    }

    @Test
    void go_makesTokens() throws Exception {
        require("go");
        String program =
                """
                package main

                import (
                	"crypto/hmac"
                	"crypto/sha256"
                	"encoding/base64"
                	"encoding/json"
                	"fmt"
                	"os"
                	"time"
                )

                func main() {
                	token, err := widgetToken(%s, time.Hour)
                	if err != nil {
                		panic(err)
                	}
                	fmt.Println(token)
                }

                %s
                """
                        .formatted(LITERAL, snippet("go", "func widgetToken"));

        assertTaken("go", "run", write("token.go", program).toString());
    }

    @Test
    void dotnet_makesTokens() throws Exception {
        require("dotnet");
        write(
                "token.csproj",
                """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net8.0</TargetFramework>
                    <RollForward>Major</RollForward>
                    <ImplicitUsings>enable</ImplicitUsings>
                  </PropertyGroup>
                </Project>
                """);
        write(
                "Program.cs",
                """
                using System.Security.Cryptography;
                using System.Text;
                using System.Text.Json;

                Console.WriteLine(WidgetToken(%s, TimeSpan.FromHours(1)));

                %s
                """
                        .formatted(LITERAL, snippet("csharp", "string WidgetToken")));

        assertTaken("dotnet", "run", "--project", directory.toString());
    }

    @Test
    void java_makesTokens() throws Exception {
        String source =
                """
                import com.nimbusds.jose.*;
                import com.nimbusds.jose.crypto.MACSigner;
                import com.nimbusds.jwt.*;
                import java.time.*;
                import java.util.Date;
                public class Token {
                    public static void main(String[] arguments) throws JOSEException {
                        System.out.println(widgetToken(%s, Duration.ofHours(1)));
                    }
                %s
                }
                """
                        .formatted(LITERAL, snippet("java", "String widgetToken"));
        Path classes = CompiledApp.of("Token", source, directory).directory();

        assertTaken(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                "example.Token");
    }

    private void assertTaken(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JIMS_AUTH_SECRET", SECRET);
        Process process = builder.redirectErrorStream(true).start();
        String token = new String(process.getInputStream().readAllBytes(), UTF_8).strip();

        assertThat(process.waitFor()).as(token).isZero();
        Identification identification =
                new Identification(
                        new TokenSettings(
                                new Signers.Secrets(new TokenSecret(SECRET)),
                                null,
                                null,
                                Duration.ZERO,
                                Duration.ofMinutes(5)));
        assertThat(identification.identify(token, null))
                .satisfies(identity ->
                        assertThat(identity.contact()).isEqualTo(new ContactId(CONTACT)));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static String snippet(String language, String text) throws IOException {
        return MarkdownPage.named("access.md").block(language, text);
    }

    private static void require(String command) {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command))),
                () -> "there is no " + command + " on this machine");
    }
}
