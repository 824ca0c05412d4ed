package io.jims.widget.session;

import io.jims.admission.token.ContactId;
import io.jims.admission.token.Identification;
import io.jims.admission.token.Identity;
import io.jims.core.ChatException;
import io.jims.core.ErrorCode;
import io.jims.widget.protocol.ClientFrame;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who is at the other end of one socket, from their hello on. Used by one thread at a time.
final class ChatVisitor {
    private final Identification identification;
    private final ChatHandshake handshake;
    private final Expiry expiry;
    private @Nullable Identity identity;
    private String contact = "";
    private @Nullable String language;
    private boolean present;

    /// @param handshake counts where the hello does not say it
    /// @param expiry watches the visitor's token
    ChatVisitor(Identification identification, ChatHandshake handshake, Expiry expiry) {
        this.identification = identification;
        this.handshake = handshake;
        this.expiry = expiry;
    }

    /// Who the visitor says that it is; null where it does not say.
    ///
    /// @throws ChatException `BAD_FRAME` if that can be nobody
    @Nullable ContactId claimedBy(ClientFrame.Hello hello) {
        try {
            return hello.contact() == null ? handshake.contact() : new ContactId(hello.contact());
        } catch (IllegalArgumentException e) {
            throw new ChatException(ErrorCode.BAD_FRAME, String.valueOf(e.getMessage()), e);
        }
    }

    /// Finds out who it is, by its token where that is asked for.
    ///
    /// @return null where no token is asked for
    /// @throws ChatException if the token does not let it in
    @Nullable Identity identify(ClientFrame.Hello hello, @Nullable ContactId claimed) {
        String token = hello.token() == null ? handshake.token() : hello.token();
        identity = identification.identify(token, claimed);
        language = hello.lang();
        return identity;
    }

    /// Lets in whom [#identify] found. Without a token it is who it says, or the owner of the
    /// thread that it knows, or somebody new.
    ///
    /// @param owner asked for where nothing else says it
    void enter(@Nullable ContactId claimed, Supplier<Optional<String>> owner) {
        contact =
                Optional.ofNullable(identity)
                        .map(Identity::contact)
                        .or(() -> Optional.ofNullable(claimed))
                        .map(ContactId::value)
                        .or(owner)
                        .orElseGet(() -> ContactId.create().value());
        watchExpiry();
        present = true;
    }

    void watchExpiry() {
        expiry.watch(identity);
    }

    /// It has to say hello again.
    void forget() {
        expiry.watch(null);
        identity = null;
        present = false;
    }

    /// @throws ChatException if it has not said hello
    void requirePresent() {
        if (!present) {
            throw identification.wantsTokens()
                    ? new ChatException(
                            ErrorCode.UNAUTHORIZED, "Say hello with a good token first.")
                    : new ChatException(ErrorCode.BAD_FRAME, "the first frame must be a hello");
        }
    }

    /// @throws ChatException `UNAUTHORIZED` if the token has expired
    void requireCurrent() {
        identification.requireCurrent(identity);
    }

    /// Null where no token is asked for.
    @Nullable Identity identity() {
        return identity;
    }

    /// Whether a token has proved who it is.
    boolean isIdentified() {
        return identity != null;
    }

    /// What its token says of it; null where no token is asked for.
    @Nullable Map<String, @Nullable Object> facts() {
        return identity == null ? null : identity.facts();
    }

    String contact() {
        return contact;
    }

    /// A BCP 47 tag; null where the client did not tell.
    @Nullable String language() {
        return language;
    }
}
