package io.jims.admission.token;

import io.jims.core.Uuid7;

/// Who a visitor is: what the page says (`data-contact-id`), or `widget:<uuid7>`.
///
/// @param value 1 to 255 characters, none of them a control character
public record ContactId(String value) {
    private static final int MAX_CHARACTERS = 255;

    public ContactId {
        int characters = value.codePointCount(0, value.length());
        if (value.isBlank()
                || characters > MAX_CHARACTERS
                || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "contact_id must have 1 to "
                            + MAX_CHARACTERS
                            + " characters, none of them a control character");
        }
    }

    /// An id for a visitor of whom nothing is known.
    public static ContactId create() {
        return new ContactId("widget:" + Uuid7.next());
    }
}
