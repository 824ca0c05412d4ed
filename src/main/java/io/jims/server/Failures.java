package io.jims.server;

import io.jims.store.StoreException;
import java.util.function.Supplier;

/// Turns exceptions of the parts into messages for the operator.
public final class Failures {
    private Failures() {}

    /// The message, with those of its causes that add something.
    public static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder(message(failure));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (text.indexOf(message(cause)) < 0) {
                text.append(": ").append(message(cause));
            }
        }
        return text.toString();
    }

    /// Runs an operation on the database that a setting names.
    ///
    /// @throws SettingException if it names none
    /// @throws StartException if the database failed
    public static <T> T explain(SettingValue url, Supplier<T> step) {
        try {
            return step.get();
        } catch (SettingException e) { // about another setting
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SettingException(url.explain(describe(e)), e);
        } catch (StoreException e) { // written for the operator
            throw new StartException(url.explain(String.valueOf(e.getMessage())), e);
        } catch (RuntimeException e) {
            throw new StartException(url.explain(describe(e)), e);
        }
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
