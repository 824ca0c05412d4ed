package io.jims.dropin;

import java.util.Arrays;
import java.util.List;

/// What this server answers in another way than the original, on purpose.
enum Difference {
    ODD_MESSAGES(
            "`messages` that is a number or an object",
            "{\"messages\":7,\"content\":\"other\"}",
            "{\"messages\":true,\"content\":\"other\"}",
            "{\"messages\":NaN,\"content\":\"other\"}",
            "{\"messages\":{\"a\":1},\"content\":\"other\"}"),

    EMPTY_ROWS(
            "rows without buttons",
            "buttons [[],[{\"text\":\"A\"}]]",
            "only [[],[{\"text\":\"A\"}]]",
            "buttons [[]]",
            "only [[]]",
            "buttons [{\"id\":\"a\"}]",
            "only [{\"id\":\"a\"}]",
            "only [{\"text\":null,\"id\":\"a\"}]"),

    CONTACTS(
            "a `contact_id` of more than 255 characters, or with [characters that are not seen]",
            "?contact_id=%00");

    private final String forUsers;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
    private final List<String> inputs;

    /// @param forUsers how its line in `drop-in.md` begins
    /// @param inputs frames, or queries
    Difference(String forUsers, String... inputs) {
        this.forUsers = forUsers;
        this.inputs = List.of(inputs);
    }

    static boolean isListed(String input) {
        return Arrays.stream(values()).anyMatch(listed -> listed.inputs.contains(input));
    }

    String forUsers() {
        return forUsers;
    }

    List<String> inputs() {
        return inputs;
    }
}
