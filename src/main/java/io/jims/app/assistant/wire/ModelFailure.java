package io.jims.app.assistant.wire;

/// The reasons why a model call failed or was incomplete.
public enum ModelFailure {
    BAD_KEY(
            false,
            "The assistant is not set up correctly yet. Please tell the operator of this site.",
            "the provider refused the key: check {key}"),
    NO_CREDIT(
            false,
            "The assistant is not available at the moment.",
            "the account of {key} has no credit left: top it up, or choose another --model"),
    RATE_LIMITED(
            true,
            "The assistant is very busy. Please try again in a moment.",
            "the provider's rate limit is reached: raise it there, choose another --model, or"
                    + " lower --max-runs"),
    NO_MODEL(
            false,
            "The assistant is not set up correctly yet. Please tell the operator of this site.",
            "the provider knows no such model or address: check --model and {url}"),
    TOO_LONG(
            false,
            "This conversation has become too long for the assistant. Please start a new one.",
            "the prompt is longer than the model takes: lower --history-length,"
                    + " --max-message-chars or --max-answer-tokens, shorten --system-prompt, or"
                    + " choose another --model"),
    REJECTED(
            false,
            "The assistant could not work on this message.",
            "the provider rejected the request: check --model, --temperature,"
                    + " --max-answer-tokens and --tools"),
    REFUSED(
            false,
            "The assistant may not answer this. Please ask in other words.",
            "the provider's content filter refused to answer: its rules are set at the provider"),
    PROVIDER_FAILED(
            true,
            "The assistant is not available at the moment. Please try again later.",
            "the provider failed: see its status page, or choose another --model"),
    UNREACHABLE(
            true,
            "The assistant cannot be reached at the moment. Please try again later.",
            "no connection to the provider: check the network and {url}"),
    SILENT(
            true,
            "The assistant took too long. Please try again.",
            "the provider was silent for longer than --model-timeout: raise it, or choose another"
                    + " --model"),
    UNREADABLE(
            true,
            "The assistant's answer could not be read. Please try again.",
            "what came is no stream of answers: check {url}"),
    BROKEN_OFF(
            true,
            "The assistant's answer broke off. Please try again.",
            "the connection to the provider ended before its answer did: check the network and"
                    + " {url}"),
    EMPTY(
            false,
            "The assistant had no answer. Please ask in other words.",
            "the model answered with nothing: check --max-answer-tokens (models that think need"
                    + " more) and --system-prompt"),
    TOO_MANY_STEPS(
            false,
            "The assistant needed too many steps. Please ask for less at once.",
            "the model kept calling --tools: check what they return, or choose another --model"),
    STOPPED(
            false,
            "The answer was stopped.",
            "the run was stopped, or exceeded --pipeline-timeout");

    private final boolean passing;
    private final String forVisitor;
    private final String forOperator;

    ModelFailure(boolean passing, String forVisitor, String forOperator) {
        this.passing = passing;
        this.forVisitor = forVisitor;
        this.forOperator = forOperator;
    }

    /// Whether another attempt may succeed.
    public boolean isPassing() {
        return passing;
    }

    public String forVisitor() {
        return forVisitor;
    }

    /// Names the setting to change.
    public String forOperator(Provider provider) {
        return forOperator
                .replace("{key}", provider.keyVariables().getFirst())
                .replace("{url}", provider.urlVariables().getFirst());
    }
}
