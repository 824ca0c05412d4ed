package io.jims.browser;

import java.io.IOException;

class FirefoxTest extends OtherBrowserContract {
    @Override
    OtherBrowser start() throws IOException {
        return Firefox.start();
    }
}
