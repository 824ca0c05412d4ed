package io.jims.cli.website;

import io.jims.admission.token.ContactId;
import io.jims.admission.token.TokenSettings;
import io.jims.cli.command.Action;
import io.jims.cli.command.CommandContext;
import io.jims.cli.command.UsageHelp;
import io.jims.cli.option.AuthOptions;
import io.jims.cli.option.ContactOptions;
import io.jims.cli.value.Bounds;
import io.jims.cli.value.Given;
import io.jims.server.SettingException;
import io.jims.server.SettingValue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes a token, for trying a server that asks for one.
@Command(
        name = "token",
        customSynopsis = UsageHelp.NAME + " token [<flag>]...",
        description =
                "Prints a token for a contact, signed with --auth-secret, to try the server with.")
public final class TokenCommand extends Action {
    @Mixin(name = "Request")
    private final Request request = new Request();

    @Mixin(name = "Access")
    private final AuthOptions.ToSign auth = new AuthOptions.ToSign();

    /// Whom the token is for.
    static final class Request {
        @Mixin private final ContactOptions contact = new ContactOptions();

        @Option(
                names = "--ttl",
                defaultValue = "1h",
                description = "How long the token is good; {bounds}.")
        @Bounds(from = "1s", to = "24h")
        Duration ttl;
    }

    public TokenCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        Given given = given();
        begin();
        TokenSettings rules = auth.settings(given);
        if (rules == null) {
            throw new SettingException("token needs --auth-secret or --auth-secret-file");
        }
        context().out().println(token(rules, contact(given)));
        return ExitCode.OK;
    }

    private String token(TokenSettings rules, ContactId contact) {
        try {
            return rules.sign(contact, Instant.now().plus(request.ttl));
        } catch (IllegalStateException | IOException e) {
            throw new SettingException(String.valueOf(e.getMessage()), e);
        }
    }

    private ContactId contact(Given given) {
        SettingValue contact = request.contact.contact(given);
        try {
            return new ContactId(contact.text());
        } catch (IllegalArgumentException e) {
            throw new SettingException(contact.explain(String.valueOf(e.getMessage())), e);
        }
    }
}
