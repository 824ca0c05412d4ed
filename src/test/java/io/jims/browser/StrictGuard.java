package io.jims.browser;

import io.jims.core.Guard;

/// Refuses answers that tell of the secret, and messages that are rude.
public final class StrictGuard implements Guard {
    public static final Guard GUARD = new StrictGuard();

    @Override
    public Verdict message(String text) {
        return text.contains("rude") ? new Refuse("Be kind.") : new Pass();
    }

    @Override
    public Verdict answer(String text) {
        return text.contains("secret") ? new Refuse("I may not <b>say</b> that.") : new Pass();
    }
}
