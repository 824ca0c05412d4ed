package io.jims.admission.token;

import io.jims.core.Uuid7;

/// A visitor's id: the one that the page gives (`data-contact-id`), or `widget:<uuid7>`. Different
/// ids must look different, and no database may change one; so invisible characters, bidirectional
/// controls and lone surrogates are not allowed.
///
/// @param value 1 to 255 characters without control and format characters (Unicode's Cc and Cf,
///   which include zero-width and bidirectional ones), other invisible characters, line breaks and
///   lone surrogates; neither begins nor ends with a space
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

    /// A new id for an unknown visitor.
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

    /// Unicode's default ignorable characters outside of Cc and Cf: joiners, fillers, variation
    /// selectors and reserved ones.
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
