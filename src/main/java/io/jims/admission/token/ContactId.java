package io.jims.admission.token;

import io.jims.core.Uuid7;

/// Who a visitor is: what the page says (`data-contact-id`), or `widget:<uuid7>`. Two ids that
/// differ must look different, and no database may change one: so there are no characters that are
/// not seen, that turn the text around, or that are half of one.
///
/// @param value 1 to 255 characters; none is a control or format character (Unicode's Cc and Cf,
///   which has the zero-width and bidirectional ones), another one that shows nothing, a line break
///   or half a surrogate pair; the first and the last are no blank
public record ContactId(String value) {
    private static final int MAX_CHARACTERS = 255;

    public ContactId {
        int characters = value.codePointCount(0, value.length());
        if (value.isEmpty()
                || characters > MAX_CHARACTERS
                || isBlank(value.codePointAt(0))
                || isBlank(value.codePointBefore(value.length()))
                || value.codePoints().anyMatch(ContactId::isInvisible)) {
            throw new IllegalArgumentException(
                    "contact_id must have 1 to "
                            + MAX_CHARACTERS
                            + " characters, none of them a control character or another one"
                            + " that is not seen, and no blank at either end");
        }
    }

    /// An id for a visitor of whom nothing is known.
    public static ContactId create() {
        return new ContactId("widget:" + Uuid7.unguessable());
    }

    private static boolean isBlank(int character) {
        return Character.isSpaceChar(character) || Character.isWhitespace(character);
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> isIgnorable(character);
        };
    }

    /// Unicode's default ignorable characters that are of no such type: joiners, fillers, variation
    /// selectors and what is kept for more of them.
    private static boolean isIgnorable(int character) {
        return switch (character) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180F, 0x2065, 0x3164, 0xFFA0 -> true;
            default ->
                    isWithin(character, 0x180B, 0x180D)
                            || isWithin(character, 0xFE00, 0xFE0F)
                            || isWithin(character, 0xFFF0, 0xFFF8)
                            || isWithin(character, 0xE0000, 0xE0FFF);
        };
    }

    private static boolean isWithin(int character, int first, int last) {
        return character >= first && character <= last;
    }
}
