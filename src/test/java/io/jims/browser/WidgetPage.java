package io.jims.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;

/// A tab with a page that has the widget. Belongs to the test's thread.
///
/// @param page the tab
/// @param widget the widget that is meant where there are several
record WidgetPage(Page page, Locator widget) {
    WidgetPage(Page page) {
        this(page, page.locator("jims-widget").first());
    }

    /// The same tab with its widget that has this attribute: scripts may come in any order.
    WidgetPage widget(String attribute, String value) {
        String selector = "jims-widget[%s='%s']".formatted(attribute, value);
        return new WidgetPage(page, page.locator(selector));
    }

    /// The round button that opens and closes the panel.
    Locator launcher() {
        return widget.locator("button[aria-expanded]");
    }

    Locator panel() {
        return widget.getByRole(AriaRole.DIALOG);
    }

    Locator title() {
        return panel().getByRole(AriaRole.HEADING);
    }

    Locator log() {
        return widget.getByRole(AriaRole.LOG);
    }

    Locator composer() {
        return widget.locator("textarea");
    }

    /// The panel's button with this whole name.
    Locator button(String name) {
        return panel().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /// A button that the assistant offers.
    Locator choice(String text) {
        return answers().locator("button", new Locator.LocatorOptions().setHasText(text));
    }

    /// Both sides' messages, in order.
    Locator messages() {
        return widget.locator(".message");
    }

    /// What can be read in the list of messages, and contains this.
    Locator shown(String text) {
        return log().getByText(text);
    }

    Locator questions() {
        return widget.locator(".message.user");
    }

    Locator answers() {
        return widget.locator(".message.assistant");
    }

    Locator status() {
        return widget.locator(".status");
    }

    Locator connectivity() {
        return widget.locator(".connectivity");
    }

    Locator badge() {
        return widget.locator(".badge");
    }

    /// What a screen reader is told.
    Locator announcer() {
        return widget.locator(".announcer");
    }

    /// That these messages, and no others, are or will be there: each with its text among others.
    static void assertShown(Locator messages, String... texts) {
        assertThat(messages).hasCount(texts.length);
        assertThat(messages).containsText(texts);
    }

    /// Opens the panel by its button, unless the tab remembers it as open.
    WidgetPage open() {
        if ("false".equals(launcher().getAttribute("aria-expanded"))) {
            launcher().click();
        }
        composer().waitFor();
        return this;
    }

    /// Closes the panel by its button, whatever language that is in.
    WidgetPage close() {
        panel().locator(".close").click();
        assertThat(panel()).not().isVisible();
        return this;
    }

    /// Waits until nothing moves any more: what is measured from then on stays so.
    WidgetPage still() {
        page.locator("jims-widget")
                .first()
                .evaluate(
                        """
                        host => Promise.allSettled(host.shadowRoot.getAnimations()
                            .filter((animation) => animation.effect.getTiming().iterations !== Infinity)
                            .map((animation) => animation.finished)).then(() => {})
                        """);
        return this;
    }

    WidgetPage newConversation() {
        button("New conversation").click();
        return this;
    }

    /// Has a file go along with the next message, and waits until the server has it.
    WidgetPage attach(FilePayload file) {
        panel().locator("input[type=file]").setInputFiles(file);
        assertThat(panel().locator(".tray li")).hasCount(1);
        assertThat(panel().locator(".tray progress")).hasCount(0);
        return this;
    }

    /// Sends a message as one does at a keyboard.
    WidgetPage say(String text) {
        composer().fill(text);
        composer().press("Enter");
        return this;
    }
}
