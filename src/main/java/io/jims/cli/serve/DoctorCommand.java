package io.jims.cli.serve;

import io.jims.cli.command.CommandContext;
import io.jims.cli.command.UsageHelp;
import io.jims.cli.value.Given;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import io.jims.server.Settings;
import io.jims.server.doctor.Doctor;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Checks what a start of the server needs.
@Command(
        name = "doctor",
        customSynopsis = UsageHelp.NAME + " doctor [<flag>]...",
        description = "Checks what a start with these flags would need, and says what to change.")
public final class DoctorCommand extends ServerAction {
    private static final String PAGE = "--page";

    @Mixin(name = "Request")
    private final Request request = new Request();

    /// What to check in addition to the start.
    static final class Request {
        @Option(
                names = PAGE,
                paramLabel = "<url>",
                description =
                        "A page of the website with the script tag: its tag, policy, origin and"
                                + " token, and the WebSocket through the proxy are checked, too.")
        @Nullable String page;
    }

    public DoctorCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Settings settings = settings();
        URI page = page(given());
        begin();
        useProxy();
        try {
            boolean healthy = new Doctor(settings, page).examine(context().out()::println);
            return healthy ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.SOFTWARE;
        }
    }

    private @Nullable URI page(Given given) {
        String page = request.page;
        if (page == null || page.isBlank()) {
            return null;
        }
        SettingValue value = given.value(PAGE, page);
        try {
            URI address = URI.create(page.strip());
            if (address.getHost() == null
                    || !String.valueOf(address.getScheme()).matches("https?")) {
                throw refuse(value);
            }
            String login = address.getRawUserInfo();
            return login == null
                    ? address
                    : URI.create(page.strip().replaceFirst(Pattern.quote(login + "@"), ""));
        } catch (IllegalArgumentException e) {
            throw refuse(value);
        }
    }

    private static SettingException refuse(SettingValue value) {
        return value.refuse("the http(s) address of a page");
    }
}
